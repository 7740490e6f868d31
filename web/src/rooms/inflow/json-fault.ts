/** Where a text is no JSON: the line, counted from one, and the reader's own words for it. */
export type JsonFault = { readonly line: number; readonly what: string };

function messageOf(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Whether the text could still become JSON if it went on. */
function mayGoOn(text: string): boolean {
  const what = messageOf(text);
  if (what === undefined || /end of JSON|Unterminated/.test(what)) return true;
  return Number(/position (\d+)/.exec(what)?.[1] ?? -1) >= text.length;
}

/** How much of the text can be read: the reader does not always name the place where it stopped. */
function readableLength(text: string): number {
  let [good, bad] = [0, text.length];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (mayGoOn(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

/** The fault of a text that should be JSON; `undefined` when it is. */
export function jsonFault(text: string): JsonFault | undefined {
  const what = messageOf(text);
  if (what === undefined) return undefined;
  const [, line] = /line (\d+) column/.exec(what) ?? [];
  const length = mayGoOn(text) ? text.length : readableLength(text);
  return { line: line === undefined ? text.slice(0, length).split('\n').length : Number(line), what };
}

/** The text with its JSON laid out in lines; as it stands where it is none. */
export function laidOut(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
