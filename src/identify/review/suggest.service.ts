import { DomainError } from '../../kernel/errors.ts';
import type { Deps } from '../../store/deps.ts';
import { canonicalOf } from '../customer.reads.ts';
import { linkCustomers } from '../graph/correction.service.ts';
import { matchPeople } from '../matching/match.ts';
import { collectPeople, type People } from '../matching/people.ts';
import { personFields } from '../matching/person-field.ts';
import { personReader } from './person-of-customer.ts';
import { areKeptApart, readCandidates, surerThan } from './suggestion.reads.ts';
import { dropStale, finishRun, insertRun, type MatchRun, noteVerdict, saveSuggestions } from './suggestion.store.ts';
import { suggestionsOf } from './suggestion.ts';

export type SuggestOptions = {
  /** From which probability two customers are put before somebody. */
  readonly threshold: number;
  /** Above which probability they are merged without asking; null is never. */
  readonly mergeAbove: number | null;
  readonly madeBy: string;
  /** Even numbers from 0 to 1. */
  readonly random: () => number;
};

/** More than people ever look through; the surest come first. */
const MOST_SUGGESTIONS = 20_000;
const SAVED_TOGETHER = 1000;

/** The customers as records of a list. Two user ids are two people, whatever else agrees. */
async function peopleOf(deps: Deps): Promise<People> {
  const collected = collectPeople(personFields, 1);
  const read = personReader();
  for await (const candidates of readCandidates(deps.postgres)) {
    for (const { id, attributes, identifiers } of candidates) {
      const values = read({ attributes, identifiers });
      const userId = identifiers.find((each) => each.type === 'user_id')?.value;
      if (Object.keys(values).length > 0)
        collected.add({ id, list: 0, values, ...(userId === undefined ? {} : { apart: userId }) });
    }
  }
  return collected.finish();
}

/**
 * Looks through all customers for those that are one person though no identifier says so, keeps what it finds for
 * somebody to decide about, and merges by itself what is surer than was set.
 */
export async function suggestMatches(deps: Deps, options: SuggestOptions): Promise<MatchRun> {
  const startedAt = deps.clock();
  const people = await peopleOf(deps);
  const { threshold, mergeAbove, madeBy, random } = options;
  const matching = matchPeople(people, { threshold, oneToOne: false, random });
  const run: MatchRun = {
    id: deps.newId(),
    startedAt,
    finishedAt: deps.clock(),
    customers: people.count,
    compared: matching.compared,
    suggested: 0,
    merged: 0,
    threshold,
    mergeAbove,
    madeBy,
  };
  await insertRun(deps.postgres, run);
  const suggestions = suggestionsOf(people, matching, MOST_SUGGESTIONS);
  let suggested = 0;
  for (let from = 0; from < suggestions.length; from += SAVED_TOGETHER) {
    const part = suggestions.slice(from, from + SAVED_TOGETHER);
    suggested += await saveSuggestions(deps.postgres, part, { id: run.id, newId: deps.newId, now: deps.clock() });
  }
  await dropStale(deps.postgres, run.id);
  const merged = mergeAbove === null ? 0 : await mergeSurest(deps, run.id, mergeAbove, madeBy);
  const done = { ...run, finishedAt: deps.clock(), suggested: suggested - merged, merged };
  await finishRun(deps.postgres, done);
  return done;
}

/** Tells whether two have become one in this run, also by way of others. */
function joiner() {
  const parents = new Map<string, string>();
  const rootOf = (id: string): string => {
    let root = id;
    for (let up = parents.get(root); up !== undefined; up = parents.get(root)) root = up;
    if (root !== id) parents.set(id, root);
    return root;
  };
  return {
    areJoined: (a: string, b: string): boolean => rootOf(a) === rootOf(b),
    join(a: string, b: string): void {
      if (rootOf(a) !== rootOf(b)) parents.set(rootOf(a), rootOf(b));
    },
  };
}

/** What somebody has said stands before what lists say, also when the two meet by way of a third. */
async function isRefusedByHand({ postgres }: Deps, a: string, b: string): Promise<boolean> {
  const [one, other] = [await canonicalOf(postgres, a), await canonicalOf(postgres, b)];
  return one === undefined || other === undefined || areKeptApart(postgres, one, other);
}

/** Merges what is surer than was set, one pair at a time: each changes who is who for the next. */
async function mergeSurest(deps: Deps, runId: string, mergeAbove: number, madeBy: string): Promise<number> {
  let merged = 0;
  const joined = joiner();
  for (const { id, a, b, bits, probability } of await surerThan(deps.postgres, runId, mergeAbove)) {
    if (joined.areJoined(a, b)) continue;
    const reason = `the lists agree by ${bits.toFixed(1)} bits, a probability of ${probability.toFixed(4)}`;
    if (await isRefusedByHand(deps, a, b)) continue;
    try {
      const because = { madeBy, reason };
      const link = { kind: 'probabilistic', source: 'matching', weight: bits } as const;
      const { changeId } = await linkCustomers(deps, [a, b], because, link);
      const verdict = { state: 'accepted', snoozedUntil: null, by: madeBy, at: deps.clock() } as const;
      await noteVerdict(deps.postgres, id, ['open'], { ...verdict, correctionId: changeId });
      joined.join(a, b);
      merged += 1;
    } catch (error) {
      // A rule of the house forbids it; somebody is to look at it.
      if (!(error instanceof DomainError) || error.code !== 'state-conflict') throw error;
    }
  }
  return merged;
}
