import { domainToASCII } from 'node:url';

/**
 * An identifier is one thing that says who the customer is: a type and a value. Two channels write the same address
 * in different ways, so a value is brought to one form before it is compared, and values that say nothing
 * ("null", "anonymous", "0000") are not identifiers at all: they would join everyone into one customer.
 */
export type Identifier = { readonly type: string; readonly value: string };

export const LONGEST_VALUE = 320;

const blockedValues = new Set([
  '-1',
  'anonymous',
  'anonym',
  'false',
  'guest',
  'gäst',
  'n/a',
  'nan',
  'nil',
  'none',
  'null',
  'okänd',
  'true',
  'undefined',
  'unknown',
  '[object object]',
]);

function isBlocked(value: string): boolean {
  return /^[0\-\s]*$/.test(value) || blockedValues.has(value.toLowerCase());
}

/** Lower case, NFC, the domain in its ASCII form: `Åsa@Räksmörgås.SE` becomes `åsa@xn--rksmrgs-5wao1o.se`. */
function normaliseEmail(value: string): string | undefined {
  const at = value.lastIndexOf('@');
  const local = value.slice(0, at).toLowerCase();
  if (at < 1 || /[\s@<>,;]/.test(local)) return undefined;
  const domain = domainToASCII(value.slice(at + 1).toLowerCase());
  return domain === '' || !/^[^\s@]+$/.test(domain) ? undefined : `${local}@${domain}`;
}

const SWEDEN = '46';

/** E.164. A number that begins with one 0 is Swedish; 00 and no prefix at all are read as international. */
function normalisePhone(value: string): string | undefined {
  const bare = value
    .replace(/^tel:/i, '')
    .replace(/\(0\)/g, '')
    .replace(/[\s().\-/\u2010-\u2015]/g, '');
  if (!/^\+?\d+$/.test(bare)) return undefined;
  const digits = bare.startsWith('+')
    ? bare.slice(1)
    : bare.startsWith('00')
      ? bare.slice(2)
      : bare.startsWith('0')
        ? SWEDEN + bare.slice(1)
        : bare;
  const international = digits.startsWith(`${SWEDEN}0`) ? SWEDEN + digits.slice(SWEDEN.length + 1) : digits;
  return /^[1-9]\d{6,14}$/.test(international) && !/^\d{1,3}0{6,}$/.test(international)
    ? `+${international}`
    : undefined;
}

// Control characters never belong in an identifier, and PostgreSQL refuses the zero byte.
const controlCharacter = /\p{Cc}/u;

/**
 * The one form of an identifier, or `undefined` when the value cannot say who anybody is.
 * @example normaliseIdentifier({ type: 'phone', value: '070-123 45 67' }) // { type: 'phone', value: '+46701234567' }
 */
export function normaliseIdentifier({ type, value }: Identifier): Identifier | undefined {
  const trimmed = value.toWellFormed().normalize('NFC').trim();
  if (trimmed.length > LONGEST_VALUE || controlCharacter.test(trimmed) || isBlocked(trimmed)) return undefined;
  const normal = type === 'email' ? normaliseEmail(trimmed) : type === 'phone' ? normalisePhone(trimmed) : trimmed;
  return normal === undefined ? undefined : { type, value: normal };
}

/** One text per identifier, to look it up by. Types hold no space, so no two identifiers share a key. */
export function keyOfIdentifier({ type, value }: Identifier): string {
  return `${type} ${value}`;
}

const firstRanks = ['user_id', 'email', 'phone', 'loyalty'];
const lastRank = 'anonymous_id';

function rankOf(type: string): number {
  const first = firstRanks.indexOf(type);
  return first >= 0 ? first : type === lastRank ? firstRanks.length + 1 : firstRanks.length;
}

/** The identifiers that count, in their one form, each once, the one that says most about the person first. */
export function usableIdentifiers(identifiers: readonly Identifier[]): Identifier[] {
  const byKey = new Map<string, Identifier>();
  for (const each of identifiers) {
    const normal = normaliseIdentifier(each);
    if (normal !== undefined) byKey.set(keyOfIdentifier(normal), normal);
  }
  if (byKey.size < 2) return [...byKey.values()];
  return [...byKey.values()].toSorted(
    (a, b) => rankOf(a.type) - rankOf(b.type) || (keyOfIdentifier(a) < keyOfIdentifier(b) ? -1 : 1),
  );
}
