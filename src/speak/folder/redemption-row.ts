import { readInstant } from '../../collect/instant-text.ts';
import { cellOf, type Row } from '../../collect/row.ts';
import { show, type SightingFault } from '../../collect/sighting.ts';
import { plain } from '../../kernel/plain-text.ts';
import { toIso } from '../../kernel/period.ts';
import type { CheckItem } from '../check-item.ts';
import type { RedemptionFault, RedemptionFinding, StatedRedemption } from '../redemption-check.ts';

export const redemptionColumns = ['offer', 'code', 'customer', 'at'] as const;

/** A redemption with the row that says it. */
export type ListedRedemption = StatedRedemption & { readonly line: number };

/** Reads a row of `redemptions.csv`: offer, code (empty where none is needed), customer, at. */
export function readRedemptionRow(row: Row, line: number, timeZone: string): ListedRedemption | SightingFault {
  const [offerId, code, customer, text] = [
    cellOf(row, 'offer'),
    cellOf(row, 'code'),
    cellOf(row, 'customer'),
    cellOf(row, 'at'),
  ];
  if (offerId === '') return { field: 'offer', reason: 'Missing: allowed is the id of an offer, or its name.' };
  if (customer === '') return { field: 'customer', reason: 'Missing: allowed is the id of a customer.' };
  const at = readInstant(text, 'iso', timeZone) ?? readInstant(text, 'YYYY-MM-DD', timeZone);
  if (at === undefined)
    return { field: 'at', reason: `Allowed is 2026-11-22 or 2026-11-22T08:00:00Z, found ${show(text)}.` };
  return { offerId, code, customer, at, line };
}

/** Redemptions that do not agree with what was offered, as items. Who the customer is stays in the file. */
export function redemptionItems(findings: readonly RedemptionFinding<ListedRedemption>[], file: string): CheckItem[] {
  return findings.map(({ redemption, faults }) => {
    const { offerId, code, line } = redemption;
    const subject = `redemptions of ${plain(offerId)}`;
    const what = code === '' ? 'without a code' : `of the code ${plain(code)}`;
    return {
      // Not the row, which moves when rows are added; who redeemed what when is one thing.
      key: ['redemption', ...keyParts(redemption)].map(encodeURIComponent).join('|'),
      kind: 'redemption',
      subject,
      title: `redemption: ${plain(offerId)}`,
      message: `a redemption ${what}: ${faults.map(faultText).join('; ')}`,
      level: 'error',
      places: [{ file, line }],
      isOver: false,
    };
  });
}

function keyParts({ offerId, code, at, line }: ListedRedemption): string[] {
  return [offerId.toWellFormed(), code.toWellFormed(), String(at), String(line)];
}

function faultText(fault: RedemptionFault): string {
  switch (fault.kind) {
    case 'unknown-offer':
      return 'there is no such offer';
    case 'unknown-code':
      return 'the offer has no such code';
    case 'outside-period': {
      const { from, to } = fault.period;
      return `outside the period of the offer, from ${toIso(from)}${Number.isFinite(to) ? ` until ${toIso(to)}` : ''}`;
    }
    case 'not-addressed':
      return 'the offer was not made to this customer';
    case 'too-often':
      return `the customer has used it ${fault.times} times, allowed is ${fault.most}`;
    default:
      return fault satisfies never;
  }
}
