import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { schemaFaults } from '../../collect/mapping-fault.ts';
import { show } from '../../collect/sighting.ts';
import { ChannelId, ProductId, ShortText } from '../../kernel/contract.ts';
import type { Instant } from '../../kernel/period.ts';
import type { FileLine } from '../check-result.ts';
import type { StatedOffer } from '../claim.ts';
import { TermsSchema } from '../offer.contract.ts';
import type { GivenOffer } from '../redemption-check.ts';
import { listedInstant, readListed, unreadable } from './listed.ts';

const Customers = Type.Array(Type.String({ minLength: 1, maxLength: 300 }), { minItems: 1, maxItems: 1_000_000 });

/** An offer as a person writes it in `offers.yaml`. `to` is the first moment that does not belong. */
const ListedOfferSchema = Type.Object(
  {
    id: Type.Optional(ShortText),
    name: ShortText,
    products: Type.Array(ProductId, { minItems: 1, maxItems: 1000, uniqueItems: true }),
    channels: Type.Array(ChannelId, { minItems: 1, maxItems: 40, uniqueItems: true }),
    terms: TermsSchema,
    from: Type.String(),
    to: Type.Optional(Type.String()),
    audience: Type.Optional(Type.Union([Type.Literal('everyone'), Customers])),
    codes: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 200 }))),
    redemptionLimit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
  },
  { additionalProperties: false },
);

/**
 * An offer, what was given with it, and where it stands. One that asks for a code is no price that whoever looks meets: it
 * is `byCode`, and only what is redeemed of it is checked.
 */
export type ListedOffer = {
  readonly stated: StatedOffer;
  readonly given: GivenOffer;
  readonly byCode: boolean;
  readonly place: FileLine;
};

/**
 * Reads `offers.yaml` or `offers.json`: a list, or `offers:` with one. Days begin in the time zone. Throws
 * `file-unreadable` that names the line, the field, what was found and what is allowed.
 */
export function readListedOffers(text: string, name: string, timeZone: string): ListedOffer[] {
  return readListed(text, name, 'offers').map(({ value, place }) => readListedOffer(value, place, timeZone));
}

function readListedOffer(value: unknown, place: FileLine, timeZone: string): ListedOffer {
  const at = `line ${place.line}: `;
  if (!Value.Check(ListedOfferSchema, value)) {
    const faults = schemaFaults(ListedOfferSchema, value);
    const words = faults.map(
      ({ field, found, allowed }) => `${field || 'the offer'}: found ${found}, allowed is ${allowed}`,
    );
    throw unreadable(place.file, 'offers', at + words.join('; '));
  }
  const from = listedInstant(value.from, timeZone);
  const to = value.to === undefined ? Infinity : listedInstant(value.to, timeZone);
  if (from === undefined || to === undefined || from >= to)
    throw unreadable(
      place.file,
      'offers',
      `${at}from and to: found ${show(value.from)} and ${show(value.to)}, allowed are days or times, as 2026-11-27 or 2026-11-27T08:00:00Z, the first before the second`,
    );
  return { ...offerOf(value, from, to), place };
}

function offerOf(value: Static<typeof ListedOfferSchema>, from: Instant, to: Instant): Omit<ListedOffer, 'place'> {
  const { name, products, channels, terms } = value;
  const id = value.id ?? name;
  const audience = Array.isArray(value.audience) ? new Set(value.audience) : null;
  // What has no codes is redeemed without one.
  const codes = new Set(value.codes ?? ['']);
  const timesEach = value.redemptionLimit ?? null;
  return {
    stated: { id, name, products, channels, terms, audience, from, to },
    given: { id, codes, audience, from, to, timesEach },
    byCode: value.codes !== undefined,
  };
}
