import type { Money } from '../kernel/money.ts';
import { toleranceIn } from './claim.ts';
import type { ToldTerms } from './told-terms.ts';

/** True when two prices are in one currency and no farther apart than anybody minds. */
export function areNear(a: Money, b: Money, tolerance: number): boolean {
  return a.currency === b.currency && Math.abs(a.amount - b.amount) <= toleranceIn(a.currency, tolerance);
}

/** Of one speaker on the same terms: the word that holds longest, and of those that say another value the one that does. */
type Longest = { first: ToldTerms; second?: ToldTerms };

/**
 * Words of one product and aspect, found by their terms. A word is put under its price, its share and both, so that those
 * on the same terms lie together; of each speaker two are kept, which is enough to know whether another value holds still.
 */
export class TermsIndex {
  readonly #amounts = new Map<string, readonly number[]>();
  readonly #held = new Map<string, Map<string, Longest>>();
  readonly #tolerance: number;

  /** `all` are the words that will be asked of or put in. */
  constructor(all: readonly ToldTerms[], tolerance: number) {
    this.#tolerance = tolerance;
    const prices = all.flatMap(({ price }) => price ?? []);
    for (const [currency, same] of Map.groupBy(prices, (price) => price.currency))
      this.#amounts.set(
        currency,
        [...new Set(same.map(({ amount }) => amount))].toSorted((a, b) => a - b),
      );
  }

  /** For each other speaker a word on the same terms that holds when the word begins and says another value. */
  *othersThan(word: ToldTerms): Generator<ToldTerms> {
    for (const key of this.#sameAs(word))
      for (const longest of this.#held.get(key)?.values() ?? []) {
        const other = longest.first.value === word.value ? longest.second : longest.first;
        if (other !== undefined && other.to > word.from) yield other;
      }
  }

  add(word: ToldTerms, speaker: string): void {
    for (const key of keysOf(word)) {
      const speakers = this.#held.get(key) ?? new Map<string, Longest>();
      this.#held.set(key, speakers);
      const longest = speakers.get(speaker);
      if (longest === undefined) speakers.set(speaker, { first: word });
      else keep(longest, word);
    }
  }

  #sameAs({ aspect, price, percent }: ToldTerms): string[] {
    const prices = price === undefined ? [] : this.#near(price);
    if (aspect === 'share') return price === undefined ? ['any'] : [...prices, 'no price'];
    if (percent === undefined) return prices;
    if (price === undefined) return [`share ${percent}`];
    return [...prices.flatMap((each) => [`${each} ${percent}`, `${each} -`]), `no price ${percent}`];
  }

  /** The names of the prices that are near this one, among all that there are. */
  #near({ amount, currency }: Money): string[] {
    const amounts = this.#amounts.get(currency) ?? [];
    const within = toleranceIn(currency, this.#tolerance);
    let [low, high] = [0, amounts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((amounts[middle] ?? 0) < amount - within) low = middle + 1;
      else high = middle;
    }
    const near: string[] = [];
    for (let at = low; (amounts[at] ?? Infinity) <= amount + within; at += 1)
      near.push(priceName({ amount: amounts[at] ?? 0, currency }));
    return near;
  }
}

function keysOf({ aspect, price, percent }: ToldTerms): string[] {
  const name = price === undefined ? 'no price' : priceName(price);
  if (aspect === 'share') return ['any', name];
  const keys = [name, `${name} ${percent ?? '-'}`];
  return percent === undefined ? keys : [...keys, `share ${percent}`];
}

function priceName({ amount, currency }: Money): string {
  return `${currency} ${amount}`;
}

function keep(longest: Longest, word: ToldTerms): void {
  if (word.value === longest.first.value) {
    if (word.to > longest.first.to) longest.first = word;
    return;
  }
  if (word.to > longest.first.to) {
    longest.second = longest.first;
    longest.first = word;
  } else if (longest.second === undefined || word.to > longest.second.to) longest.second = word;
}
