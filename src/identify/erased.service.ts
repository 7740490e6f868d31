import type { Instant } from '../kernel/period.ts';
import type { Deps } from '../store/deps.ts';
import type { Sql } from '../store/postgres.ts';
import { addErased, erasureKey, findErased, keepErasureKey, latestErasure } from './erased.store.ts';
import { type Identifier, keyOfIdentifier } from './identifier.ts';
import { demandVault } from './secret.service.ts';

type Seen = { readonly identifiers: readonly Identifier[]; readonly at: Instant };

// An erasure by another process is known here within this time.
const TRUSTED_MS = 1000;
/** What is older than this when it comes is not live, and is held against the list itself and not what is remembered of it. */
const LATE_MS = 60_000;

/** What a process remembers of the list, so that live events do not ask for it. */
export type ErasedMemory = {
  askedAt: Instant;
  latest: Instant | undefined;
  /** The look at the list that is under way: all who need one at that moment wait for the same. */
  asking: Promise<Instant | undefined> | undefined;
  hasher: ((text: string) => string) | undefined;
};

export function newErasedMemory(): ErasedMemory {
  return { askedAt: -Infinity, latest: undefined, asking: undefined, hasher: undefined };
}

/**
 * Which of these tell of somebody who was erased, from before that: an old file that is taken in again must not bring
 * them back. What they do after it is new. What happens now is newer than any erasure, so it costs a comparison.
 */
export async function erasedAmong(deps: Deps, batch: readonly Seen[], memory: ErasedMemory): Promise<boolean[]> {
  const now = deps.clock();
  const isLate = batch.some((each) => each.at < now - LATE_MS);
  const latest = isLate ? await latestErasure(deps.postgres) : await latestRemembered(deps, memory, now);
  if (latest === undefined || batch.every((each) => each.at >= latest)) return batch.map(() => false);
  const hasher = (memory.hasher ??= await hasherOf(deps));
  const hashes = batch.map(({ at, identifiers }) =>
    at >= latest ? [] : identifiers.map((each) => hasher(textToHash(deps, each))),
  );
  const erased = await findErased(deps.postgres, [...new Set(hashes.flat())]);
  return batch.map(({ at }, index) => (hashes[index] ?? []).some((hash) => at < (erased.get(hash) ?? -Infinity)));
}

async function latestRemembered(deps: Deps, memory: ErasedMemory, now: Instant): Promise<Instant | undefined> {
  if (Math.abs(now - memory.askedAt) < TRUSTED_MS) return memory.latest;
  memory.asking ??= latestErasure(deps.postgres).finally(() => (memory.asking = undefined));
  memory.latest = await memory.asking;
  memory.askedAt = now;
  return memory.latest;
}

/** What is hashed. A secret identifier's own hash changes with the vault's key, so it is the number itself that is. */
function textToHash(deps: Deps, { type, value, secret }: Identifier): string {
  const number = secret && demandVault(deps.identifierSettings).open(type, secret.sealed);
  return keyOfIdentifier({ type, value: number ?? value });
}

async function hasherOf(deps: Deps): Promise<(text: string) => string> {
  const vault = demandVault(deps.identifierSettings);
  const sealed = (await erasureKey(deps.postgres)) ?? (await keepErasureKey(deps.postgres, vault.sealNewKey()));
  return vault.hasherOf(sealed);
}

/** Puts identifiers on the list of the erased, as part of the caller's transaction. Returns how many. */
export async function keepErased(
  deps: Deps,
  tx: Sql,
  identifiers: readonly Identifier[],
  now: Instant,
): Promise<number> {
  const hasher = await hasherOf(deps);
  const hashes = [...new Set(identifiers.map((each) => hasher(textToHash(deps, each))))];
  if (hashes.length > 0) await addErased(tx, hashes, now);
  return hashes.length;
}
