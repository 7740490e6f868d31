import { DomainError } from '../kernel/errors.ts';
import type { Deps } from '../store/deps.ts';
import { inTransaction, type Sql } from '../store/postgres.ts';
import { recordDeeds } from './audit.service.ts';
import { type Deed, type Doer, theSystem } from './audit.ts';
import { demandKnownChannels } from './channel-known.service.ts';
import { saveDepartments, saveOwners } from './channel.store.ts';
import { readOrigins } from './key-origin.ts';
import type { SourceFields, SourceInput, SourcePatch, SourceView } from './source.contract.ts';
import { findSource, listSources } from './source.reads.ts';
import { insertSource, lockSource, markRemoved, updateSource } from './source.store.ts';
import { changesBetween, isCountry, isSourceId, sourceIdOf } from './source.ts';

/** What a new source is where nothing else is said. */
const usual: Omit<SourceFields, 'name'> = {
  kind: 'server',
  channel: null,
  department: null,
  owner: null,
  origins: [],
  phoneCountry: null,
  purpose: '',
  state: 'active',
};

function demandId({ id, name }: SourceInput): string {
  const made = id ?? sourceIdOf(name);
  if (made !== undefined && isSourceId(made)) return made;
  throw new DomainError(
    'field-invalid',
    id === undefined
      ? `No id can be made of the name "${name}". Give the source an id of its own.`
      : `The id is "${id}", allowed are small letters, digits and hyphens, as web-shop.`,
    [{ field: 'id', found: id ?? 'nothing', allowed: 'small letters, digits and hyphens, as web-shop' }],
  );
}

/** The fields in their one form. Throws `field-invalid`. */
function settle(fields: SourceFields): SourceFields {
  const { phoneCountry } = fields;
  if (phoneCountry !== null && !isCountry(phoneCountry))
    throw new DomainError('field-invalid', `"${phoneCountry}" is no country. Write two letters, as SE.`, [
      { field: 'phoneCountry', found: phoneCountry, allowed: 'a country of ISO 3166, as SE' },
    ]);
  return { ...fields, origins: readOrigins(fields.origins) };
}

/** Sees that what the source belongs to is there: channels must be known, departments and owners are made by name. */
async function prepare(deps: Deps, tx: Sql, { channel, department, owner }: SourceFields): Promise<void> {
  if (channel !== null) await demandKnownChannels(tx, [channel], 'channel');
  if (department !== null) await saveDepartments(tx, [{ id: deps.newId(), name: department }]);
  if (owner !== null) await saveOwners(tx, [{ id: deps.newId(), name: owner }], deps.clock());
}

function deedOn(id: string, by: Doer, action: string, detail: Deed['detail'] = {}): Deed {
  return { by, action, subject: { kind: 'source', id }, detail };
}

function missing(id: string): DomainError {
  return new DomainError('not-found', `There is no source ${id}. GET /v1/sources lists the sources there are.`, [
    { field: 'id', found: id, allowed: 'the id of a source' },
  ]);
}

/** The source of this id. Throws `not-found`. */
export async function demandSource(sql: Sql, id: string, now: number): Promise<SourceView> {
  const source = await findSource(sql, id, now);
  if (source === undefined) throw missing(id);
  return source;
}

/** Makes a source in the caller's transaction; returns its id. An id that is or has been in use is refused. */
export async function addSourceWithin(deps: Deps, tx: Sql, input: SourceInput, by: Doer): Promise<string> {
  const id = demandId(input);
  const { id: _id, ...given } = input;
  const { state, ...fields } = settle({ ...usual, ...given });
  await prepare(deps, tx, { ...fields, state });
  if (!(await insertSource(tx, { ...fields, id, pausedAt: null }, deps.clock())))
    throw new DomainError(
      'state-conflict',
      `There is or has been a source ${id}. Its events carry that id, so no other may have it: choose another name or id.`,
      [{ field: 'id', found: id, allowed: 'an id that no source has had' }],
    );
  await recordDeeds(deps, tx, [deedOn(id, by, 'added', fields)]);
  return id;
}

/** Makes a source, without a key. */
export async function addSource(deps: Deps, input: SourceInput, by: Doer = theSystem): Promise<SourceView> {
  return inTransaction(deps.postgres, async (tx) => {
    const id = await addSourceWithin(deps, tx, input, by);
    return demandSource(tx, id, deps.clock());
  });
}

/** Makes the sources that are not there yet, and leaves those that are as they stand. Returns the ids of all. */
export async function ensureSources(
  deps: Deps,
  inputs: readonly SourceInput[],
  by: Doer = theSystem,
): Promise<string[]> {
  const ids = inputs.map(demandId);
  const known = new Set((await listSources(deps.postgres, deps.clock())).map((each) => each.id));
  const missingInputs = inputs.filter((_, index) => !known.has(ids[index] ?? ''));
  await inTransaction(deps.postgres, async (tx) => {
    for (const input of missingInputs) await addSourceWithin(deps, tx, input, by);
  });
  return ids;
}

/** Says anew what the patch names; two who change different things at once do not undo each other. */
export async function changeSource(deps: Deps, id: string, patch: SourcePatch, by: Doer): Promise<SourceView> {
  const now = deps.clock();
  return inTransaction(deps.postgres, async (tx) => {
    if (!(await lockSource(tx, id))) throw missing(id);
    const before = await demandSource(tx, id, now);
    const { id: _id, createdAt: _made, liveKeys: _keys, lastUsedAt: _used, pausedAt, ...fields } = before;
    const { state, ...after } = settle({ ...fields, ...patch });
    const changes = changesBetween(fields, { ...after, state });
    if (changes === undefined) return before;
    await prepare(deps, tx, { ...after, state });
    const pausedSince = pausedAt === null ? now : Date.parse(pausedAt);
    await updateSource(tx, { ...after, id, pausedAt: state === 'paused' ? pausedSince : null });
    await recordDeeds(deps, tx, [deedOn(id, by, 'changed', changes)]);
    return demandSource(tx, id, now);
  });
}

/** Takes a source away: its keys are revoked at once. What it has sent stays, and its id is never used again. */
export async function removeSource(deps: Deps, id: string, by: Doer): Promise<void> {
  await inTransaction(deps.postgres, async (tx) => {
    if (!(await lockSource(tx, id))) throw missing(id);
    await markRemoved(tx, id, deps.clock());
    await recordDeeds(deps, tx, [deedOn(id, by, 'removed')]);
  });
}
