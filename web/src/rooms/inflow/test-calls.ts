import type { CallType } from '../../../../src/collect/event.contract.ts';

const who = { userId: 'prov-1', anonymousId: 'prov-browser-1' };

const examples: Readonly<Record<CallType, object>> = {
  track: {
    ...who,
    event: 'Product Viewed',
    properties: { product_id: 'prov-1', name: 'Provtröja', price: 599, currency: 'SEK' },
  },
  identify: { userId: 'prov-1', traits: { name: 'Prov Provsson', email: 'prov@example.se' } },
  page: { ...who, name: 'Start', properties: { path: '/' } },
  screen: { ...who, name: 'Start' },
  group: { userId: 'prov-1', groupId: 'prov-hushall', traits: { name: 'Familjen Prov' } },
  alias: { userId: 'prov-1', previousId: 'prov-browser-1' },
};

/** A call of the kind that holds, to begin from. */
export function exampleCall(type: CallType): string {
  return JSON.stringify({ type, ...examples[type] }, null, 2);
}
