import type { Instant } from '../kernel/period.ts';
import { normaliseEmail } from './email.ts';
import { readPersonalNumber } from './personal-number.ts';
import { normalisePhone } from './phone.ts';

/** What stands where something personal stood; one for each sign, so that every place in the text stays where it was. */
const MASK = '█';

const numberPattern = /(?<!\d)(?:\d{2})?\d{6}[-+ ]?\d{4}(?!\d)/g;
const emailPattern = /[^\s@<>,;:"'()[\]\\=?&]{1,64}@[^\s@<>,;:"'()[\]\\/?&]{3,253}/g;
const phonePattern = /(?<![\p{L}\p{N}])[+0]\d[\d ().\-/\u00a0]{5,22}/gu;

// Two do for what people write; more are only needed by what was made to.
const MOST_PASSES = 10;

export type Masked = { readonly text: string; readonly masked: number };

/**
 * Masks the e-mail addresses, telephone numbers and Swedish personal numbers that a text holds, in time that grows with
 * its length. What only looks like one, as an order number, is left; a name is left too, for nothing tells it from other
 * words.
 */
export function maskPersonalData(text: string, circumstances: Circumstances): Masked {
  let found = maskOnce(text, circumstances);
  let { masked } = found;
  // What is covered may have hidden what stands beside it, as an address that a number was written onto.
  for (let again = 1; found.masked > 0 && again < MOST_PASSES; again += 1) {
    found = maskOnce(found.text, circumstances);
    masked += found.masked;
  }
  return { text: found.text, masked };
}

type Circumstances = { readonly now: Instant; readonly country: string };

function maskOnce(text: string, { now, country }: Circumstances): Masked {
  let masked = 0;
  const cover = (found: string): string => {
    masked += 1;
    return MASK.repeat(found.length);
  };
  const withoutNumbers = text.replaceAll(numberPattern, (found) =>
    readPersonalNumber(found, now) === undefined ? found : cover(found),
  );
  const withoutEmails = withoutNumbers.replaceAll(emailPattern, (found) =>
    normaliseEmail(found) === undefined ? found : cover(found),
  );
  const all = withoutEmails.replaceAll(phonePattern, (found, at: number, whole: string) => {
    const length = phoneLength(found, whole[at + found.length] ?? '', country);
    return length === 0 ? found : cover(found.slice(0, length)) + found.slice(length);
  });
  return { text: all, masked };
}

/** How much of what looks like a number is one: the longest beginning that ends where a run of digits ends. */
function phoneLength(found: string, next: string, country: string): number {
  for (let end = found.length; end >= 7; end -= 1) {
    const following = found[end] ?? next;
    if (!isDigit(found[end - 1] ?? '') || isDigit(following)) continue;
    if (normalisePhone(found.slice(0, end), country) !== undefined) return end;
  }
  return 0;
}

function isDigit(sign: string): boolean {
  return sign >= '0' && sign <= '9';
}
