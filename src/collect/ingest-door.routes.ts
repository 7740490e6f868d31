import type { FastifyRequest } from 'fastify';
import { type Actor, actorOf, type FindActor, hashToken } from '../http/auth.ts';
import { type BodyParser, jsonParser } from '../http/body.ts';
import { openToPages, permitPage } from '../http/cors.ts';
import { asDomainError } from '../http/problem.ts';
import type { App } from '../http/server.ts';
import { DomainError } from '../kernel/errors.ts';
import { jsonText } from '../kernel/plain-text.ts';
import { refuseWhole } from './inflow/refusal.service.ts';
import type { Intake } from './intake.service.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What kind of call the door takes, so that a body that could not be read can be read there again. */
    door?: string;
  }
}

type KeyActor = Extract<Actor, { kind: 'key' }>;

async function findByWriteKey(findActor: FindActor, writeKey: string): Promise<Actor> {
  const actor = await findActor({ kind: 'key', tokenHash: hashToken(writeKey) });
  if (actor !== undefined) return actor;
  throw new DomainError('key-unknown', 'The writeKey is unknown or revoked. `samspel keys` lists the keys there are.', [
    { field: 'writeKey', found: 'an unknown key', allowed: 'a key of this deployment' },
  ]);
}

/**
 * Throws `source-paused`. What a paused source sends is not kept, not as a dead letter either: whoever pauses a source
 * wants nothing more of its people's data here, and what was refused for good must not come back by a replay.
 */
function demandActive({ source }: KeyActor): void {
  if (source?.isPaused !== true) return;
  throw new DomainError(
    'source-paused',
    `The source ${source.id} is paused. Nothing of this call was kept; send it again when the source is active.`,
    [{ field: 'authorization', found: 'a key of a paused source', allowed: 'a key of an active source' }],
  );
}

/** The key in the header, else the one beside it, where Segment's clients in browsers put it. */
export async function sourceOf(request: FastifyRequest, findActor: FindActor, writeKey: unknown): Promise<KeyActor> {
  if (request.actor === null && typeof writeKey === 'string' && writeKey !== '')
    request.actor = await findByWriteKey(findActor, writeKey);
  const actor = request.actor === null ? undefined : actorOf(request);
  if (actor?.kind === 'key') {
    permitPage(actor, request.headers.origin);
    demandActive(actor);
    return actor;
  }
  throw new DomainError(
    'key-missing',
    'Send the write key as the user name of Basic, as Bearer, or as writeKey in the body.',
    [{ field: 'writeKey', found: 'nothing', allowed: 'a key, here or in the authorization header' }],
  );
}

/**
 * A reader of JSON that leaves what it could not read with the request, for whoever keeps it. One event with a name that
 * reaches the prototype must not stop the others of its batch, so each is judged for itself.
 */
function rememberingParser(app: App, unread: WeakMap<FastifyRequest, string>): BodyParser {
  const parseJson = jsonParser(app, 'ignore');
  return (request, body, done) =>
    parseJson(request, body, (fault, value) => {
      if (fault !== null) unread.set(request, body.toString('utf8'));
      done(fault, value);
    });
}

/** Browsers send JSON as text/plain to be spared a question beforehand; some clients as a form. It is JSON all the same. */
function acceptJsonUnderOtherNames(app: App, parseJson: BodyParser): void {
  const types = ['text/plain', 'application/json', 'application/x-www-form-urlencoded'];
  for (const type of types.slice(0, 2)) app.removeContentTypeParser(type);
  app.addContentTypeParser(types, { parseAs: 'buffer' }, parseJson);
}

/** The text of a body that was read and is not what the door takes. */
function readBodyOf({ body }: FastifyRequest): string | undefined {
  return body === undefined || body === null || Buffer.isBuffer(body) ? undefined : jsonText(body);
}

/** Counts what is refused whole, and keeps some of it. A fault in that must not hide the one that is answered. */
function countRefusals(scope: App, intake: Intake, unread: WeakMap<FastifyRequest, string>): void {
  scope.addHook('onError', async (request, _reply, error) => {
    if (intake.keptFaults.has(error) || request.method !== 'POST') return;
    const fault = asDomainError(error, request);
    const source = request.actor?.kind === 'key' ? request.actor : undefined;
    // Of a paused source nothing is kept.
    const isUnreadable = fault.kind === 'invalid' && source?.source?.isPaused !== true;
    const refusal = {
      source,
      door: request.routeOptions.config.door ?? 'single',
      fault,
      body: isUnreadable ? (unread.get(request) ?? readBodyOf(request)) : undefined,
    };
    await refuseWhole(intake, refusal).catch((err: unknown) => {
      request.log.warn({ event: 'refusal_not_kept', err });
    });
  });
}

/** A scope of doors for events: only these are open to pages of other sites and take JSON under another name. */
export function openDoors(app: App, intake: Intake, hang: (scope: App, parseJson: BodyParser) => void): void {
  void app.register((scope: App, _options, done) => {
    const unread = new WeakMap<FastifyRequest, string>();
    const parseJson = rememberingParser(scope, unread);
    openToPages(scope);
    acceptJsonUnderOtherNames(scope, parseJson);
    countRefusals(scope, intake, unread);
    hang(scope, parseJson);
    done();
  });
}

/** What the key says of every event that comes with it. */
export function fromOf({ name, channel, source, newestChange }: KeyActor): {
  readonly source: string;
  readonly keyChannel: string | null;
  readonly phoneCountry: string | null;
  readonly newestChange: number;
} {
  return { source: name, keyChannel: channel, phoneCountry: source?.phoneCountry ?? null, newestChange };
}
