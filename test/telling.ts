import type { Claim } from '../src/speak/claim.ts';
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

/** What a channel claims a coat to cost, everywhere and for ever, unless more is said. */
export function claimed(channel: string, amount: number, more: Partial<Claim> = {}): Claim {
  return {
    subject: 'coat',
    channel,
    place: null,
    zone: '*',
    amount,
    currency: 'SEK',
    from: 0,
    to: Infinity,
    audience: null,
    onSale: null,
    priceType: 'regular',
    seenAt: 0,
    source: `${channel}.csv`,
    sourceRow: 2,
    offerId: null,
    ...more,
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
