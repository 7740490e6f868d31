import { expect, test } from 'vitest';
import { readOrigin } from './key-origin.ts';

test.each([
  ['https://shop.example', 'https://shop.example'],
  ['HTTPS://Shop.example/', 'https://shop.example'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ['https://shop.example:443', 'https://shop.example'],
  ['https://räksmörgås.se', 'https://xn--rksmrgs-5wao1o.se'],
])('%s is the origin %s', (written, origin) => {
  expect(readOrigin(written)).toBe(origin);
});

test.each([
  'shop.example',
  'https://shop.example/kassa',
  'https://a:b@shop.example',
  'https://',
  'null',
  '*',
  'ftp://a.b',
])('%s names no origin', (written) => {
  expect(readOrigin(written)).toBeUndefined();
});
