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
    const terms = readTerms(given.text, options);
    return { terms, ...groupTerms(given.text, terms, given.catalogue) };
  }
  const page = htmlToText(given.text);
  const terms = readTerms(page.text, { ...options, struck: page.struck });
  const grouped = groupTerms(page.text, terms, given.catalogue);
  const inSource = new Map(terms.map((each) => [each, { ...each, ...page.sourceOf(each) }]));
  const moved = (list: readonly StatedTerms[]) => list.map((each) => inSource.get(each) ?? each);
  return {
    terms: moved(terms),
    groups: grouped.groups.map((group) => ({ ...group, terms: moved(group.terms) })),
    general: moved(grouped.general),
  };
}
