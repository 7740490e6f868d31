import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { isMap, isSeq, LineCounter, parseDocument } from 'yaml';
import { readInstant } from '../../collect/instant-text.ts';
import { schemaFaults } from '../../collect/mapping-fault.ts';
import { show } from '../../collect/sighting.ts';
import { ChannelId, ProductId, ShortText } from '../../kernel/contract.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { Instant } from '../../kernel/period.ts';
import type { FileLine } from '../check-result.ts';
import type { StatedOffer } from '../claim.ts';
import { TermsSchema } from '../offer.contract.ts';
import type { GivenOffer } from '../redemption-check.ts';

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
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [error] = document.errors;
  if (error !== undefined) throw unreadable(name, error.message.split('\n', 1)[0] ?? error.code);
  const { contents } = document;
  const list = isMap(contents) ? contents.get('offers', true) : contents;
  if (!isSeq(list)) throw unreadable(name, 'allowed is a list of offers, or offers: with a list');
  const values = valuesIn(document, name);
  return values.map((value, index) => {
    const node = list.items[index];
    const at =
      typeof node === 'object' && node !== null && 'range' in node ? (node.range as number[] | null)?.[0] : undefined;
    const place = { file: name, line: at === undefined ? null : lines.linePos(at).line };
    return readListedOffer(value, place, timeZone);
  });
}

function valuesIn(document: { toJS: () => unknown }, name: string): unknown[] {
  try {
    const value = document.toJS();
    const list: unknown = typeof value === 'object' && value !== null && 'offers' in value ? value.offers : value;
    return Array.isArray(list) ? list : [];
  } catch (error) {
    // Aliases of aliases would fill the memory; the reader of YAML stops there.
    throw unreadable(name, error instanceof Error ? error.message : String(error));
  }
}

function readListedOffer(value: unknown, place: FileLine, timeZone: string): ListedOffer {
  const at = `line ${place.line}: `;
  if (!Value.Check(ListedOfferSchema, value)) {
    const faults = schemaFaults(ListedOfferSchema, value);
    const words = faults.map(
      ({ field, found, allowed }) => `${field || 'the offer'}: found ${found}, allowed is ${allowed}`,
    );
    throw unreadable(place.file, at + words.join('; '));
  }
  const from = instantOf(value.from, timeZone);
  const to = value.to === undefined ? Infinity : instantOf(value.to, timeZone);
  if (from === undefined || to === undefined || from >= to)
    throw unreadable(
      place.file,
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

function instantOf(text: string, timeZone: string): Instant | undefined {
  return readInstant(text, 'iso', timeZone) ?? readInstant(text, 'YYYY-MM-DD', timeZone);
}

function unreadable(name: string, why: string): DomainError {
  return new DomainError('file-unreadable', `${name} cannot be read as offers: ${why}.`);
}
