import { type CatalogueProduct, productMentions } from './product-mention.ts';
import type { StatedTerms } from './stated-terms.ts';
import type { Token } from './token.ts';

/** A share off one product. */
export type ShareOff = { readonly product: string; readonly percent: number; readonly terms: StatedTerms };

/** A sentence of so many signs and words is the share itself, as on a card under the name of the product. */
const LONGEST_CARD = 4;

/**
 * The shares off that are told of one product: the only one that the sentence names, or the only one of the sentence
 * before, where the share stands by itself. A share off everything, or of what comes with a membership, is of none.
 */
export function sharesOff(
  tokens: readonly Token[],
  terms: readonly StatedTerms[],
  catalogue: readonly CatalogueProduct[],
): ShareOff[] {
  const shares = terms.flatMap((each) => (each.kind === 'percent-off' ? [each] : []));
  if (shares.length === 0 || catalogue.length === 0) return [];
  const sentences = sentencesOf(tokens);
  const named = new Map<number, Set<string>>();
  for (const { product, first } of productMentions(tokens, catalogue)) {
    const sentence = sentences[first] ?? 0;
    named.set(sentence, (named.get(sentence) ?? new Set()).add(product));
  }
  const lengths = new Map<number, number>();
  for (const sentence of sentences) lengths.set(sentence, (lengths.get(sentence) ?? 0) + 1);
  const sentenceAt = new Map(tokens.map((token, index) => [token.from, sentences[index]]));
  return shares.flatMap((share) => {
    const sentence = sentenceAt.get(share.from);
    if (sentence === undefined) return [];
    const isCard = (lengths.get(sentence) ?? 0) <= LONGEST_CARD;
    const [product, ...others] = named.get(sentence) ?? (isCard ? named.get(sentence - 1) : undefined) ?? [];
    return product === undefined || others.length > 0 ? [] : [{ product, percent: share.percent, terms: share }];
  });
}

/** The sentence of each token, where one ends after "kr." too, if a capital follows. */
function sentencesOf(tokens: readonly Token[]): number[] {
  let more = 0;
  return tokens.map(({ sentence, text }, index) => {
    const before = tokens[index - 1];
    if (before?.text === '.' && before.sentence === sentence && /^\p{Lu}/u.test(text)) more += 1;
    return sentence + more;
  });
}
