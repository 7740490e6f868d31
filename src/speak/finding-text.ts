import { type Money, majorOf, minorDigits } from '../kernel/money.ts';
import { plain } from '../kernel/plain-text.ts';
import type { OtherAspect } from './aspect.contract.ts';
import type { Statement } from './claim.ts';
import type { Finding } from './contradiction.ts';

const ruleText = {
  'not-lower': 'called reduced, but not below the lowest price of the 30 days before',
  'struck-above': 'struck price above the lowest price of the 30 days before',
  'never-applied': 'struck price that was never charged before',
  percent: 'takes its percentage off a price above the lowest of the 30 days before',
  endless: 'called reduced on more than 60 days of a year',
} as const;

const aspectText = {
  period: 'tell another last day',
  share: 'take off another share',
  code: 'ask for another code',
} as const satisfies Record<OtherAspect, string>;

/** What is wrong, in a few words, with the difference where there is one. */
export function verdictText({ kind, aspect, difference, witness: { prior } }: Finding): string {
  const apart = difference === null ? '' : `, ${moneyText(difference)} (${difference.percent} %)`;
  switch (kind) {
    case 'missing':
      return 'stated for the channel, which shows nothing';
    case 'unequal':
      if (aspect !== undefined) return aspectText[aspect];
      return difference === null ? 'differ' : `differ by ${moneyText(difference)}, ${difference.percent} %`;
    case 'stale':
      return `still shown though it no longer holds${apart}`;
    case 'plan-conflict':
      return `offered to the same people at the same time on other terms${apart}`;
    case 'wrong-audience':
      return `aimed at the same people at the same time by another department, on other terms${apart}`;
    case 'unknown':
      return `promised to customers, by a channel that the other never asks about${apart}`;
    case 'undeliverable':
      return 'offered where the product was last seen to be sold out';
    case 'prior-price':
      return `${prior === undefined ? '' : ruleText[prior.rule]}${apart}`;
    default:
      return kind satisfies never;
  }
}

/** Who says it: the channel, and the place where there is one. */
export function speakerText(statement: Statement): string {
  const place = statement.amount === null ? null : statement.place;
  return place === null ? statement.channel : `${statement.channel} ${plain(place, 40)}`;
}

/** What is said: the price, or that there is none. */
export function priceText(statement: Statement): string {
  const beside = besideText(statement);
  if (statement.amount !== null) return `${moneyText(statement)}${beside === '' ? '' : ` ${beside}`}`;
  if (statement.offerId !== null) return beside === '' ? 'an offer' : beside;
  return beside === '' ? 'says nothing' : beside;
}

/** What is told beside the price, where the sides differ in that: `until 2026-11-29`. */
function besideText({ beside: { until, percent, code } = {} }: Statement): string {
  if (until !== undefined) return `until ${until}`;
  if (percent !== undefined) return `${percent} % off`;
  return code === undefined ? '' : `with code ${plain(code, 60)}`;
}

/** What kind of price it is called; empty when it is not said. */
export function kindText(statement: Statement): string {
  if (statement.amount === null) return '';
  if (statement.offerId !== null) return 'offer';
  if (statement.onSale === true) return 'on sale';
  return statement.priceType === 'unknown' ? '' : statement.priceType;
}

/** An amount in major units with its currency. */
export function moneyText(money: Money): string {
  return `${majorOf(money).toFixed(minorDigits(money.currency))} ${money.currency}`;
}

/** A finding in one line: `web 799.00 SEK (on sale), store Umeå 999.00 SEK (regular): differ by 200.00 SEK, 25 %`. */
export function sentenceOf(finding: Finding): string {
  const sides = finding.witness.statements.map((statement) => {
    const kind = kindText(statement);
    return `${speakerText(statement)} ${priceText(statement)}${kind === '' ? '' : ` (${kind})`}`;
  });
  return `${sides.join(', ')}: ${verdictText(finding)}`;
}
