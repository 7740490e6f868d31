import { DomainError } from '../kernel/errors.ts';
import type { Actor } from './auth.ts';
import type { App } from './server.ts';

// The star covers what a page adds of its own; the named ones are for browsers that do not know the star.
const allowedHeaders = 'authorization, content-type, content-encoding, anonymousid, x-retry-count, *';
const PREFLIGHT_KEPT_SECONDS = 7200;

function isPageOf(actor: Actor, origin: string): boolean {
  if (actor.kind !== 'key' || actor.may !== 'write') return false;
  return actor.origins.length === 0 || actor.origins.includes(origin);
}

/**
 * Throws `not-permitted` when a page of another site sends with this key. A call without an origin comes from a program,
 * which no rule of browsers binds.
 */
export function permitPage(actor: Actor, origin: string | undefined): void {
  if (origin === undefined || isPageOf(actor, origin)) return;
  const isSecret = actor.kind === 'key' && actor.may === 'channel';
  throw new DomainError(
    'not-permitted',
    isSecret
      ? 'A channel key may ask and promise, so it must stand in no page. Make a write key for pages.'
      : `The pages of ${origin} may not send with this key. It names the pages that may.`,
    [{ field: 'origin', found: origin, allowed: isSecret ? 'a write key' : 'the origins that the key names' }],
  );
}

/**
 * Opens the routes of this scope to pages of other sites (CORS), for write keys only and never with a cookie. The question
 * that a browser asks beforehand carries no key, so it is always answered; who may is settled when the call itself comes.
 */
export function openToPages(scope: App): void {
  scope.addHook('onRoute', ({ url, method }) => {
    if (method !== 'POST' && method !== 'GET') return;
    scope.options(url, { config: { access: 'public' }, schema: { hide: true } }, (_request, reply) =>
      reply
        .status(204)
        .header('access-control-allow-methods', method)
        .header('access-control-allow-headers', allowedHeaders)
        .header('access-control-max-age', PREFLIGHT_KEPT_SECONDS)
        .send(),
    );
  });
  scope.addHook('onSend', async (request, reply) => {
    const { origin } = request.headers;
    const { actor } = request;
    reply.header('vary', 'Origin');
    if (origin === undefined) return;
    // Whoever was not let in reads nothing but that; without it a client would try for ever.
    if (actor === null) reply.header('access-control-allow-origin', '*');
    else if (isPageOf(actor, origin)) reply.header('access-control-allow-origin', origin);
  });
}
