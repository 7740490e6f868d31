import { readRfc3339 } from '../collect/instant-text.ts';
import { DomainError } from '../kernel/errors.ts';
import { isCurrency } from '../kernel/money.ts';
import type { Instant } from '../kernel/period.ts';
import type { Terms } from './offer.ts';

/** The period that an offer or a promise holds in. `validTo` null is for ever. */
export type Validity = { readonly validFrom: Instant; readonly validTo: Instant | null };

const LAST_INSTANT = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

function instantOf(text: string, field: string): Instant {
  const instant = readRfc3339(text);
  if (instant !== undefined && instant >= 0 && instant <= LAST_INSTANT) return instant;
  throw new DomainError('field-invalid', `${field} is ${text}, allowed is a time as 2026-11-22T08:00:00Z.`, [
    { field, found: text, allowed: 'a time from 1970 to 9999 that exists' },
  ]);
}

/** Reads the period of an input; without a beginning it begins now. Throws `field-invalid` when it is none. */
export function readValidity(
  input: { readonly validFrom?: string; readonly validTo?: string },
  now: Instant,
): Validity {
  const validFrom = input.validFrom === undefined ? now : instantOf(input.validFrom, 'validFrom');
  const validTo = input.validTo === undefined ? null : instantOf(input.validTo, 'validTo');
  if (validTo === null || validFrom < validTo) return { validFrom, validTo };
  throw new DomainError('field-invalid', `validTo is ${input.validTo}, which is not after validFrom.`, [
    { field: 'validTo', found: input.validTo ?? 'nothing', allowed: 'a time after validFrom' },
  ]);
}

/** Throws `field-invalid` when the terms are in a currency that does not exist. */
export function demandKnownCurrency(terms: Terms): void {
  if (terms.kind === 'percent-off' || isCurrency(terms.currency)) return;
  throw new DomainError('field-invalid', `terms.currency is ${terms.currency}, allowed is a currency of ISO 4217.`, [
    { field: 'terms.currency', found: terms.currency, allowed: 'a currency of ISO 4217, as SEK' },
  ]);
}
