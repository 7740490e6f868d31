import type { Form, Language, ReferenceFact } from './message.contract.ts';
import { lastDayWords, moneyWords, percentWords, plainSpaces } from './spoken.ts';

/** What can be said of a reference: `{{ price.jacket }}` and so on. */
export const termWords = ['price', 'prior', 'percent', 'until', 'name'] as const;
export type TermWord = (typeof termWords)[number];

/** The attributes of a customer that a text may use. What else is known of somebody does not belong in a message. */
export const customerWords = ['name', 'first_name', 'last_name', 'city', 'store', 'language', 'level'] as const;

/** The customer's own way out of this kind of message. */
export const OPT_OUT = 'optout';

const LONGEST_VALUE = 200;

/**
 * The share that the price is reduced by, counted from the prior price (CJEU C-330/23) and rounded down, so that it
 * never says more than is true. `undefined` where there is no reduction to speak of.
 */
export function percentOf({ price, prior }: Pick<ReferenceFact, 'price' | 'prior'>): number | undefined {
  if (price === null || prior === null || price.currency !== prior.currency || prior.amount <= price.amount)
    return undefined;
  const percent = Math.floor((100 * (prior.amount - price.amount)) / prior.amount);
  return percent === 0 ? undefined : percent;
}

/** In which language something is said, and where its days begin and end. */
type Saying = { readonly language: Language; readonly timeZone: string };

/** What one word of one reference is in one language, or `undefined` when it is not known. */
export function wordOf(fact: ReferenceFact, word: TermWord, { language, timeZone }: Saying): string | undefined {
  switch (word) {
    case 'price':
      return fact.price === null ? undefined : moneyWords(fact.price, language);
    case 'prior':
      return fact.prior === null ? undefined : moneyWords(fact.prior, language);
    case 'percent': {
      const percent = percentOf(fact);
      return percent === undefined ? undefined : percentWords(percent, language);
    }
    case 'until':
      if (fact.offer?.validTo == null) return undefined;
      return lastDayWords(Date.parse(fact.offer.validTo), language, timeZone);
    case 'name':
      return fact.productName ?? fact.product ?? undefined;
    default:
      return word satisfies never;
  }
}

/** The attributes that a text may use, and of those only plain values: no lists, no objects, nothing endless. */
export function customerFacts(attributes: Readonly<Record<string, unknown>>): Record<string, string> {
  const facts: Record<string, string> = {};
  for (const word of customerWords) {
    const value = Object.hasOwn(attributes, word) ? attributes[word] : undefined;
    const isPlain =
      typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
    if (isPlain)
      facts[word] = String(value)
        .replaceAll(/\p{Cc}/gu, ' ')
        .slice(0, LONGEST_VALUE);
  }
  const [first] = (facts['name'] ?? '').trim().split(/\s+/u);
  if (facts['first_name'] === undefined && first !== undefined && first !== '') facts['first_name'] = first;
  return facts;
}

/** Where every sign counts, or a till draws it. */
const plainKinds: readonly Form['kind'][] = ['sms', 'till'];

/** Everything that the texts of a form can name, in its language and with its signs. Values are texts only. */
export function scopeOf(
  { kind, language, timeZone }: Pick<Form, 'kind'> & Saying,
  facts: readonly ReferenceFact[],
  customer: Readonly<Record<string, string>>,
  optOut: string,
): Record<string, unknown> {
  const words = termWords.map((word) => [
    word,
    Object.fromEntries(
      facts.flatMap((fact) => {
        const said = wordOf(fact, word, { language, timeZone });
        return said === undefined ? [] : [[fact.name, plainKinds.includes(kind) ? plainSpaces(said) : said]];
      }),
    ),
  ]);
  return { ...Object.fromEntries(words), customer, [OPT_OUT]: optOut };
}
