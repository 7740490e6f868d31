import { requestCheck } from '../collect/check-request.service.ts';
import { readRfc3339 } from '../collect/instant-text.ts';
import type { Actor } from '../http/auth.ts';
import { DomainError, notListed } from '../kernel/errors.ts';
import { DAY_MS, type Instant, toIso } from '../kernel/period.ts';
import { recordDeeds } from '../organisation/audit.service.ts';
import { listMembers } from '../organisation/member.reads.ts';
import type { Deps } from '../store/deps.ts';
import { inTransaction, type Sql } from '../store/postgres.ts';
import type { Contradiction } from './contradiction.contract.ts';
import { disputeOfContradiction, findContradiction } from './contradiction.reads.ts';
import { lockChecks } from './contradiction.store.ts';
import { type AcceptanceInput, LONGEST_ACCEPTANCE_DAYS, LONGEST_SNOOZE_DAYS } from './handling.contract.ts';
import { applyAcceptance, type Handling, lockHandling, saveHandling } from './handling.store.ts';

/** Who does it, about which contradiction. */
export type About = { readonly id: string; readonly by: Actor };

/** Lets a contradiction stand, with a reason, until an end and up to the difference that it has. */
export async function acceptContradiction(
  deps: Deps,
  about: About,
  { until, because }: AcceptanceInput,
): Promise<Contradiction> {
  const reason = because.trim();
  if (reason === '')
    throw new DomainError('field-invalid', 'because is empty, allowed is a reason that others understand.', [
      { field: 'because', found: 'nothing but spaces', allowed: 'a reason' },
    ]);
  const now = deps.clock();
  const end = demandEnd(until, now, LONGEST_ACCEPTANCE_DAYS);
  return handle(deps, about, 'accepted', ({ acceptance, ...rest }, { difference }) => {
    const accepted = difference && { amount: difference.amount, currency: difference.currency };
    const isSame =
      acceptance !== null &&
      acceptance.until === end &&
      acceptance.because === reason &&
      acceptance.difference?.amount === accepted?.amount &&
      acceptance.difference?.currency === accepted?.currency;
    if (isSame) return { ...rest, acceptance };
    return { ...rest, acceptance: { until: end, because: reason, difference: accepted, by: about.by.id, at: now } };
  });
}

/** Takes an acceptance back: the contradiction opens again. */
export async function withdrawAcceptance(deps: Deps, about: About): Promise<Contradiction> {
  return handle(deps, about, 'acceptance-withdrawn', (before) => ({ ...before, acceptance: null }));
}

/** Says who sees to a contradiction; `null` is nobody. Nobody is notified. Throws `field-invalid` for an unknown member. */
export async function assignContradiction(deps: Deps, about: About, member: string | null): Promise<Contradiction> {
  if (member !== null && !(await listMembers(deps.postgres)).some(({ id }) => id === member))
    throw new DomainError('field-invalid', `There is no member ${member}. GET /v1/members lists the members.`, [
      { field: 'member', found: member, allowed: 'the id of a member' },
    ]);
  return handle(deps, about, member === null ? 'unassigned' : 'assigned', (before) => ({
    ...before,
    assignee: member,
  }));
}

/** Puts a contradiction off, at most 30 days; it is open all the same. `null` brings it back. */
export async function snoozeContradiction(deps: Deps, about: About, until: string | null): Promise<Contradiction> {
  const end = until === null ? null : demandEnd(until, deps.clock(), LONGEST_SNOOZE_DAYS);
  return handle(deps, about, end === null ? 'woken' : 'snoozed', (before) => ({ ...before, snoozedUntil: end }));
}

/** One contradiction. Throws `not-found`. */
export async function demandContradiction(sql: Sql, id: string): Promise<Contradiction> {
  const found = await findContradiction(sql, id);
  if (found === undefined) throw notListed('a contradiction', id);
  return found;
}

/** Changes what is done about a contradiction, and writes it down; what changes nothing is not written down again. */
async function handle(
  deps: Deps,
  { id, by }: About,
  action: string,
  change: (before: Handling, found: Contradiction) => Handling,
): Promise<Contradiction> {
  return inTransaction(deps.postgres, async (tx) => {
    // A check that has begun must not write over what is said meanwhile, nor close what is being accepted.
    await lockChecks(tx);
    const found = await demandContradiction(tx, id);
    if (found.status === 'closed')
      throw new DomainError('state-conflict', 'The contradiction is closed, so there is nothing left to do about it.', [
        { field: 'status', found: 'closed', allowed: 'open, answered, excepted or accepted' },
      ]);
    const dispute = await disputeOfContradiction(tx, id);
    const before = await lockHandling(tx, dispute);
    const after = change(before, found);
    if (JSON.stringify(after) === JSON.stringify({ ...after, ...before })) return found;
    await saveHandling(tx, dispute, after);
    if (after.acceptance !== before.acceptance) await changeStatus(deps, tx, { id, dispute, found, after });
    await recordDeeds(deps, tx, [{ by, action, subject: { kind: 'contradiction', id }, detail: detailOf(after) }]);
    return demandContradiction(tx, id);
  });
}

type Changed = {
  readonly id: string;
  readonly dispute: string;
  readonly found: Contradiction;
  readonly after: Handling;
};

async function changeStatus(deps: Deps, tx: Sql, { id, dispute, found, after }: Changed): Promise<void> {
  await applyAcceptance(tx, dispute, after.acceptance);
  if (after.acceptance === null) return;
  const delaySeconds = (after.acceptance.until - deps.clock()) / 1000;
  // It opens again when the acceptance ends: then the channels are compared anew.
  await requestCheck(tx, [found.product], { key: `acceptance ${id}`, delaySeconds });
}

function detailOf({ acceptance, assignee, snoozedUntil }: Handling): Record<string, unknown> {
  return {
    acceptedUntil: toIso(acceptance?.until ?? null),
    because: acceptance?.because ?? null,
    assignee,
    snoozedUntil: toIso(snoozedUntil),
  };
}

function demandEnd(text: string, now: Instant, days: number): Instant {
  const end = readRfc3339(text);
  const last = now + days * DAY_MS;
  if (end !== undefined && now < end && end <= last) return end;
  throw new DomainError(
    'field-invalid',
    `until is ${text}, allowed is a time to come, at most ${days} days ahead (${toIso(last)}).`,
    [{ field: 'until', found: text, allowed: `a time after ${toIso(now)} and at most ${toIso(last)}` }],
  );
}
