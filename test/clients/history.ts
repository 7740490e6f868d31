import { expect } from 'vitest';
import { addKey } from '../../src/organisation/key.service.ts';
import type { TestApp } from '../given.ts';

export type Stored = {
  readonly message_id: string;
  readonly type: string;
  readonly name: string;
  readonly channel: string;
  readonly properties: Record<string, unknown>;
  readonly identifiers: readonly { readonly type: string; readonly value: string }[];
  readonly copies: number;
};

export type Source = {
  readonly key: string;
  /** What this source's events are in the history, each message id once, in the order of their time. */
  readonly stored: () => Promise<Stored[]>;
};

/** A source of a name of its own, so that one client's events are told from another's. */
export async function openSource(given: TestApp, name: string, origins: readonly string[] = []): Promise<Source> {
  const { key, source } = await addKey(given.deps, { name, kind: 'write', origins: [...origins] });
  return {
    key,
    async stored() {
      await given.flush();
      const result = await given.deps.clickhouse.query({
        query: `select message_id, type, name, channel, properties, identifiers, toUInt32(count()) as copies
                from events where source = {source:String}
                group by all order by min(at), message_id`,
        query_params: { source },
        format: 'JSONEachRow',
      });
      const rows = await result.json<Stored & { properties: string; identifiers: string }>();
      return rows.map((row) => ({
        ...row,
        properties: JSON.parse(row.properties) as Stored['properties'],
        identifiers: JSON.parse(row.identifiers) as Stored['identifiers'],
      }));
    },
  };
}

const kinds = ['alias', 'group', 'identify', 'page', 'screen', 'track'] as const;
export type Kind = (typeof kinds)[number];

/** Holds what every client must bring about with the lines of the guide and one call more of each other kind. */
export async function expectLife(given: TestApp, source: Source, sent: readonly Kind[]): Promise<void> {
  const stored = await source.stored();
  expect(stored.map((each) => each.type).toSorted()).toEqual([...sent].toSorted());
  expect(new Set(stored.map((each) => each.message_id)).size).toBe(sent.length);
  expect(stored.filter((each) => each.copies !== 1 || each.message_id === '')).toEqual([]);
  expect(stored.find((each) => each.type === 'track')).toMatchObject({
    name: 'Product Viewed',
    properties: { product_id: 'jacka-1', price: 1299 },
  });
  expect(stored.find((each) => each.type === 'page')).toMatchObject({ name: 'Jackor' });
  expect(stored.find((each) => each.type === 'identify')).toMatchObject({ properties: { email: 'asa@example.se' } });
  const group = stored.find((each) => each.type === 'group');
  if (group !== undefined) expect(group.properties).toMatchObject({ groupId: 'klubben', name: 'Klubben' });

  // What was seen before anybody knew who it was belongs to the customer who is known now.
  const found = await given.app.inject({ url: '/v1/customers/by/email/asa@example.se', headers: given.channelKey });
  const { id } = found.json<{ id: string }>();
  const life = await given.app.inject({ url: `/v1/customers/${id}/timeline?limit=100`, headers: given.channelKey });
  const ids = life.json<{ entries: { id: string }[] }>().entries.map((each) => each.id);
  expect(stored.map((each) => each.message_id).filter((each) => !ids.includes(each))).toEqual([]);
}
