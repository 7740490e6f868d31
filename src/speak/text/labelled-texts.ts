import { majorOf, type Money } from '../../kernel/money.ts';
import type { StatedTerms } from './stated-terms.ts';

/** What somebody found in a text by reading it: `at` where the quote stands, when it is not the first such. */
export type Label = { readonly kind: string; readonly value?: string; readonly quote: string; readonly at?: number };

/** A text with what it states. */
export type LabelledText = {
  readonly id: number;
  readonly language: 'sv' | 'en';
  readonly html?: true;
  readonly text: string;
  readonly terms: readonly Label[];
};

export type Score = {
  readonly right: number;
  readonly found: number;
  readonly labelled: number;
  readonly precision: number;
  readonly recall: number;
};

const NEWEST_FROM = 241;

/** True for the third of the newest hundred that is held back: nobody looks at it when the rules are made. */
export function isHeldBack({ id }: LabelledText): boolean {
  return id >= NEWEST_FROM && id % 3 === 0;
}

/** Which of what was found is labelled (same kind, same value, overlapping place; each once), and what differs. */
export function compare(text: LabelledText, found: readonly StatedTerms[]) {
  const left = [...found];
  const missed: Label[] = [];
  for (const label of text.terms) {
    const from = label.at ?? text.text.indexOf(label.quote);
    const index = left.findIndex(
      (each) =>
        each.kind === label.kind &&
        valueOf(each) === (label.value ?? '') &&
        each.from < from + label.quote.length &&
        from < each.to,
    );
    if (index === -1) missed.push(label);
    else left.splice(index, 1);
  }
  return { right: text.terms.length - missed.length, missed, extra: left };
}

/** Precision is the share of what was found that is labelled, recall the share of labels that were found. */
export function scoreOf(right: number, found: number, labelled: number): Score {
  return { right, found, labelled, precision: right / found, recall: right / labelled };
}

/** The value in the words of the labels: `599 SEK`, `30`, `2/50 SEK`, `2026-11-29`. */
function valueOf(terms: StatedTerms): string {
  switch (terms.kind) {
    case 'price':
    case 'price-from':
    case 'prior-price':
    case 'amount-off':
      return moneyText(terms.amount);
    case 'unit-price':
      return `${Number((majorOf(terms.amount) / terms.per.count).toPrecision(9))} ${terms.amount.currency}`;
    case 'percent-off':
    case 'percent-up-to':
      return String(terms.percent);
    case 'multi-buy':
      return `${terms.quantity}/${'pieces' in terms.pay ? terms.pay.pieces : moneyText(terms.pay)}`;
    case 'valid-from':
    case 'valid-to':
      return terms.day;
    case 'code':
      return terms.code;
    case 'free-shipping':
      break;
  }
  return terms.over === undefined ? '' : moneyText(terms.over);
}

function moneyText(money: Money): string {
  return `${majorOf(money)} ${money.currency}`;
}
