import { isCurrency, moneyFromMajor } from '../kernel/money.ts';
import { toIso } from '../kernel/period.ts';
import type { ProfileState } from './customer.contract.ts';

/** What one channel has seen of the customer, as the history tells it. Times are milliseconds in text. */
export type ChannelRow = {
  readonly channel: string;
  readonly events: string;
  readonly first: string;
  readonly last: string;
};
/** What the customer has bought for in one currency, in major units; the currency is as the events wrote it. */
export type ValueRow = {
  readonly currency: string;
  readonly orders: string;
  readonly refunds: string;
  readonly amount: string;
  readonly last: string | null;
};

/** What the rows come to: counts and times by channel, and value by currency. */
export function stateOf(channels: readonly ChannelRow[], values: readonly ValueRow[]): ProfileState {
  const orderTimes = values.flatMap(({ last }) => (last === null ? [] : [Number(last)]));
  return {
    events: channels.reduce((sum, { events }) => sum + Number(events), 0),
    channels: channels.map(({ channel, events, first, last }) => ({
      channel,
      events: Number(events),
      firstSeenAt: toIso(Number(first)),
      lastSeenAt: toIso(Number(last)),
    })),
    lastOrderAt: orderTimes.length === 0 ? null : toIso(Math.max(...orderTimes)),
    value: values.map(({ currency, orders, refunds, amount }) => ({
      currency: isCurrency(currency) ? currency : null,
      orders: Number(orders),
      refunds: Number(refunds),
      amount: isCurrency(currency) ? moneyFromMajor(Number(amount), currency).amount : null,
    })),
  };
}
