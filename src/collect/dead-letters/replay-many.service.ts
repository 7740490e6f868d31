import { DomainError } from '../../kernel/errors.ts';
import { DAY_MS } from '../../kernel/period.ts';
import type { Deps } from '../../store/deps.ts';
import { inTransaction } from '../../store/postgres.ts';
import { enqueue, type Jobs } from '../../store/queue.ts';
import type { Intake } from '../intake.service.ts';
import type { LetterFilter, ReplayJob } from './dead-letter.contract.ts';
import { countOpenLetters, nextLetters, type StoredLetter } from './dead-letter.reads.ts';
import { judgeLetter } from './letter-judging.service.ts';
import {
  advanceReplay,
  deleteLettersBefore,
  finishReplay,
  insertReplay,
  markReplayed,
  saveFaults,
} from './letter-state.store.ts';
import { findReplay, openReplay, type ReplayState } from './replay.reads.ts';
import { faultOf, keepLetters, mendedTo } from './replay.service.ts';

const REPLAY_JOB = 'replay-dead-letters';
export const EXPIRY_JOB = 'expire-dead-letters';

const LETTERS_AT_ONCE = 500;
const MOST_PATCH_CHARACTERS = 32_768;

/** Asks for every open letter among those meant to be tried again, each with the same put right in it. */
export async function requestReplay(
  deps: Deps,
  wanted: { readonly filter: LetterFilter; readonly patch?: Readonly<Record<string, unknown>> | undefined },
  by: string,
): Promise<ReplayJob> {
  const patch = wanted.patch === undefined ? null : JSON.stringify(wanted.patch);
  if (patch !== null && patch.length > MOST_PATCH_CHARACTERS)
    throw new DomainError('body-too-large', `The patch is longer than ${MOST_PATCH_CHARACTERS} characters.`, [
      { field: 'patch', found: `${patch.length} characters`, allowed: `at most ${MOST_PATCH_CHARACTERS}` },
    ]);
  const id = deps.newId();
  await inTransaction(deps.postgres, async (tx) => {
    const letters = await countOpenLetters(tx, wanted.filter);
    await insertReplay(tx, { id, at: deps.clock(), by, filter: wanted.filter, patch, letters });
    await enqueue(tx, REPLAY_JOB, [{ id }], { key: `${REPLAY_JOB} ${id}` });
  });
  return demandReplay(deps, id);
}

export async function demandReplay(deps: Pick<Deps, 'postgres'>, id: string): Promise<ReplayJob> {
  const found = await findReplay(deps.postgres, id);
  if (found !== undefined) return found;
  throw new DomainError('not-found', `No replay has the id ${id}.`, [
    { field: 'id', found: id, allowed: 'the id of a replay' },
  ]);
}

/** Tries one page of letters. What holds is kept first; then letters and progress are marked together. */
async function replayPage(
  intake: Intake,
  id: string,
  replay: ReplayState,
  letters: readonly StoredLetter[],
): Promise<void> {
  const patch: unknown = replay.patch === null ? undefined : JSON.parse(replay.patch);
  const judged = await Promise.all(
    letters.map(async (letter) => ({ letter, judged: await judgeLetter(intake, letter, { patch }) })),
  );
  await keepLetters(intake, judged);
  const holding = judged.filter((each) => each.judged.kind !== 'refused');
  const faults = judged.flatMap((each) => (each.judged.kind === 'refused' ? [faultOf(each.letter, each.judged)] : []));
  const last = letters.at(-1);
  const { postgres, clock } = intake.deps;
  await inTransaction(postgres, async (tx) => {
    const done = holding.map(({ letter }) => ({ id: letter.id, mended: mendedTo(letter, { patch }) }));
    await markReplayed(tx, done, replay.by, clock());
    // What a patch made of a letter is not what the letter is.
    if (patch === undefined) await saveFaults(tx, faults);
    if (last !== undefined)
      await advanceReplay(tx, id, {
        tried: letters.length,
        replayed: holding.length,
        at: last.receivedAt,
        letterId: last.id,
      });
  });
}

async function runReplay(intake: Intake, id: string): Promise<void> {
  const { postgres, clock } = intake.deps;
  for (;;) {
    const replay = await openReplay(postgres, id);
    if (replay === undefined) return;
    const { filter, after, askedAt } = replay;
    const letters = await nextLetters(postgres, filter, after, askedAt, LETTERS_AT_ONCE);
    if (letters.length > 0) await replayPage(intake, id, replay, letters);
    if (letters.length < LETTERS_AT_ONCE) return finishReplay(postgres, id, clock());
  }
}

function idIn(item: unknown): string | undefined {
  const id = typeof item === 'object' && item !== null && 'id' in item ? item.id : undefined;
  return typeof id === 'string' ? id : undefined;
}

/** The jobs of the dead letters: replays, and the deletion of what is older than letters are kept. */
export function deadLetterJobs(intake: Intake, { keptDays }: { readonly keptDays: number }): Jobs {
  return {
    async [REPLAY_JOB](items) {
      for (const id of items.map(idIn)) if (id !== undefined) await runReplay(intake, id);
    },
    async [EXPIRY_JOB]() {
      const { postgres, clock } = intake.deps;
      await deleteLettersBefore(postgres, clock() - keptDays * DAY_MS);
    },
  };
}
