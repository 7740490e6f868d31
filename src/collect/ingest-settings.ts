import { callTypes } from './event.contract.ts';

/**
 * What the clients in browsers ask for before they send: where to send, and that there is nothing else to load. Both
 * makers' clients can fetch further code from their maker's servers; these answers name none.
 */
export type Settings = Readonly<Record<string, unknown>>;

const everythingPasses = { __default: { enabled: true, integrations: {} } };

/** For Segment's analytics.js: the address is given without its scheme, as the client wants it. */
export function segmentSettings(writeKey: string, serverUrl: string): Settings {
  const [scheme = '', address = ''] = serverUrl.replace(/\/+$/, '').split('://', 2);
  return {
    integrations: { 'Segment.io': { apiKey: writeKey, apiHost: `${address}/v1`, protocol: scheme } },
    plan: Object.fromEntries(callTypes.map((type) => [type, everythingPasses])),
    analyticsNextEnabled: true,
    edgeFunction: {},
    enabledMiddleware: {},
    middlewareSettings: {},
    legacyVideoPluginsEnabled: false,
    remotePlugins: [],
    metrics: { sampleRate: 0 },
  };
}

/** For RudderStack's client, which knows its address already. */
export function rudderSettings(sourceId: string): Settings {
  const off = { enabled: false };
  return {
    source: {
      id: sourceId,
      name: 'Samspel',
      workspaceId: 'samspel',
      enabled: true,
      config: { statsCollection: { errors: off, metrics: off } },
      destinations: [],
    },
  };
}
