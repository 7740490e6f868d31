import { majorOf, type Money, minorDigits } from '../../kernel/money.ts';
import type { StatedTerms } from './stated-terms.ts';

/** Line and column, both from 1, of each of the terms (in order) in the text they were read from; one pass over it. */
export function positionsIn(text: string, terms: readonly StatedTerms[]) {
  const places = new Map<StatedTerms, { readonly line: number; readonly column: number }>();
  let line = 1;
  let lineFrom = 0;
  let newLine = text.indexOf('\n');
  for (const each of terms.toSorted((a, b) => a.from - b.from)) {
    while (newLine !== -1 && newLine < each.from) {
      line += 1;
      lineFrom = newLine + 1;
      newLine = text.indexOf('\n', lineFrom);
    }
    places.set(each, { line, column: each.from - lineFrom + 1 });
  }
  return (each: StatedTerms) => places.get(each) ?? { line: 1, column: 1 };
}

/** The terms in a few words, for people: `price 599.00 SEK`, `valid to 2026-11-29`. */
export function describeTerms(terms: StatedTerms): string {
  switch (terms.kind) {
    case 'price':
    case 'price-from':
    case 'prior-price':
    case 'amount-off':
    case 'unit-price': {
      const { per } = terms;
      const of = per === undefined ? '' : ` per ${per.count === 1 ? '' : `${per.count} `}${per.unit}`;
      const lowest = 'lowest' in terms ? 'lowest ' : '';
      return `${lowest}${nameOf(terms)} ${moneyText(terms.amount)}${of}`;
    }
    case 'percent-off':
      return `${terms.percent} % off`;
    case 'percent-up-to':
      return `up to ${terms.percent} % off`;
    case 'multi-buy':
      return 'pieces' in terms.pay
        ? `${terms.quantity} for the price of ${terms.pay.pieces}`
        : `${terms.quantity} for ${moneyText(terms.pay)}`;
    case 'valid-from':
    case 'valid-to':
      return `${nameOf(terms)} ${terms.day}`;
    case 'code':
      return `code ${terms.code}`;
    case 'free-shipping':
      break;
  }
  return terms.over === undefined ? 'free delivery' : `free delivery from ${moneyText(terms.over)}`;
}

function nameOf({ kind }: StatedTerms): string {
  return kind.replaceAll('-', ' ');
}

function moneyText(money: Money): string {
  return `${majorOf(money).toFixed(minorDigits(money.currency))} ${money.currency}`;
}
