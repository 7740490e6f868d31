/** What the oracle knows of values: what is a text, how deep a tree is, who is somebody, which time is one. */
export type Fields = Readonly<Record<string, unknown>>;
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
export function isTextOf(value: unknown, from: number, to: number): value is string {
  if (typeof value !== 'string') return false;
  const length = Array.from(value).length;
  return length >= from && length <= to;
}
export function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

/** Walks without recursion: what is judged may have levels without end. */
export function scan(value: unknown): { readonly levels: number; readonly pollutes: boolean } {
  let levels = 0;
  let pollutes = false;
  let row: unknown[] = [value];
  while (row.length > 0) {
    const next: unknown[] = [];
    let hasContainer = false;
    for (const each of row) {
      if (typeof each !== 'object' || each === null) continue;
      hasContainer = true;
      for (const [key, inner] of Object.entries(each)) {
        if (key === '__proto__') pollutes = true;
        if (key === 'constructor' && isFields(inner) && Object.hasOwn(inner, 'prototype')) pollutes = true;
        next.push(inner);
      }
    }
    if (hasContainer) levels += 1;
    row = next;
  }
  return { levels, pollutes };
}

const timePattern =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?(?:[Zz]|([+-])(\d\d):?(\d\d))?)?$/;

/** ISO 8601: a day, or a day and a time; without an offset it is UTC. A day that does not exist is none. */
export function readIso(text: string): number | undefined {
  const [whole, y, mo, d, h = '0', mi = '0', s = '0', fraction = '0', sign, oh = '0', om = '0'] =
    timePattern.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const daysInMonth = new Date(Date.UTC(Number(y), Number(mo), 0)).getUTCDate();
  // What happened before 1900 is a clock that was never set.
  const isReal =
    Number(y) >= 1900 &&
    Number(mo) >= 1 &&
    Number(mo) <= 12 &&
    Number(d) >= 1 &&
    Number(d) <= daysInMonth &&
    Number(h) < 24 &&
    Number(mi) < 60 &&
    Number(s) < 60 &&
    Number(oh) < 24 &&
    Number(om) < 60;
  if (!isReal) return undefined;
  const at = new Date(0);
  at.setUTCFullYear(Number(y), Number(mo) - 1, Number(d));
  at.setUTCHours(Number(h), Number(mi), Number(s), Math.floor(Number(`0.${fraction}`) * 1000));
  const offset = (Number(oh) * 60 + Number(om)) * 60_000;
  return at.getTime() + (sign === '-' ? offset : -offset);
}

const sayNothing = new Set(
  'anonymous anonym false guest gäst n/a nan nil none null okänd true undefined unknown -1'.split(' '),
);

/** The identifier in its one form, or nothing when it says nobody. */
export function somebody(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (!value.isWellFormed()) return undefined;
  const text = value.normalize('NFC').trim();
  const says =
    text !== '' &&
    text.length <= 320 &&
    !/^[0\-\s]*$/.test(text) &&
    !sayNothing.has(text.toLowerCase()) &&
    text.toLowerCase() !== '[object object]' &&
    !/\p{Cc}/u.test(text);
  return says ? text : undefined;
}
