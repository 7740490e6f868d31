import type { Money } from '../../kernel/money.ts';
import type { Period } from '../../kernel/period.ts';
import type { OtherAspect } from '../aspect.contract.ts';
import { positionsIn } from './terms-report.ts';
import type { StatedTerms } from './stated-terms.ts';
import type { TextReading } from './text-reading.ts';

/** What a text states of a product beside its price, with the terms that it is said of and the place where it says so. */
export type ToldBeside = Period & {
  readonly aspect: OtherAspect;
  readonly product: string;
  readonly value: string;
  readonly price: Money | undefined;
  readonly percent: number | undefined;
  readonly place: { readonly from: number; readonly to: number };
  readonly line: number;
};

type Subject = {
  readonly product: string;
  readonly price: Money | undefined;
  /** What belongs to the product alone. */
  readonly own: readonly StatedTerms[];
};

export type PeriodOf = (own: readonly StatedTerms[], general: readonly StatedTerms[]) => Period;

/**
 * The last days, shares off and codes that a text states of products: of each product with one price, and of each with a
 * share off. Where two shares or two codes are told of one thing, none is. What asks for a code is told of no others.
 */
export function toldBeside(text: string, reading: TextReading, periodOf: PeriodOf): ToldBeside[] {
  const { general, shares, terms } = reading;
  const placeOf = positionsIn(text, terms);
  const sharesOf = Map.groupBy(shares, ({ product }) => product);
  return subjectsOf(reading).flatMap(({ product, price, own }) => {
    const share = onlyOne(sharesOf.get(product) ?? [], ({ percent }) => String(percent));
    if (price === undefined && share === undefined) return [];
    const percent = share?.percent;
    const told = [own, general].map((list) => list.flatMap((each) => (each.kind === 'code' ? [each] : [])));
    const [ownCodes = [], codes = []] = told;
    const code = onlyOne(ownCodes.length > 0 ? ownCodes : codes, (each) => each.code.toUpperCase());
    const last = [...own, ...general].find((each) => each.kind === 'valid-to');
    const asksForCode = ownCodes.length > 0 || (price === undefined && codes.length > 0);
    const row = { product, price, percent, ...periodOf(own, general) };
    const of = (aspect: OtherAspect, value: string, said: StatedTerms): ToldBeside => ({
      ...row,
      aspect,
      value,
      place: { from: said.from, to: said.to },
      line: placeOf(said).line,
    });
    return [
      ...(last?.kind === 'valid-to' && !asksForCode ? [of('period', last.day, last)] : []),
      ...(share !== undefined && !asksForCode ? [of('share', String(share.percent), share.terms)] : []),
      ...(code === undefined ? [] : [of('code', code.code.toUpperCase(), code)]),
    ];
  });
}

/** Each product with a price that everybody meets, and each that a share is taken off without one. */
function subjectsOf({ groups, shares }: TextReading): Subject[] {
  const priced = groups.flatMap(({ product, terms }): Subject[] => {
    const price = terms.find((each) => each.kind === 'price');
    if (product === undefined || price?.kind !== 'price') return [];
    const isPerPiece = price.per === undefined || (price.per.unit === 'piece' && price.per.count === 1);
    return isPerPiece ? [{ product, price: price.amount, own: terms }] : [];
  });
  const known = new Set(groups.map(({ product }) => product));
  const others = new Set(shares.flatMap(({ product }) => (known.has(product) ? [] : [product])));
  return [...priced, ...Array.from(others, (product) => ({ product, price: undefined, own: [] }))];
}

/** The one there is, or `undefined` where several are told or none. */
function onlyOne<T>(found: readonly T[], valueOf: (each: T) => string): T | undefined {
  return new Set(found.map(valueOf)).size === 1 ? found[0] : undefined;
}
