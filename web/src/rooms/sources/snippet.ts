/** How a system sends to us, for whoever sets it up: the lines of the guide with this server's address and this key. */
export const clients = ['segmentWeb', 'segmentNode', 'rudder', 'curl'] as const;
export type Client = (typeof clients)[number];

export const KEY_TO_FILL_IN = 'WRITE_KEY';

export function snippetOf(client: Client, server: string, key: string): string {
  switch (client) {
    case 'segmentWeb':
      return `import { AnalyticsBrowser } from '@segment/analytics-next';

const analytics = AnalyticsBrowser.load({ writeKey: '${key}', cdnURL: '${server}' });
analytics.page('Start');`;
    case 'segmentNode':
      return `import { Analytics } from '@segment/analytics-node';

const analytics = new Analytics({ writeKey: '${key}', host: '${server}' });
analytics.track({ userId: 'kund-1', event: 'Order Completed', properties: { order_id: '4711' } });`;
    case 'rudder':
      return `import { RudderAnalytics } from '@rudderstack/analytics-js/bundled';

const analytics = new RudderAnalytics();
analytics.load('${key}', '${server}', { configUrl: '${server}' });
analytics.page('Start');`;
    case 'curl':
      return `curl ${server}/v1/track -H 'authorization: Bearer ${key}' \\
  -H 'content-type: application/json' \\
  -d '{"userId":"kund-1","event":"Order Completed","properties":{"order_id":"4711"}}'`;
    default:
      return client satisfies never;
  }
}
