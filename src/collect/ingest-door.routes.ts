import type { FastifyRequest } from 'fastify';
import { type Actor, actorOf, type FindActor, hashToken } from '../http/auth.ts';
import { openToPages, permitPage } from '../http/cors.ts';
import type { App } from '../http/server.ts';
import { DomainError } from '../kernel/errors.ts';

type KeyActor = Extract<Actor, { kind: 'key' }>;

async function findByWriteKey(findActor: FindActor, writeKey: string): Promise<Actor> {
  const actor = await findActor({ kind: 'key', tokenHash: hashToken(writeKey) });
  if (actor !== undefined) return actor;
  throw new DomainError('key-unknown', 'The writeKey is unknown or revoked. `samspel keys` lists the keys there are.', [
    { field: 'writeKey', found: 'an unknown key', allowed: 'a key of this deployment' },
  ]);
}

/** The key in the header, else the one beside it, where Segment's clients in browsers put it. */
export async function sourceOf(request: FastifyRequest, findActor: FindActor, writeKey: unknown): Promise<KeyActor> {
  if (request.actor === null && typeof writeKey === 'string' && writeKey !== '')
    request.actor = await findByWriteKey(findActor, writeKey);
  const actor = request.actor === null ? undefined : actorOf(request);
  if (actor?.kind === 'key') {
    permitPage(actor, request.headers.origin);
    return actor;
  }
  throw new DomainError(
    'key-missing',
    'Send the write key as the user name of Basic, as Bearer, or as writeKey in the body.',
    [{ field: 'writeKey', found: 'nothing', allowed: 'a key, here or in the authorization header' }],
  );
}

/** Browsers send JSON as text/plain to be spared a question beforehand; some clients as a form. It is JSON all the same. */
function acceptJsonUnderOtherNames(app: App): void {
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('text/plain');
  app.addContentTypeParser(['text/plain', 'application/x-www-form-urlencoded'], { parseAs: 'string' }, parseJson);
}

/** A scope of doors for events: only these are open to pages of other sites and take JSON under another name. */
export function openDoors(app: App, hang: (scope: App) => void): void {
  void app.register((scope: App, _options, done) => {
    openToPages(scope);
    acceptJsonUnderOtherNames(scope);
    hang(scope);
    done();
  });
}
