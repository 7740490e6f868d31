import { hashToken, newToken } from '../http/auth.ts';
import { DomainError } from '../kernel/errors.ts';
import { isUuid } from '../kernel/id.ts';
import { DAY_MS, type Instant } from '../kernel/period.ts';
import type { Deps } from '../store/deps.ts';
import { inTransaction, type Sql } from '../store/postgres.ts';
import { recordDeeds } from './audit.service.ts';
import { type Deed, type Doer, theSystem } from './audit.ts';
import { demandKnownChannels } from './channel-known.service.ts';
import type { KeyInput, NewKey, Rotated, RotationInput } from './key.contract.ts';
import { type KeyPurpose, lockKey, markReplaced, revokeKey, saveKeys } from './key.store.ts';
import { addSourceWithin, demandSource } from './source.service.ts';

/** Long enough to change the key in the systems that use it, short enough not to be forgotten. */
const OVERLAP_DAYS = 7;
const LONGEST_OVERLAP_MS = 365 * DAY_MS;
/** The prefix and four characters of 32: to know a key by, of no use to guess it. */
const SHOWN_CHARACTERS = 7;

/** Of a source's key the audit speaks as of its source, so that all of a source is found in one place. */
function deedOn(id: string, { source, name }: KeyPurpose, by: Doer, action: string, more: Deed['detail'] = {}): Deed {
  const subject = source === null ? { kind: 'key', id } : { kind: 'source', id: source };
  return { by, action, subject, detail: { key: id, name, ...more } };
}

type Made = NewKey & { readonly startsWith: string };

/** Makes keys and keeps them by their hashes; whoever asks for them writes down why. */
async function makeKeys(deps: Deps, tx: Sql, purposes: readonly KeyPurpose[], by: Doer): Promise<Made[]> {
  const made = purposes.map((each) => ({
    ...each,
    id: deps.newId(),
    key: newToken(each.kind === 'write' ? 'wk' : 'sk'),
  }));
  const rows = made.map(({ key, ...each }) => ({
    ...each,
    startsWith: key.slice(0, SHOWN_CHARACTERS),
    keyHash: hashToken(key),
  }));
  await saveKeys(tx, rows, `${by.kind}:${by.name}`, deps.clock());
  return made.map(({ id, key, source }) => ({ id, key, source, startsWith: key.slice(0, SHOWN_CHARACTERS) }));
}

async function addWithin(deps: Deps, tx: Sql, purposes: readonly KeyPurpose[], by: Doer): Promise<NewKey[]> {
  const made = await makeKeys(deps, tx, purposes, by);
  const deeds = purposes.map((purpose, index) => {
    const { id = '', startsWith } = made[index] ?? {};
    return deedOn(id, purpose, by, 'key-added', { startsWith });
  });
  await recordDeeds(deps, tx, deeds);
  return made.map(({ startsWith: _start, ...each }) => each);
}

/** A write key is its source's; one that is asked for by a name alone is made with a source of that name. */
async function purposeOf(deps: Deps, tx: Sql, input: KeyInput, by: Doer): Promise<KeyPurpose> {
  const { name, kind, channel = null, origins = [] } = input;
  if (kind === 'write') {
    const said = { name, channel, origins, kind: origins.length > 0 ? 'browser' : 'server' } as const;
    return { name, kind, channel: null, source: await addSourceWithin(deps, tx, said, by) };
  }
  if (origins.length > 0)
    throw new DomainError(
      'field-invalid',
      'A channel key may ask and promise, so it is used from no page. Leave the origins out, or make a write key.',
      [{ field: 'origins', found: 'origins of a channel key', allowed: 'origins of a write key' }],
    );
  return { name, kind, channel, source: null };
}

/** Makes keys, in the order asked for, and returns them this once: only their hashes are kept. */
export async function addKeys(deps: Deps, inputs: readonly KeyInput[], by: Doer = theSystem): Promise<NewKey[]> {
  return inTransaction(deps.postgres, async (tx) => {
    const channels = inputs.flatMap(({ kind, channel }) => (kind === 'channel' && channel ? [channel] : []));
    if (channels.length > 0) await demandKnownChannels(tx, channels, 'channel');
    const purposes: KeyPurpose[] = [];
    // Sources are made one after the other: there are a handful, and each may find its name taken.
    for (const input of inputs) purposes.push(await purposeOf(deps, tx, input, by));
    return addWithin(deps, tx, purposes, by);
  });
}

