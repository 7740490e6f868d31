import { DomainError } from '../../kernel/errors.ts';
import { DAY_MS } from '../../kernel/period.ts';
import type { Deps } from '../../store/deps.ts';
import { inTransaction } from '../../store/postgres.ts';
import { canonicalOf } from '../customer.reads.ts';
import { type Because, keepApart, linkCustomers, undoChange } from '../graph/correction.service.ts';
import { restoreCut } from '../graph/correction.store.ts';
import { lockIdentity } from '../resolution.store.ts';
import type { SuggestionState } from './review.contract.ts';
import { areKeptApart, findSuggestion, type FoundSuggestion, mergeBy } from './suggestion.reads.ts';
import { noteVerdict } from './suggestion.store.ts';

const SNOOZE_DAYS = 7;

export type ReviewDecision = {
  readonly decision: 'accept' | 'refuse' | 'snooze';
  readonly days?: number | undefined;
  readonly by: string;
};
export type Decided = { readonly id: string; readonly state: SuggestionState };

async function demandSuggestion(deps: Deps, id: string, states: readonly SuggestionState[]): Promise<FoundSuggestion> {
  const suggestion = await findSuggestion(deps.postgres, id);
  if (suggestion === undefined) {
    throw new DomainError('not-found', `There is no suggestion with the id ${id}.`, [
      { field: 'id', found: id, allowed: 'the id of a suggestion' },
    ]);
  }
  if (!states.includes(suggestion.state)) throw decidedAlready(suggestion.state, states);
  return suggestion;
}

function decidedAlready(state: SuggestionState, states: readonly SuggestionState[]): DomainError {
  return new DomainError(
    'state-conflict',
    `The suggestion is ${state}; this can be done to one that is ${states.join(' or ')}.`,
    [{ field: 'state', found: state, allowed: states.join(', ') }],
  );
}

const undecided = ['open', 'snoozed'] as const;

/**
 * Decides about a suggestion: the two are one person, or two, or it may wait. Throws `not-found`, and `state-conflict` when
 * somebody has decided before or a rule of the house forbids the merge.
 */
export async function decideSuggestion(
  deps: Deps,
  id: string,
  { decision, days, by }: ReviewDecision,
): Promise<Decided> {
  const suggestion = await demandSuggestion(deps, id, undecided);
  const at = deps.clock();
  const verdict = { snoozedUntil: null, by, at, correctionId: null };
  if (decision === 'snooze') {
    const snoozedUntil = at + (days ?? SNOOZE_DAYS) * DAY_MS;
    return note(deps, id, { ...verdict, state: 'snoozed', snoozedUntil });
  }
  const pair = [suggestion.a, suggestion.b] as const;
  const because: Because = { madeBy: by, reason: `lists, ${suggestion.bits.toFixed(1)} bits` };
  if (decision === 'refuse') {
    const { changeId } = await keepApart(deps, pair, because);
    return note(deps, id, { ...verdict, state: 'refused', correctionId: changeId });
  }
  const [one, other] = [await canonicalOf(deps.postgres, pair[0]), await canonicalOf(deps.postgres, pair[1])];
  if (one !== undefined && other !== undefined && (await areKeptApart(deps.postgres, one, other))) {
    throw new DomainError(
      'state-conflict',
      'Somebody has said of one of these that it is not the other. Take that back first, or join the two on their own page.',
      [{ field: 'decision', found: 'accept', allowed: 'refuse or snooze' }],
    );
  }
  const link = { kind: 'probabilistic', source: 'review', weight: suggestion.bits } as const;
  const { changeId } = await linkCustomers(deps, pair, because, link);
  return note(deps, id, { ...verdict, state: 'accepted', correctionId: changeId });
}

async function note(deps: Deps, id: string, verdict: Parameters<typeof noteVerdict>[3]): Promise<Decided> {
  if (!(await noteVerdict(deps.postgres, id, undecided, verdict))) throw decidedAlready('accepted', undecided);
  return { id, state: verdict.state };
}

/** Takes a decision back: a merge is undone, two that were kept apart may be one again. It is open then. */
export async function undoDecision(deps: Deps, id: string, by: string): Promise<Decided> {
  const suggestion = await demandSuggestion(deps, id, ['accepted', 'refused', 'snoozed']);
  const { state, correctionId, a, b } = suggestion;
  if (state === 'accepted' && correctionId !== null) {
    const merge = await mergeBy(deps.postgres, correctionId, [a, b]);
    if (merge !== undefined) await undoChange(deps, merge, { madeBy: by, reason: 'the decision was taken back' });
  }
  if (state === 'refused' && correctionId !== null) {
    await inTransaction(deps.postgres, async (tx) => {
      await lockIdentity(tx);
      await restoreCut(tx, correctionId);
    });
  }
  const open = { state: 'open', snoozedUntil: null, by: null, at: null, correctionId: null } as const;
  if (!(await noteVerdict(deps.postgres, id, [state], open))) throw decidedAlready('open', [state]);
  return { id, state: 'open' };
}
