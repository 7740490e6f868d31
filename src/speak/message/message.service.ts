import type { Actor } from '../../http/auth.ts';
import { actorName } from '../../http/auth.ts';
import { demandSameRequest, hashRequest } from '../../http/idempotency.ts';
import { DomainError, notListed } from '../../kernel/errors.ts';
import { recordDeeds } from '../../organisation/audit.service.ts';
import { demandKnownChannels } from '../../organisation/channel-known.service.ts';
import type { Deps } from '../../store/deps.ts';
import { inTransaction, type Sql } from '../../store/postgres.ts';
import { keepNamed, readAudience } from '../audience.service.ts';
import { readValidity } from '../validity.ts';
import { loadVersions, listVersions } from '../version.reads.ts';
import { insertVersion } from '../version.store.ts';
import { demandNewest, noVersion } from '../version.ts';
import { channelsTouched, keepsApproval } from './approval.ts';
import { lightsOfMessage } from './check-message.ts';
import { differenceOf } from './difference.ts';
import { keyOfForm } from './form-text.ts';
import type { Difference, MessageBody, MessageInput, MessageView } from './message.contract.ts';
import { type FoundMessage, findMessage } from './message.reads.ts';
import {
  carryApprovals,
  insertMessage,
  loadMessageByKey,
  type LockedMessage,
  lockMessage,
  saveState,
} from './message.store.ts';
import { loadReferences } from './reference.reads.ts';

/** The message with its newest version. Throws `not-found`. */
export async function demandFound(sql: Sql, id: string): Promise<FoundMessage> {
  const found = await findMessage(sql, id);
  if (found === undefined) throw notListed('a message', id);
  return found;
}

/** The message as people see it: the newest version, the ones before, what its references come to, and its lights. */
export async function demandMessage(deps: Deps, sql: Sql, id: string): Promise<MessageView> {
  const found = await demandFound(sql, id);
  const facts = await loadReferences(sql, found.body.references);
  const lights = await lightsOfMessage({ body: found.body, facts, now: deps.clock(), timeZone: deps.timeZone });
  return { ...found, versions: await listVersions(sql, 'message', id), facts: [...facts.values()], lights };
}

/** Throws `field-invalid` when two forms are of one kind in one channel and language. */
function demandFormsApart(message: MessageInput): void {
  const seen = new Set<string>();
  for (const [index, form] of message.forms.entries()) {
    const key = keyOfForm(form);
    if (seen.has(key))
      throw new DomainError('field-invalid', `forms.${index} is a second ${key}; allowed is one of each.`, [
        { field: `forms.${index}`, found: key, allowed: 'one form of each kind in a channel and a language' },
      ]);
    seen.add(key);
  }
}

async function demandWritable(deps: Deps, message: MessageInput): Promise<void> {
  readValidity(message, deps.clock());
  demandFormsApart(message);
  await demandKnownChannels(deps.postgres, channelsTouched(message), 'channels');
}

function bodyOf({ audience: _said, ...parts }: MessageInput, audience: MessageBody['audience']): MessageBody {
  return { ...parts, audience };
}

export type MessageRequest = {
  readonly message: MessageInput;
  readonly by: Actor;
  readonly idempotencyKey?: string | undefined;
};

/** Writes a message down as a draft. Sent again under the same idempotency key, it is the same message. */
export async function createMessage(
  deps: Deps,
  { message, by, idempotencyKey }: MessageRequest,
): Promise<{ readonly message: MessageView; readonly isNew: boolean }> {
  await demandWritable(deps, message);
  const audience = await readAudience(deps, message.audience, 'message');
  const requestHash = hashRequest(message);
  const createdBy = actorName(by);
  return inTransaction(deps.postgres, async (tx) => {
    const id = deps.newId();
    const now = deps.clock();
    const key = idempotencyKey ?? null;
    if (!(await insertMessage(tx, { id, createdAt: now, createdBy, idempotencyKey: key, requestHash }))) {
      const before = await loadMessageByKey(tx, createdBy, idempotencyKey ?? '');
      demandSameRequest(before?.requestHash ?? null, requestHash);
      return { message: await demandMessage(deps, tx, before?.id ?? ''), isNew: false };
    }
    const audienceSet = await keepNamed(deps, tx, audience);
    const body = bodyOf(message, audience.kept);
    const version = { id, version: 1, body, audienceSet, restoredFrom: null };
    await insertVersion(tx, 'message', { ...version, savedAt: now, savedBy: createdBy });
    await recordDeeds(deps, tx, [
      { by, action: 'added', subject: { kind: 'message', id }, detail: { name: body.name } },
    ]);
    return { message: await demandMessage(deps, tx, id), isNew: true };
  });
}