function only<T>(made: readonly T[]): T {
  const [first] = made;
  if (first === undefined) throw new Error('No key was made.');
  return first;
}

/** Makes a key, and returns it this once. */
export async function addKey(deps: Deps, input: KeyInput, by: Doer = theSystem): Promise<NewKey> {
  return only(await addKeys(deps, [input], by));
}

/** Makes a write key for a source there is, and returns it this once. */
export async function addSourceKey(
  deps: Deps,
  asked: { readonly source: string; readonly name?: string },
  by: Doer = theSystem,
): Promise<NewKey> {
  return inTransaction(deps.postgres, async (tx) => {
    const source = await demandSource(tx, asked.source, deps.clock());
    const purpose = { name: asked.name ?? source.name, kind: 'write', channel: null, source: source.id } as const;
    return only(await addWithin(deps, tx, [purpose], by));
  });
}

function missing(id: string): DomainError {
  return new DomainError('not-found', `There is no key with the id ${id}. \`samspel keys\` lists the keys there are.`, [
    { field: 'id', found: id, allowed: 'the id of a key' },
  ]);
}

/** Until when the old key is good. Throws `field-invalid`. */
function endOf({ oldUntil, overlapDays }: RotationInput, now: Instant): Instant {
  if (oldUntil !== undefined && overlapDays !== undefined)
    throw new DomainError('field-invalid', 'Both oldUntil and overlapDays are given. Give one of them, or neither.', [
      { field: 'overlapDays', found: String(overlapDays), allowed: 'nothing where oldUntil is given' },
    ]);
  const end = oldUntil === undefined ? now + (overlapDays ?? OVERLAP_DAYS) * DAY_MS : Date.parse(oldUntil);
  if (end <= now + LONGEST_OVERLAP_MS) return Math.max(now, end);
  const found = new Date(end).toISOString();
  throw new DomainError('field-invalid', `The old key would be good until ${found}, allowed is a year at most.`, [
    { field: 'oldUntil', found, allowed: 'a time within a year' },
  ]);
}

/** Makes the key that takes the place of another, which is good a while longer: a week, or as long as is asked for. */
export async function rotateKey(
  deps: Deps,
  id: string,
  asked: RotationInput = {},
  by: Doer = theSystem,
): Promise<Rotated> {
  const oldUntil = endOf(asked, deps.clock());
  return inTransaction(deps.postgres, async (tx) => {
    const held = isUuid(id) ? await lockKey(tx, id) : undefined;
    if (held === undefined) throw missing(id);
    if (held.isRevoked || held.isReplaced)
      throw new DomainError(
        'state-conflict',
        `The key ${id} ${held.isRevoked ? 'is revoked' : 'has been rotated already'}. Rotate one that is in use, or make a new one.`,
        [{ field: 'id', found: held.isRevoked ? 'a revoked key' : 'a rotated key', allowed: 'a key in use' }],
      );
    const { name, kind, channel, source } = held;
    const { startsWith, ...made } = only(await makeKeys(deps, tx, [{ name, kind, channel, source }], by));
    await markReplaced(tx, id, made.id, oldUntil);
    const told = { replaces: id, oldUntil: new Date(oldUntil).toISOString() };
    await recordDeeds(deps, tx, [deedOn(made.id, held, by, 'key-rotated', { startsWith, ...told })]);
    return { ...made, ...told };
  });
}

/** Revokes a key, at once and for every process. Revoking twice is revoking once. */
export async function withdrawKey(deps: Deps, id: string, by: Doer = theSystem): Promise<void> {
  await inTransaction(deps.postgres, async (tx) => {
    const held = isUuid(id) ? await lockKey(tx, id) : undefined;
    if (held === undefined) throw missing(id);
    if (held.isRevoked) return;
    await revokeKey(tx, id, deps.clock());
    await recordDeeds(deps, tx, [deedOn(id, held, by, 'key-revoked')]);
  });
}
