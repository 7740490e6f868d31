import { byRank, usualRules } from './graph/rules.ts';
import { type IdentifierSettings, isSecretType, usualIdentifierSettings } from '../kernel/identifier-settings.ts';
import type { Instant } from '../kernel/period.ts';
import { isBlocked } from './blocked-value.ts';
import { normaliseEmail } from './email.ts';
import { maskNumber, readSecretNumber } from './personal-number.ts';
import { normalisePhone } from './phone.ts';

/**
 * An identifier is one thing that says who the customer is: a type and a value. Two channels write the same address
 * in different ways, so a value is brought to one form before it is compared, and values that say nothing
 * ("null", "anonymous", "0000") are not identifiers at all: they would join everyone into one customer.
 */
export type Identifier = {
  readonly type: string;
  readonly value: string;
  /** Only of secret types, whose value is then a keyed hash: what is kept beside it. */
  readonly secret?: Secret;
};

/** The value itself, sealed; how it is shown; and the hash it would have by the key before. */
export type Secret = {
  readonly sealed: string;
  readonly shown: string;
  readonly formerValue: string | undefined;
};

export const LONGEST_VALUE = 320;

const deviceTypes = new Set(['device', 'idfa', 'idfv', 'gaid', 'anonymous_id']);
const uuidPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Apple writes the ids of devices in capitals, Google does not; a UUID is the same in both. */
function normaliseDevice(value: string): string {
  return uuidPattern.test(value) ? value.toLowerCase() : value;
}

/** Capitals, no spaces: printed in groups, typed in small letters. Hyphens stay, because they can tell numbers apart. */
function normaliseLoyalty(value: string): string {
  return value
    .toUpperCase()
    .replaceAll(/\s/g, '')
    .replaceAll(/[\u2010-\u2015]/g, '-');
}

function formOf(type: string, value: string, { country, ignoresGmailDots }: IdentifierSettings): string | undefined {
  if (type === 'email') return normaliseEmail(value, ignoresGmailDots);
  if (type === 'phone') return normalisePhone(value, country);
  if (type === 'loyalty') return normaliseLoyalty(value);
  return deviceTypes.has(type) ? normaliseDevice(value) : value;
}

// Control characters never belong in an identifier, and PostgreSQL refuses the zero byte.
const controlCharacter = /\p{Cc}/u;

function trimmedOf(value: string): string | undefined {
  // Half a character is a fault on the way: mended with a sign of replacement, two people's values would be the same.
  if (!value.isWellFormed()) return undefined;
  const trimmed = value.normalize('NFC').trim();
  return trimmed.length > LONGEST_VALUE || controlCharacter.test(trimmed) || isBlocked(trimmed) ? undefined : trimmed;
}

/**
 * The one form of an identifier, or `undefined` when the value cannot say who anybody is. Never a secret one: those
 * go by `protectIdentifier`, so that no way in can forget to protect them.
 * @example normaliseIdentifier({ type: 'phone', value: '070-123 45 67' }) // { type: 'phone', value: '+46701234567' }
 */
export function normaliseIdentifier(
  { type, value }: Identifier,
  settings: IdentifierSettings = usualIdentifierSettings,
): Identifier | undefined {
  if (isSecretType(type)) return undefined;
  const trimmed = trimmedOf(value);
  const normal = trimmed === undefined ? undefined : formOf(type, trimmed, settings);
  return normal === undefined ? undefined : { type, value: normal };
}

/**
 * A secret identifier with a keyed hash in the place of its value, and the value sealed beside it. `undefined` when it
 * is no such number, or when the deployment takes none. One that is protected already stays as it is.
 */
export function protectIdentifier(
  identifier: Identifier,
  { takes, vault }: IdentifierSettings,
  now: Instant,
): Identifier | undefined {
  const { type, value, secret } = identifier;
  if (!isSecretType(type) || vault === undefined || !takes.has(type)) return undefined;
  if (secret !== undefined) return identifier;
  const number = readSecretNumber(type, value.slice(0, LONGEST_VALUE).trim(), now);
  if (number === undefined) return undefined;
  return {
    type,
    value: vault.hash(type, number),
    secret: {
      sealed: vault.seal(type, number),
      shown: maskNumber(number),
      formerValue: vault.formerHash(type, number),
    },
  };
}

/** One text per identifier, to look it up by. Types hold no space, so no two identifiers share a key. */
export function keyOfIdentifier({ type, value }: Identifier): string {
  return `${type} ${value}`;
}

const mostTellingFirst = byRank(usualRules);

/** The identifiers that count, in their one form, each once, the one that says most about the person first. */
export function usableIdentifiers(
  identifiers: readonly Identifier[],
  settings: IdentifierSettings = usualIdentifierSettings,
  now: Instant = 0,
): Identifier[] {
  const byKey = new Map<string, Identifier>();
  for (const each of identifiers) {
    const normal = isSecretType(each.type)
      ? protectIdentifier(each, settings, now)
      : normaliseIdentifier(each, settings);
    if (normal !== undefined) byKey.set(keyOfIdentifier(normal), normal);
  }
  return byKey.size < 2 ? [...byKey.values()] : [...byKey.values()].toSorted(mostTellingFirst);
}