type Next = { readonly body: MessageBody; readonly audienceSet: string | null; readonly restoredFrom: number | null };

/** Adds the next version: a draft, with those approvals that nothing was changed for. */
async function addVersion(deps: Deps, tx: Sql, before: LockedMessage, next: Next, by: Actor): Promise<void> {
  const version = before.version + 1;
  const { id } = before;
  await insertVersion(tx, 'message', { id, version, ...next, savedAt: deps.clock(), savedBy: actorName(by) });
  const kept = channelsTouched(next.body).filter((channel) =>
    keepsApproval(before.body, next.body, channel, before.audienceSet === next.audienceSet),
  );
  await carryApprovals(tx, id, before.version, kept);
  await saveState(tx, id, 'draft', version);
  const action = next.restoredFrom === null ? 'saved' : 'restored';
  const detail = next.restoredFrom === null ? { version } : { version, from: next.restoredFrom };
  await recordDeeds(deps, tx, [{ by, action, subject: { kind: 'message', id }, detail }]);
}

/** The message, locked. Throws `not-found`, and `state-conflict` when it has ended: what ended is not said again. */
async function demandOpen(tx: Sql, id: string): Promise<LockedMessage> {
  const message = await lockMessage(tx, id);
  if (message === undefined) throw notListed('a message', id);
  if (message.state !== 'ended') return message;
  throw new DomainError('state-conflict', 'The message has ended. Make a new one; it may be a copy.', [
    { field: 'state', found: 'ended', allowed: 'draft, review, approved or live' },
  ]);
}

/**
 * Saves a draft as the next version. What customers meet stays what it is until the new version is put live. Throws
 * `state-conflict` when somebody else has saved since `after`.
 */
export async function saveDraft(
  deps: Deps,
  input: { readonly id: string; readonly message: MessageInput; readonly after: number; readonly by: Actor },
): Promise<MessageView> {
  await demandWritable(deps, input.message);
  const said = input.message.audience;
  const audience = said === undefined ? undefined : await readAudience(deps, said, 'message');
  return inTransaction(deps.postgres, async (tx) => {
    const before = await demandOpen(tx, input.id);
    demandNewest(before.version, input.after);
    const audienceSet = audience === undefined ? before.audienceSet : await keepNamed(deps, tx, audience);
    const body = bodyOf(input.message, audience?.kept ?? before.body.audience);
    await addVersion(deps, tx, before, { body, audienceSet, restoredFrom: null }, input.by);
    return demandMessage(deps, tx, input.id);
  });
}

/** Goes back to an old version by saving it as the newest: no version is ever lost. */
export async function restoreVersion(
  deps: Deps,
  input: { readonly id: string; readonly version: number; readonly by: Actor },
): Promise<MessageView> {
  return inTransaction(deps.postgres, async (tx) => {
    const before = await demandOpen(tx, input.id);
    const old = (await loadVersions(tx, 'message', input.id, [input.version])).get(input.version);
    if (old === undefined) throw noVersion(input.version, before.version);
    await addVersion(deps, tx, before, { ...old, restoredFrom: input.version }, input.by);
    return demandMessage(deps, tx, input.id);
  });
}

/** What was changed from one version to another. Throws `not-found`. */
export async function compareVersions(sql: Sql, id: string, from: number, to: number): Promise<Difference> {
  const { version } = await demandFound(sql, id);
  const bodies = await loadVersions(sql, 'message', id, [from, to]);
  const [before, after] = [bodies.get(from), bodies.get(to)];
  if (before === undefined) throw noVersion(from, version);
  if (after === undefined) throw noVersion(to, version);
  return { from, to, fields: differenceOf(before.body, after.body) };
}
