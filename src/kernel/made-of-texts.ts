/**
 * What has been made of texts, which takes far longer than to find it again: kept for those that were asked for last, as
 * long as the texts have no more signs together than `mostSigns`. A text that is longer by itself is made anew each time.
 */
export class MadeOfTexts<Made> {
  readonly #mostSigns: number;
  readonly #kept = new Map<string, Made>();
  #signs = 0;

  constructor(mostSigns: number) {
    this.#mostSigns = mostSigns;
  }

  find(text: string): Made | undefined {
    const made = this.#kept.get(text);
    if (made === undefined) return undefined;
    // What stands last in the map goes last.
    this.#kept.delete(text);
    this.#kept.set(text, made);
    return made;
  }

  keep(text: string, made: Made): Made {
    if (this.#kept.delete(text)) this.#signs -= text.length;
    if (text.length > this.#mostSigns) return made;
    this.#kept.set(text, made);
    this.#signs += text.length;
    for (const oldest of this.#kept.keys()) {
      if (this.#signs <= this.#mostSigns) break;
      this.#kept.delete(oldest);
      this.#signs -= oldest.length;
    }
    return made;
  }
}
