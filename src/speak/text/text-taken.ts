import type { Claim } from '../claim.ts';
import { claimsOfText, type TextOfChannel } from './claims-of-text.ts';
import { htmlToText } from './html-text.ts';
import { notClaimedByKind } from './not-compared.ts';
import { describeTerms, positionsIn } from './terms-report.ts';
import type { ToldBeside } from './told-beside.ts';
import type { Reading, TextInput } from './text.contract.ts';

const MOST_TERMS_KEPT = 1000;
const MOST_REASONS_KEPT = 100;
const QUOTED_BEFORE = 100;
const LONGEST_QUOTE = 200;

/** A price that a text states, with its place and what stands around it. */
export type PlacedClaim = { readonly claim: Claim; readonly from: number; readonly to: number; readonly quote: string };

/** What a text states beside a price, with what stands around it. */
export type QuotedBeside = ToldBeside & { readonly quote: string };

export type TextTaken = {
  readonly claims: readonly PlacedClaim[];
  readonly beside: readonly QuotedBeside[];
  readonly reading: Reading;
};

/** HTML begins with a tag; anything else is plain. */
export function formOf({ form, text }: Pick<TextInput, 'form' | 'text'>): 'plain' | 'html' {
  return form ?? (/^\s*<[!a-z]/i.test(text) ? 'html' : 'plain');
}

/** Reads a text that was handed in: what it claims, what it states besides, and what makes no claim. */
export function takeText(
  { channel, kind, language, source, text, ...given }: TextInput,
  { seenAt, timeZone, catalogue }: Pick<TextOfChannel, 'seenAt' | 'timeZone' | 'catalogue'>,
): TextTaken {
  const form = formOf({ ...given, text });
  const { claims, prices, bad, notClaimed, beside, reading } = claimsOfText({
    text,
    form,
    channel,
    source,
    seenAt,
    timeZone,
    catalogue,
    catalogueName: 'the products known here',
    language,
    holds: kind === 'script' || kind === 'page' ? 'until-changed' : 'for-the-day',
  });
  const placeOf = positionsIn(text, reading.terms);
  const productOf = new Map(reading.groups.flatMap(({ product, terms }) => terms.map((each) => [each, product])));
  return {
    claims: claims.flatMap((claim, index) => {
      const price = prices[index];
      return price === undefined ? [] : [{ claim, from: price.from, to: price.to, quote: quoteOf(text, form, price) }];
    }),
    beside: beside.slice(0, MOST_TERMS_KEPT).map((each) => ({ ...each, quote: quoteOf(text, form, each.place) })),
    reading: {
      terms: reading.terms.slice(0, MOST_TERMS_KEPT).map((each) => {
        const because = notClaimed.get(each) ?? notClaimedByKind[each.kind];
        return {
          kind: each.kind,
          reads: describeTerms(each),
          product: productOf.get(each) ?? null,
          from: each.from,
          to: each.to,
          line: placeOf(each).line,
          ...(because === undefined ? {} : { notClaimed: because }),
        };
      }),
      notClaimed: bad.slice(0, MOST_REASONS_KEPT).map(({ line, field, reason }) => ({ line, field, reason })),
    },
  };
}

/** What stands around a place, without tags and in one line, of at most 200 characters. */
export function quoteOf(text: string, form: 'plain' | 'html', { from, to }: { from: number; to: number }): string {
  const before = text.slice(Math.max(0, from - 4 * QUOTED_BEFORE), from);
  const after = text.slice(from, Math.max(to, from + QUOTED_BEFORE));
  if (form === 'plain') return joined(before, after);
  // The piece may begin within a tag, whose end is then the first that is not preceded by a beginning.
  const cut = /^[^<]*>/.exec(before)?.[0].length ?? 0;
  return joined(htmlToText(before.slice(cut)).text, htmlToText(after).text);
}

function joined(before: string, after: string): string {
  const [start, end] = [inOneLine(before).slice(-QUOTED_BEFORE), inOneLine(after)];
  return `${start}${end}`
    .slice(0, LONGEST_QUOTE)
    .replaceAll(/[\ud800-\udfff]/gu, '')
    .trim();
}

function inOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
