import { expect } from 'vitest';
import type { TestApp } from './given.ts';

type Body = string | Buffer | object;
export type Entry = {
  id: string;
  name: string;
  channel: string;
  at: string;
  detail: { type: string; products: string[] };
};
export type Problem = { code: string; errors?: { field: string }[] };

/** The doors of a source, and what its events became. The app is opened later than this is called. */
export function ingesting(opened: () => TestApp) {
  const basic = (): Record<string, string> => ({
    authorization: `Basic ${Buffer.from(`${opened().writeKey}:`).toString('base64')}`,
  });

  async function send(address: string, body: Body, headers: Record<string, string> = basic()) {
    const isJson = typeof body === 'object' && !Buffer.isBuffer(body);
    return opened().app.inject({
      method: 'POST',
      url: `/v1/${address}`,
      headers: { 'content-type': 'application/json', ...headers },
      payload: isJson ? JSON.stringify(body) : body,
    });
  }

  async function lifeBy(type: string, value: string, query = ''): Promise<Entry[]> {
    const given = opened();
    await given.flush();
    const found = await given.app.inject({ url: `/v1/customers/by/${type}/${value}`, headers: given.channelKey });
    expect(found.statusCode).toBe(200);
    const { id } = found.json<{ id: string }>();
    const life = await given.app.inject({ url: `/v1/customers/${id}/timeline${query}`, headers: given.channelKey });
    expect(life.statusCode).toBe(200);
    return life.json<{ entries: Entry[] }>().entries;
  }

  return { basic, send, lifeBy };
}
