import { type CatalogueProduct, productMentions } from './product-mention.ts';
import { type ShareOff, sharesOff } from './share-off.ts';
import type { StatedTerms } from './stated-terms.ts';
import { type Token, tokensOf } from './token.ts';

/** What a text states of one thing: its price, with what belongs to it. `product` when the catalogue knows the thing. */
export type TermsGroup = { readonly product?: string; readonly terms: readonly StatedTerms[] };

export type GroupedTerms = {
  readonly groups: readonly TermsGroup[];
  /** What holds for the text as a whole: its period, its code, a share off everything. */
  readonly general: readonly StatedTerms[];
  /** The shares off that stand beside one product. */
  readonly shares: readonly ShareOff[];
};

type Main = {
  readonly terms: StatedTerms;
  readonly sentence: number;
  readonly mine: StatedTerms[];
  readonly product: string | undefined;
  /** Where the product that it is the price of is named, or the price itself. */
  readonly begins: number;
};

/**
 * Puts together what belongs together. Each price, price from and amount for several is the middle of a group; a price
 * of before, a unit price and an amount off go to the price nearest by sentence; all else goes to the one price of its
 * sentence, to the one price of the text, or holds for the whole text.
 */
export function groupTerms(
  text: string,
  terms: readonly StatedTerms[],
  catalogue: readonly CatalogueProduct[] = [],
): GroupedTerms {
  const tokens = tokensOf(text);
  const sentenceAt = new Map(tokens.map((token) => [token.from, token.sentence]));
  const mains = mainsOf(tokens, terms, catalogue, sentenceAt);
  const middles = new Set(mains.map((main) => main.terms));
  const general: StatedTerms[] = [];
  let before = -1;
  for (const each of terms) {
    if (middles.has(each)) {
      before += 1;
      continue;
    }
    const sentence = sentenceAt.get(each.from) ?? 0;
    const around = [mains[before], mains[before + 1]].filter((main) => main !== undefined);
    const owner = isOfOnePrice(each) ? nearestOf(each, sentence, around) : onlyOf(sentence, around, mains);
    (owner?.mine ?? general).push(each);
  }
  return {
    groups: mains.map(({ product, mine, terms: main }) => ({
      ...(product === undefined ? {} : { product }),
      terms: [main, ...mine].toSorted((a, b) => a.from - b.from),
    })),
    general,
    shares: sharesOff(tokens, terms, catalogue),
  };
}

function isMain(terms: StatedTerms): boolean {
  return (
    terms.kind === 'price' || terms.kind === 'price-from' || (terms.kind === 'multi-buy' && 'currency' in terms.pay)
  );
}

function isOfOnePrice({ kind }: StatedTerms): boolean {
  return kind === 'prior-price' || kind === 'unit-price' || kind === 'amount-off';
}

function mainsOf(
  tokens: readonly Token[],
  terms: readonly StatedTerms[],
  catalogue: readonly CatalogueProduct[],
  sentenceAt: ReadonlyMap<number, number>,
): Main[] {
  const mentions = catalogue.length === 0 ? [] : productMentions(tokens, catalogue);
  const named = mentions.map(({ product, first }) => ({ product, from: tokens[first]?.from ?? 0 }));
  const middles = terms.filter(isMain);
  let next = 0;
  let previous = -1;
  return middles.map((each) => {
    let nearest: (typeof named)[number] | undefined;
    while (next < named.length && (named[next]?.from ?? Infinity) < each.from) nearest = named[next++];
    const isNew = nearest !== undefined && nearest.from > previous;
    // A text of one price may name its product after it.
    const only = middles.length === 1 && named.length === 1 ? named[0] : undefined;
    const product = (isNew ? nearest : undefined) ?? only;
    previous = each.from;
    return {
      terms: each,
      sentence: sentenceAt.get(each.from) ?? 0,
      mine: [],
      product: product?.product,
      begins: Math.min(product?.from ?? each.from, each.from),
    };
  });
}

function nearestOf(terms: StatedTerms, sentence: number, [one, other]: readonly Main[]): Main | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  if (terms.from >= other.begins) return other;
  if (other.begins < other.terms.from) return one;
  if ((one.sentence === sentence) !== (other.sentence === sentence)) return one.sentence === sentence ? one : other;
  const hasOne = one.mine.some((each) => each.kind === terms.kind);
  return hasOne ? other : one;
}

function onlyOf(sentence: number, around: readonly Main[], mains: readonly Main[]): Main | undefined {
  if (mains.length === 1) return mains[0];
  const same = around.filter((main) => main.sentence === sentence);
  return same.length === 1 ? same[0] : undefined;
}
