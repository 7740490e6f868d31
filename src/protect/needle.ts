import { domainToUnicode } from 'node:url';
import { isSecretType } from '../kernel/identifier-settings.ts';
import type { Identifier } from '../identify/identifier.ts';

/**
 * How an identifier may stand in a text that nobody took apart, as the body of something that was refused. Written as
 * regular expressions of PostgreSQL, for matching without regard to capitals.
 */
export function needlesOf({ type, value }: Identifier): string[] {
  // The number of a secret identifier was taken out of every such text before it was kept.
  if (isSecretType(type)) return [];
  if (type === 'phone') return phoneNeedles(value);
  if (type !== 'email') return [asWord(value)];
  const at = value.lastIndexOf('@');
  const unicode = `${value.slice(0, at)}@${domainToUnicode(value.slice(at + 1))}`;
  return [...new Set([value, unicode])].map(asWord);
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.|?*+()[\]{}-]/g, String.raw`\$&`);
}

/** The text where it is not a part of a longer word. */
function asWord(text: string): string {
  return `(^|[^[:alnum:]])${escaped(text)}($|[^[:alnum:]])`;
}

const SIGNS = String.raw`[[:space:]().\-/]*`;

/** A number in E.164 as people write it: with or without its country, and with signs between any digits. */
function phoneNeedles(value: string): string[] {
  const digits = value.replace(/^\+/, '').split('');
  // From the fifth digit on no country code is left, whichever the country; the rest is said by every way of writing it.
  const national = digits.slice(digits.length > 9 ? 2 : 1);
  return [`${national.join(SIGNS)}($|[^[:digit:]])`];
}
