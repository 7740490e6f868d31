import { htmlToText } from './html-text.ts';
import { readTerms, type ReadingOptions } from './read-terms.ts';
import type { StatedTerms } from './stated-terms.ts';
import { type GroupedTerms, groupTerms } from './terms-group.ts';
import type { CatalogueProduct } from './product-mention.ts';

export type TextReading = GroupedTerms & { readonly terms: readonly StatedTerms[] };

export type TextToRead = {
  readonly text: string;
  readonly form: 'plain' | 'html';
  readonly catalogue?: readonly CatalogueProduct[];
};

/**
 * Reads what a text states, and puts it together by product. The places are of the text as it was given, tags and all.
 */
export function readText(given: TextToRead, options: ReadingOptions): TextReading {
  if (given.form === 'plain') {
    const terms = ofAnything(readTerms(given.text, options));
    return { terms, ...groupTerms(given.text, terms, given.catalogue) };
  }
  const page = htmlToText(given.text);
  const terms = ofAnything(readTerms(page.text, { ...options, struck: page.struck }));
  const grouped = groupTerms(page.text, terms, given.catalogue);
  const inSource = new Map(terms.map((each) => [each, { ...each, ...page.sourceOf(each) }]));
  const moved = (list: readonly StatedTerms[]) => list.map((each) => inSource.get(each) ?? each);
  return {
    terms: moved(terms),
    groups: grouped.groups.map((group) => ({ ...group, terms: moved(group.terms) })),
    general: moved(grouped.general),
    shares: grouped.shares.map((share) => ({ ...share, terms: inSource.get(share.terms) ?? share.terms })),
  };
}

/** A text that states nothing else states no period of validity: its days are of an appointment or a last day to apply. */
function ofAnything(terms: readonly StatedTerms[]): readonly StatedTerms[] {
  return terms.every(({ kind }) => kind === 'valid-from' || kind === 'valid-to') ? [] : terms;
}
