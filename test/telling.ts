import type { Contradiction, Statement } from '../src/speak/contradiction.contract.ts';

/** What a channel said of a product, or that it is silent. */
export function said(channel: string, amount: number | null, offerId: string | null = null): Statement {
  return {
    channel,
    amount,
    offerId,
    place: null,
    currency: amount === null ? null : 'SEK',
    onSale: null,
    priceType: 'unknown',
    seenAt: null,
    source: `${channel}.csv`,
    sourceRow: 1,
  };
}

/** A contradiction of two statements, as the board tells it. */
export function contradictionOf(first: Statement, second: Statement): Contradiction {
  return {
    id: '01890000-0000-7000-8000-000000000001',
    kind: second.amount === null ? 'missing' : 'unequal',
    status: 'open',
    product: 'ulltroja',
    productName: 'Ulltröja',
    zone: '*',
    channels: [first.channel, second.channel],
    owners: [null, null],
    difference: null,
    holdsFrom: '2026-11-20T00:00:00Z',
    holdsTo: null,
    openedAt: '2026-11-20T00:00:00Z',
    closedAt: null,
    answeredBy: null,
    exceptedBy: null,
    acceptance: null,
    assignee: null,
    snoozedUntil: null,
    exposed: 3,
    harm: 900,
    witness: { at: '2026-11-20T00:00:00Z', statements: [first, second] },
  };
}
