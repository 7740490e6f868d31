import { DomainError, type FieldFault } from '../../kernel/errors.ts';
import { demandRoom, keepGood } from '../ingest.service.ts';
import type { Intake } from '../intake.service.ts';
import { receiveSightings } from '../sighting.service.ts';
import type { Sighting } from '../sighting.ts';
import type { LetterFilter, Replayed, Trial } from './dead-letter.contract.ts';
import { patched, readBody } from './dead-letter.ts';
import { loadLetter, type StoredLetter } from './dead-letter.reads.ts';
import { becameOf, judgeLetter, type JudgedLetter, type Mending } from './letter-judging.service.ts';
import { markDiscarded, markReplayed, type NewFault } from './letter-state.store.ts';

async function demandLetter(intake: Intake, id: string): Promise<StoredLetter> {
  const letter = await loadLetter(intake.deps.postgres, id);
  if (letter !== undefined) return letter;
  throw new DomainError('not-found', `No dead letter has the id ${id}. It may be older than they are kept.`, [
    { field: 'id', found: id, allowed: 'the id of a dead letter' },
  ]);
}

async function demandOpen(intake: Intake, id: string): Promise<StoredLetter> {
  const letter = await demandLetter(intake, id);
  if (letter.status === 'open') return letter;
  throw new DomainError('state-conflict', `The letter is ${letter.status} already. Nothing was done.`, [
    { field: 'status', found: letter.status, allowed: 'open' },
  ]);
}

/** Whether a letter would be taken in now, as it is or as it is mended to. Nothing is kept. */
export async function tryLetter(intake: Intake, id: string, mending: Mending): Promise<Trial> {
  const judged = await judgeLetter(intake, await demandLetter(intake, id), mending);
  return judged.kind === 'refused'
    ? { holds: false, code: judged.code, faults: [...judged.faults], became: [] }
    : { holds: true, code: null, faults: [], became: becameOf(judged) };
}

type Judged = { readonly letter: StoredLetter; readonly judged: JudgedLetter };

/** Keeps the events of letters that hold, together for each source. Answers the customers by letter. */
async function keepEvents(intake: Intake, letters: readonly Judged[]): Promise<Map<string, readonly string[]>> {
  const calls = letters.flatMap(({ letter, judged }) =>
    judged.kind === 'events'
      ? judged.held.map(({ call }) => ({ letterId: letter.id, source: judged.source, call }))
      : [],
  );
  const customers = new Map<string, string[]>();
  for (const [source, group] of Map.groupBy(calls, (each) => each.source)) {
    const good = group.map((each) => each.call);
    const resolved = await keepGood(intake, good, { source });
    for (const [index, { letterId }] of group.entries()) {
      const ids = customers.get(letterId) ?? [];
      ids.push(resolved[index]?.customerId ?? '');
      customers.set(letterId, ids);
    }
  }
  return customers;
}

async function keepSightings(intake: Intake, letters: readonly Judged[]): Promise<void> {
  const rows = letters.flatMap(({ letter, judged }) =>
    judged.kind === 'sighting' ? [{ source: letter.source ?? 'dead letters', ...rowOf(letter, judged.sighting) }] : [],
  );
  for (const [source, group] of Map.groupBy(rows, (each) => each.source))
    await receiveSightings(intake.deps, { fileName: source }, group);
}

function rowOf(letter: StoredLetter, sighting: Sighting) {
  return { line: letter.line ?? 1, reading: { sighting }, body: () => letter.body };
}

/**
 * Takes in the letters that hold. What they hold is on the disk when it returns; marking them is the caller's, in the
 * transaction in which it counts. Should that not come about they are open still, and taking them in again adds nothing.
 */
export async function keepLetters(intake: Intake, letters: readonly Judged[]): Promise<Map<string, readonly string[]>> {
  demandRoom(intake);
  await keepSightings(intake, letters);
  return keepEvents(intake, letters);
}

/** What a letter was mended to, to be kept beside what came; null when it was right as it came. */
export function mendedTo(letter: StoredLetter, { body, patch }: Mending): string | null {
  if (patch === undefined) return body === undefined || body === letter.body ? null : body;
  const read = readBody(body ?? letter.body);
  return 'fault' in read ? null : JSON.stringify(patched(read.value, patch));
}

function sentence(faults: readonly FieldFault[]): string {
  return faults.map((each) => `${each.field}: found ${each.found}, allowed is ${each.allowed}`).join('; ');
}

export function faultOf(letter: StoredLetter, judged: Extract<JudgedLetter, { kind: 'refused' }>): NewFault {
  const { code, faults } = judged;
  return { id: letter.id, code, field: faults[0]?.field ?? '(event)', reason: sentence(faults) };
}

/** Takes one letter in, as it is or as it is mended to; throws what is wrong with it when it does not hold. */
export async function replayLetter(intake: Intake, id: string, mending: Mending, by: string): Promise<Replayed> {
  const letter = await demandOpen(intake, id);
  const judged = await judgeLetter(intake, letter, mending);
  if (judged.kind === 'refused') throw new DomainError(judged.code, `${sentence(judged.faults)}.`, judged.faults);
  const customers = await keepLetters(intake, [{ letter, judged }]);
  const { postgres, clock } = intake.deps;
  await markReplayed(postgres, [{ id, mended: mendedTo(letter, mending) }], by, clock());
  return { became: becameOf(judged), customerIds: [...new Set(customers.get(id) ?? [])] };
}

/** Puts a letter away, with the reason. */
export async function discardLetter(intake: Intake, id: string, because: string, by: string): Promise<void> {
  const letter = await demandOpen(intake, id);
  const { postgres, clock } = intake.deps;
  await markDiscarded(postgres, { id: letter.id }, { by, because, at: clock() });
}

/** Puts away every open letter among those meant, with the reason, and says how many there were. */
export async function discardLetters(
  intake: Intake,
  filter: LetterFilter,
  because: string,
  by: string,
): Promise<number> {
  const { postgres, clock } = intake.deps;
  return markDiscarded(postgres, { filter }, { by, because, at: clock() });
}
