import { expect, test } from 'vitest';
import { segmentSettings } from './ingest-settings.ts';

test.each([
  ['https://samspel.example', 'samspel.example/v1', 'https'],
  ['https://shop.example/samspel/', 'shop.example/samspel/v1', 'https'],
  ['http://127.0.0.1:4000', '127.0.0.1:4000/v1', 'http'],
])('a server at %s is sent to at %s by %s', (url, apiHost, protocol) => {
  expect(segmentSettings('wk_1', url)).toMatchObject({
    integrations: { 'Segment.io': { apiKey: 'wk_1', apiHost, protocol } },
  });
});
