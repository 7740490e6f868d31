import { Value } from 'typebox/value';
import { readRfc3339 } from '../collect/instant-text.ts';
import { schemaFaults } from '../collect/mapping-fault.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Money } from '../kernel/money.ts';
import { aimOf, keptAudience } from './audience.ts';
import type { Claim, StatedOffer } from './claim.ts';
import { type OfferInput, OfferInputSchema } from './offer.contract.ts';

/**
 * Reads offers from JSON: an array, or `{"offers": [...]}`, each in the form of `POST /v1/offers`. Throws
 * `file-unreadable` that names the offer and the field.
 */
export function readOffers(text: string, name: string): StatedOffer[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw unreadable(name, error instanceof Error ? error.message : String(error));
  }
  const list: unknown = typeof value === 'object' && value !== null && 'offers' in value ? value.offers : value;
  if (!Array.isArray(list)) throw unreadable(name, 'allowed is an array of offers, or {"offers": [...]}');
  return list.map((each, index) => readOffer(each, index, name));
}

function readOffer(value: unknown, index: number, name: string): StatedOffer {
  if (!Value.Check(OfferInputSchema, value)) {
    const faults = schemaFaults(OfferInputSchema, value);
    const words = faults.map(({ field, found, allowed }) => `${field || 'it'}: found ${found}, allowed is ${allowed}`);
    throw unreadable(name, `offer ${index + 1}: ${words.join('; ')}`);
  }
  const from = readRfc3339(value.validFrom);
  const to = value.validTo === undefined ? Infinity : readRfc3339(value.validTo);
  if (from === undefined || to === undefined || from >= to)
    throw unreadable(name, `offer ${index + 1}: validFrom and validTo must be times, the first before the second`);
  const { terms, products, channels } = value;
  const whom = peopleOf(value.audience, index);
  return { id: `${value.name} (${index + 1})`, name: value.name, terms, products, channels, ...whom, from, to };
}

/** Whom the offer is for. Who a rule holds for no file says: they are some, and are not known to meet any others. */
function peopleOf(audience: OfferInput['audience'], index: number): Pick<StatedOffer, 'audience' | 'aim'> {
  if (audience?.kind === 'list')
    return { audience: new Set(audience.identifiers.map(({ type, value }) => JSON.stringify([type, value]))) };
  const aim = aimOf(keptAudience(audience, null), '');
  return aim === undefined ? { audience: null } : { audience: new Set([`those of offer ${index + 1}`]), aim };
}

/** The newest price of each product that was seen to be its regular one. */
export function newestRegularPrices(claims: Iterable<Claim>): Map<string, Money> {
  const newest = new Map<string, Claim>();
  for (const claim of claims) {
    if (claim.priceType !== 'regular') continue;
    const known = newest.get(claim.subject);
    if (known === undefined || known.seenAt < claim.seenAt) newest.set(claim.subject, claim);
  }
  return new Map(Array.from(newest, ([subject, { amount, currency }]) => [subject, { amount, currency }]));
}

function unreadable(name: string, why: string): DomainError {
  return new DomainError('file-unreadable', `${name} cannot be read as offers: ${why}.`);
}
