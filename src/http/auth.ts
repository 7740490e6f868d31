import { createHash, randomBytes } from 'node:crypto';
import type { FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import { DomainError } from '../kernel/errors.ts';

/** Who calls: a member who works in the tool, or a system with a key. */
export type Actor =
  | {
      readonly kind: 'member';
      readonly id: string;
      readonly name: string;
      readonly role: 'owner' | 'editor' | 'reader';
    }
  | {
      readonly kind: 'key';
      readonly id: string;
      /** What the key is called; of a write key the id of its source, which is what its events carry. */
      readonly name: string;
      readonly may: 'write' | 'channel';
      readonly channel: string | null;
      /** The pages that may send with it; none named is any. Only sources have them. */
      readonly origins: readonly string[];
      /** The source that a write key belongs to; a channel key belongs to none. */
      readonly source: {
        readonly id: string;
        readonly isPaused: boolean;
        /** ISO 3166: where its telephone numbers without a country code are from; none is the deployment's country. */
        readonly phoneCountry: string | null;
      } | null;
      /** The number of the newest change of who is who as the key was looked up: whoever knows that one has nothing to ask. */
      readonly newestChange: number;
    };

/** What the caller showed. The cookie counts for members only, keys for systems only. */
export type Credential = { readonly kind: 'session' | 'key'; readonly tokenHash: Buffer };

export type FindActor = (credential: Credential) => Promise<Actor | undefined>;

export const SESSION_COOKIE = 'samspel_session';

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | null;
  }
  interface FastifyContextConfig {
    /** Who may call: everyone, members and channel keys (the default), members only, or any key that may write. */
    access?: 'public' | 'channel' | 'member' | 'write';
  }
}

/** Tokens are compared and kept as SHA-256; they are random, so a fast hash is enough. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** A new secret with a prefix that says what it is, for people and for leak scanners. */
export function newToken(prefix: 'sk' | 'wk' | 'ses' | 'link'): string {
  return `${prefix}_${randomBytes(24).toString('base64url')}`;
}

/** The key in the Authorization header: Bearer, or the user name of Basic (as Segment's clients send it). */
export function keyOf(header: string | undefined): string | undefined {
  const [scheme = '', value = ''] = (header ?? '').split(' ', 2);
  if (/^bearer$/i.test(scheme)) return value || undefined;
  if (!/^basic$/i.test(scheme)) return undefined;
  return Buffer.from(value, 'base64').toString('utf8').split(':', 1)[0] || undefined;
}

function credentialOf(request: FastifyRequest): Credential | undefined {
  const key = keyOf(request.headers.authorization);
  if (key !== undefined) return { kind: 'key', tokenHash: hashToken(key) };
  const cookie = request.cookies?.[SESSION_COOKIE];
  return cookie === undefined ? undefined : { kind: 'session', tokenHash: hashToken(cookie) };
}

/** A browser sends the cookie from any page; only our own pages may change things with it. */
function isForeignPage(request: FastifyRequest): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return false;
  const { origin } = request.headers;
  if (origin === undefined) return request.headers['sec-fetch-site'] === 'cross-site';
  return !URL.canParse(origin) || new URL(origin).host !== request.headers.host;
}

function isAllowed(actor: Actor, access: 'channel' | 'member' | 'write', method: string): boolean {
  if (actor.kind === 'key') return access === 'write' || (access === 'channel' && actor.may === 'channel');
  return access !== 'write' && (actor.role !== 'reader' || method === 'GET');
}

/** The hook that lets a request in or says why not. Sources' own doors (`write`) read the key themselves when it is in the body. */
export function admit(findActor: FindActor): onRequestAsyncHookHandler {
  return async (request) => {
    const access = request.routeOptions.config.access ?? 'channel';
    if (access === 'public') return;
    const credential = credentialOf(request);
    if (credential === undefined) {
      if (access === 'write') return;
      throw new DomainError(
        'key-missing',
        'Send the key as "Authorization: Bearer <key>", or log in by a link from `samspel login`.',
        [{ field: 'authorization', found: 'nothing', allowed: 'Bearer or Basic with a key' }],
      );
    }
    const actor = await findActor(credential);
    if (actor === undefined) {
      throw new DomainError('key-unknown', 'The key is unknown or revoked. `samspel keys` lists the keys there are.', [
        { field: 'authorization', found: 'an unknown key', allowed: 'a key of this deployment' },
      ]);
    }
    if (credential.kind === 'session' && isForeignPage(request)) {
      throw new DomainError('not-permitted', 'A page from another site may not change things here.', [
        { field: 'origin', found: request.headers.origin ?? 'another site', allowed: 'pages of this server' },
      ]);
    }
    if (!isAllowed(actor, access, request.method)) {
      throw new DomainError(
        'not-permitted',
        `${actor.name} may not do this. It takes ${access === 'member' ? 'a member with the role editor or owner' : 'a channel key, or a member with the role editor or owner'}.`,
        [
          {
            field: 'authorization',
            found: actor.kind === 'key' ? `a ${actor.may} key` : `a ${actor.role}`,
            allowed: access,
          },
        ],
      );
    }
    request.actor = actor;
  };
}

/** The caller of a route that demands one. */
export function actorOf(request: FastifyRequest): Actor {
  if (request.actor === null) throw new DomainError('key-missing', 'This address needs a key or a session.');
  return request.actor;
}

/** Throws `not-permitted` when a key that belongs to one channel speaks for another. */
export function permitChannel(actor: Actor, channel: string): void {
  if (actor.kind === 'member' || actor.channel === null || actor.channel === channel) return;
  throw new DomainError(
    'not-permitted',
    `The key ${actor.name} is the channel ${actor.channel}'s; it speaks for no other.`,
    [{ field: 'channel', found: channel, allowed: actor.channel }],
  );
}

/** Says of a channel whether the caller may speak for it: returns, or throws `not-permitted`. */
export type PermitChannel = (channel: string) => void;

export function channelsOf(actor: Actor): PermitChannel {
  return (channel) => permitChannel(actor, channel);
}

/** How the ledger and the audit write who it was. */
export function actorName({ kind, name }: { readonly kind: string; readonly name: string }): string {
  return `${kind}:${name}`;
}
