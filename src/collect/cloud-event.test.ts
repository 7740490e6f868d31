import { CloudEvent, HTTP } from 'cloudevents';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callOf, faultInWords, readStructured, structuredOf } from './cloud-event.ts';

type Message = { readonly headers: Record<string, unknown>; readonly body: unknown };

function headersOf(message: Message): Record<string, string> {
  return Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
}

/** What the door does with the binary form, of which the body has been read as JSON. */
function readBinary(message: Message) {
  const data = typeof message.body === 'string' ? { data: JSON.parse(message.body) as unknown } : {};
  return readStructured(structuredOf(headersOf(message), data));
}

const word = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/);
const anyEvent = fc.record(
  {
    id: word,
    source: fc.tuple(word, word).map(([host, path]) => `https://${host}/${path}`),
    type: word,
    subject: word,
    time: fc
      .date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((each) => each.toISOString()),
    channel: fc.constantFrom('store', 'phone'),
    data: fc.dictionary(word, fc.oneof(fc.string(), fc.integer(), fc.boolean())),
  },
  // The package writes the time of its making where none is given.
  { requiredKeys: ['id', 'source', 'type', 'time'] },
);

describe('what the CloudEvents package writes is read', () => {
  test.each([
    ['binary', (event: CloudEvent<unknown>) => readBinary(HTTP.binary(event))],
    ['structured', (event: CloudEvent<unknown>) => readStructured(JSON.parse(String(HTTP.structured(event).body)))],
  ])('in the %s form, every attribute and the data as they were', (_form, read) => {
    fc.assert(
      fc.property(anyEvent, ({ channel, ...given }) => {
        const event = new CloudEvent({ ...given, ...(channel === undefined ? {} : { channel }) });
        const found = read(event);
        if ('faults' in found) throw new Error(JSON.stringify(found));
        const { extensions, data, ...attributes } = found;
        const { data: givenData, ...givenAttributes } = given;
        expect(attributes).toEqual(givenAttributes);
        expect(data).toEqual(givenData);
        expect(extensions['channel']).toBe(channel);
      }),
    );
  });

  test('and it reads the same events from what is read here', () => {
    fc.assert(
      fc.property(anyEvent, (given) => {
        const { channel, ...rest } = given;
        const message = HTTP.binary(new CloudEvent({ ...rest, ...(channel === undefined ? {} : { channel }) }));
        const data = typeof message.body === 'string' ? { data: JSON.parse(message.body) as unknown } : {};
        const body = JSON.stringify(structuredOf(headersOf(message), data));
        const again = HTTP.toEvent({ headers: { 'content-type': 'application/cloudevents+json' }, body });
        if (Array.isArray(again)) throw new Error('one event became several');
        expect({ ...again }).toMatchObject(rest);
      }),
    );
  });
});

const least = { specversion: '1.0', id: '1', source: '/kassa/4', type: 'Receipt Issued' };

test.each([
  [{ ...least, specversion: '0.3' }, 'specversion'],
  [{ ...least, specversion: undefined }, 'specversion'],
  [{ ...least, id: '' }, 'id'],
  [{ ...least, source: 7 }, 'source'],
  [{ ...least, source: 'a b' }, 'source'],
  [{ ...least, type: null }, 'type'],
  [{ ...least, subject: {} }, 'subject'],
  [{ ...least, time: 1 }, 'time'],
  [[least], '(event)'],
  ['text', '(event)'],
  [null, '(event)'],
])('%j is refused for its %s', (raw, field) => {
  const found = readStructured(raw);
  expect('faults' in found && found.faults.map((each) => each.field)).toEqual([field]);
});

function callFrom(raw: Record<string, unknown>) {
  const event = readStructured({ ...least, ...raw });
  if ('faults' in event) throw new Error(JSON.stringify(event));
  return callOf(event);
}

describe('the call that an event becomes', () => {
  test('has source and id together as its message id, so that two tills may both count from 1', () => {
    expect(callFrom({})['messageId']).toBe('/kassa/4 1');
    expect(callFrom({ source: '/kassa/5' })['messageId']).toBe('/kassa/5 1');
  });

  test.each([
    ['kund-7', { userId: 'kund-7' }],
    ['user_id:auth0:7', { userId: 'auth0:7' }],
    ['anonymous_id:cookie', { anonymousId: 'cookie' }],
    ['12:7', { userId: '12:7' }],
  ])('is about the subject %s', (subject, customer) => {
    expect(callFrom({ subject })).toMatchObject(customer);
  });

  test('is about the identifier that the subject names', () => {
    expect(callFrom({ subject: 'loyalty:9752 1' })['context']).toMatchObject({
      externalIds: [{ type: 'loyalty', id: '9752 1' }],
    });
  });

  test('carries the data, also when it is no object', () => {
    expect(callFrom({ data: { total: 5 } })['properties']).toEqual({ total: 5 });
    expect(callFrom({ data: [1, 2] })['properties']).toEqual({ data: [1, 2] });
    expect(callFrom({ data_base64: 'AAE=' })['properties']).toEqual({ data_base64: 'AAE=' });
    expect(callFrom({})['properties']).toEqual({});
  });
});

test('headers beyond ASCII are read, and a per cent sign that escapes nothing stands as it is', () => {
  expect(structuredOf({ 'ce-subject': 'k%C3%B6p', 'ce-id': '100%' }, {})).toEqual({ subject: 'köp', id: '100%' });
});

test("a fault is told in the event's own words", () => {
  const fault = { field: 'userId', found: 'userId nothing', allowed: '' };
  expect(faultInWords(fault, { subject: 'email:null' })).toMatchObject({ field: 'subject', found: '"email:null"' });
  expect(faultInWords({ ...fault, field: 'timestamp' }, {})).toMatchObject({ field: 'time' });
});
