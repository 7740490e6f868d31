import { readInstant } from '../../collect/instant-text.ts';
import { checkSighting } from '../../collect/sighting.ts';
import type { Instant, Period } from '../../kernel/period.ts';
import { dayAround } from '../../kernel/time-zone.ts';
import type { BadRow } from '../check-result.ts';
import { type Claim, claimOf } from '../claim.ts';
import type { CatalogueProduct } from './product-mention.ts';
import type { PriceKind, StatedTerms, TextLanguage } from './stated-terms.ts';
import type { NotClaimed } from './text.contract.ts';
import type { TermsGroup } from './terms-group.ts';
import { positionsIn } from './terms-report.ts';
import { type ToldBeside, toldBeside } from './told-beside.ts';
import { readText, type TextReading } from './text-reading.ts';

/** A text of a channel. `seenAt` is when it is sent or shown, from which "Sunday" is counted. */
export type TextOfChannel = {
  readonly text: string;
  readonly form: 'plain' | 'html';
  readonly channel: string;
  readonly source: string;
  readonly seenAt: Instant;
  readonly timeZone: string;
  readonly catalogue: readonly CatalogueProduct[];
  /** What the catalogue is called where it is looked after. */
  readonly catalogueName: string;
  readonly language?: TextLanguage | undefined;
  /** How long a price holds whose end is not said: the day on which it is seen, or (a script, a page) until it is changed. */
  readonly holds?: 'for-the-day' | 'until-changed';
};

/** What a text claims. `prices` are the prices of the claims, in the same order. */
export type TextClaims = {
  readonly claims: Claim[];
  readonly prices: PriceTerms[];
  readonly bad: BadRow[];
  /** The prices that make no claim, with why. */
  readonly notClaimed: ReadonlyMap<StatedTerms, NotClaimed>;
  /** What is stated beside prices: last days, shares off, codes. */
  readonly beside: ToldBeside[];
  readonly reading: TextReading;
};

type NoClaim = Pick<BadRow, 'field' | 'reason'> & { readonly because: NotClaimed };
type PriceTerms = Extract<StatedTerms, { kind: PriceKind }>;

/**
 * What a text claims: one claim for each price beside a product of the catalogue, at its line, for as long as the text
 * says, or as `holds` says. A lowest price ("from 199 kr"), a price for several and a price that asks for
 * a code are no price that everybody meets, and make no claim. A price of nothing that is known is given back as bad.
 */
export function claimsOfText(given: TextOfChannel): TextClaims {
  const { text, form, catalogue, seenAt, timeZone, source, language } = given;
  const options = { now: seenAt, timeZone, ...(language === undefined ? {} : { language }) };
  const reading = readText({ text, form, catalogue }, options);
  const { terms, groups, general } = reading;
  const placeOf = positionsIn(text, terms);
  const claims: Claim[] = [];
  const prices: PriceTerms[] = [];
  const bad: BadRow[] = [];
  const notClaimed = new Map<StatedTerms, NotClaimed>();
  for (const group of groups) {
    const price = group.terms.find(isPrice);
    if (price === undefined) continue;
    if (group.terms.some((each) => each.kind === 'code')) {
      notClaimed.set(price, 'asks-for-code');
      continue;
    }
    const { line } = placeOf(price);
    const claim = claimOfGroup(group, { price, general, line }, given);
    if ('reason' in claim) {
      const { because, ...fault } = claim;
      bad.push({ file: source, line, ...fault });
      notClaimed.set(price, because);
      continue;
    }
    claims.push(claim);
    prices.push(price);
  }
  const beside = toldBeside(text, reading, (own, whole) => periodOf(own, whole, given));
  return { claims, prices, bad, notClaimed, beside, reading };
}

function isPrice(terms: StatedTerms): terms is PriceTerms {
  return terms.kind === 'price';
}

function claimOfGroup(
  { product, terms }: TermsGroup,
  {
    price,
    general,
    line,
  }: { readonly price: PriceTerms; readonly general: readonly StatedTerms[]; readonly line: number },
  given: TextOfChannel,
): Claim | NoClaim {
  const period = periodOf(terms, general, given);
  const said = price.text.replace(/\s+/g, ' ');
  if (product === undefined)
    return {
      field: 'product',
      reason: `"${said}" stands beside no product of ${given.catalogueName}`,
      because: 'no-product',
    };
  if (price.per !== undefined && (price.per.unit !== 'piece' || price.per.count !== 1))
    return {
      field: 'price',
      reason: `"${said}" is a price per ${price.per.unit}, which is not compared`,
      because: 'per-measure',
    };
  const isReduced =
    price.reduced === true ||
    terms.some(({ kind }) => kind === 'prior-price' || kind === 'percent-off' || kind === 'amount-off');
  const reading = checkSighting({
    product,
    channel: given.channel,
    place: null,
    ...price.amount,
    onSale: isReduced ? true : null,
    priceType: isReduced ? 'sale' : 'unknown',
    availability: undefined,
    seenAt: given.seenAt,
    holdsFrom: period.from,
    holdsTo: period.to,
    source: given.source,
    sourceRow: line,
  });
  if ('reason' in reading) return { ...reading, because: 'unlikely' };
  const claim = claimOf(reading.sighting);
  const saysLastDay = termsOf('valid-to', terms, general) !== undefined;
  return saysLastDay ? { ...claim, hasLastDay: true } : claim;
}

/** When the price holds, by what is said beside it, or else of the whole text. A last day belongs to it. */
function periodOf(
  own: readonly StatedTerms[],
  general: readonly StatedTerms[],
  { seenAt, timeZone, holds = 'for-the-day' }: TextOfChannel,
): Period {
  const day = dayAround(seenAt, timeZone).from;
  const first = midnightOf('valid-from', own, general, timeZone);
  const last = midnightOf('valid-to', own, general, timeZone);
  if (last === undefined && holds === 'until-changed') return { from: first ?? seenAt, to: Infinity };
  if (last === undefined) return { from: first ?? day, to: dayAround(first ?? day, timeZone).to };
  const to = dayAround(last, timeZone).to;
  return { from: Math.min(first ?? day, last), to };
}

/** What is said of the kind beside the price, or else of the whole text. */
function termsOf(kind: StatedTerms['kind'], own: readonly StatedTerms[], general: readonly StatedTerms[]) {
  return [...own, ...general].find((each) => each.kind === kind);
}

function midnightOf(
  kind: 'valid-from' | 'valid-to',
  own: readonly StatedTerms[],
  general: readonly StatedTerms[],
  timeZone: string,
): Instant | undefined {
  const found = termsOf(kind, own, general);
  return found !== undefined && 'day' in found ? readInstant(found.day, 'YYYY-MM-DD', timeZone) : undefined;
}
