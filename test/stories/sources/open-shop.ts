import type { SightingReceipt } from '../../../src/collect/sighting.contract.ts';
import type { Statement } from '../../../src/speak/contradiction.contract.ts';
import type { TextView } from '../../../src/speak/text/text.contract.ts';
import { openApp, type TestApp } from '../../given.ts';

const MINUTE_MS = 60_000;

/** The server of a story, asked over HTTP as any source asks it. */
export type OpenShop = {
  readonly given: TestApp;
  readonly send: <T>(method: 'GET' | 'POST' | 'PUT', path: string, sent?: Sent) => Promise<T>;
  /** A minute passes. Returns what the clock says then. */
  readonly pass: () => string;
  /** Hands in sightings, of which every row is to be accepted. */
  readonly see: (path: string, sent: Sent) => Promise<void>;
  readonly handIn: (text: TextOf) => Promise<TextView>;
  /** The words that a witness points at in a text that was handed in. */
  readonly wordsOf: (text: NonNullable<Statement['text']>) => string | undefined;
};

type Sent = { readonly body?: object | string; readonly type?: string; readonly asMember?: boolean };
type TextOf = {
  readonly channel: string;
  readonly kind: string;
  readonly source: string;
  readonly seenAt: string;
  readonly text: string;
};

/** Opens a server on a free port, with databases of its own. */
export async function openShop(): Promise<OpenShop> {
  const given = await openApp();
  const base = await given.app.listen({ host: '127.0.0.1', port: 0 });
  const texts = new Map<string, string>();

  async function send<T>(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    { body, type, asMember }: Sent = {},
  ): Promise<T> {
    const answer = await fetch(base + path, {
      method,
      headers: {
        ...(asMember === true ? { ...given.member, origin: base } : given.channelKey),
        ...(body === undefined ? {} : { 'content-type': type ?? 'application/json' }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return JSON.parse(text) as T;
  }

  return {
    given,
    send,
    pass() {
      given.clock.advance(MINUTE_MS);
      return new Date(given.clock.now()).toISOString();
    },
    async see(path, sent) {
      const { accepted, rejected, rejectedRows } = await send<SightingReceipt>('POST', path, sent);
      if (accepted === 0 || rejected > 0)
        throw new Error(`${path} accepted ${accepted}: ${JSON.stringify(rejectedRows)}`);
    },
    async handIn(text) {
      const taken = await send<TextView>('POST', '/v1/texts', { body: text });
      texts.set(taken.id, text.text);
      return taken;
    },
    wordsOf: ({ id, from, to }) => texts.get(id)?.slice(from, to),
  };
}
