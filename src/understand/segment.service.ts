import { bringHomesUpToDate } from '../identify/home.service.ts';
import { DomainError, notListed } from '../kernel/errors.ts';
import { type Instant, toIso } from '../kernel/period.ts';
import { readRule } from '../kernel/rule/read-rule.ts';
import type { Rule } from '../kernel/rule/rule.ts';
import { ruleInWords } from '../kernel/rule/words.ts';
import { segmentsIn } from '../kernel/rule/write-out.ts';
import type { Deps } from '../store/deps.ts';
import { inTransaction, type Sql } from '../store/postgres.ts';
import { countByRule, listByRule, namesOf } from './rule.reads.ts';
import type { Members, RuleCountView, SegmentChange, SegmentInput, SegmentView } from './segment.contract.ts';
import {
  findSegment,
  type KeptSegment,
  listSegments,
  listVersions,
  loadWholeRule,
  segmentNames,
} from './segment.reads.ts';
import { lockSegments, saveSegment } from './segment.store.ts';

async function present(sql: Sql, kept: readonly KeptSegment[]): Promise<SegmentView[]> {
  const read = kept.map((segment) => ({ ...segment, rule: readRule(segment.rule), written: segment.rule }));
  const names = await segmentNames(sql, [...new Set(read.flatMap(({ rule }) => segmentsIn(rule)))]);
  const called = { segment: (id: string): string | undefined => names.get(id) };
  return read.map(({ rule, written, changedAt, ...rest }) => ({
    ...rest,
    rule: written,
    words: { sv: ruleInWords(rule, 'sv', called), en: ruleInWords(rule, 'en', called) },
    changedAt: toIso(changedAt),
  }));
}

/** The segments as people see them, the last changed first. */
export async function viewSegments(sql: Sql): Promise<SegmentView[]> {
  return present(sql, await listSegments(sql));
}

/** Every version of a segment, the newest first; the first is the one that holds. Throws `not-found`. */
export async function demandVersions(sql: Sql, id: string): Promise<SegmentView[]> {
  const versions = await present(sql, await listVersions(sql, id));
  if (versions.length === 0) throw notListed('a segment', id);
  return versions;
}

/** One segment as it is now. Throws `not-found`. */
export async function demandSegment(sql: Sql, id: string): Promise<SegmentView> {
  const kept = await findSegment(sql, id);
  const [view] = kept === undefined ? [] : await present(sql, [kept]);
  if (view === undefined) throw notListed('a segment', id);
  return view;
}

/** Keeps a new segment. Throws `field-invalid` with the path to what is wrong in its rule. */
export async function createSegment(deps: Deps, input: SegmentInput, by: string): Promise<SegmentView> {
  const id = deps.newId();
  const rule = readRule(input.rule);
  return inTransaction(deps.postgres, async (tx) => {
    await lockSegments(tx);
    await loadWholeRule(tx, rule, [id]);
    await saveSegment(tx, { id, version: 1, ...input, changedAt: deps.clock(), changedBy: by });
    return demandSegment(tx, id);
  });
}

/** Changes a segment into its next version. Throws `state-conflict` when somebody else has changed it since. */
export async function changeSegment(deps: Deps, id: string, input: SegmentChange, by: string): Promise<SegmentView> {
  const rule = readRule(input.rule);
  return inTransaction(deps.postgres, async (tx) => {
    await lockSegments(tx);
    const before = await findSegment(tx, id);
    if (before === undefined) throw notListed('a segment', id);
    if (before.version !== input.version) {
      throw new DomainError('state-conflict', `The segment is at version ${before.version}; read it and change that.`, [
        { field: 'version', found: String(input.version), allowed: String(before.version) },
      ]);
    }
    await loadWholeRule(tx, rule, [before.id]);
    const version = before.version + 1;
    await saveSegment(tx, { ...input, id, version, changedAt: deps.clock(), changedBy: by });
    return demandSegment(tx, id);
  });
}

/** What each channel needs to reach a customer. */
const reachedBy = [
  { channel: 'email', identifier: 'email' },
  { channel: 'sms', identifier: 'phone' },
  { channel: 'phone', identifier: 'phone' },
  { channel: 'push', identifier: 'device' },
] as const;

async function wholeRule(deps: Deps, written: unknown): Promise<Rule> {
  const rule = await loadWholeRule(deps.postgres, readRule(written));
  await bringHomesUpToDate(deps);
  return rule;
}

/** How many customers a rule holds for now, and how many of them each channel can reach. */
export async function countRule(deps: Deps, written: unknown): Promise<RuleCountView> {
  const now = deps.clock();
  const { customers, byIdentifier } = await countByRule(deps, await wholeRule(deps, written), now);
  const reachable = reachedBy.map((each) => ({ ...each, customers: byIdentifier[each.identifier] ?? 0 }));
  return { at: toIso(now), customers, reachable };
}

export type MemberPage = {
  readonly after?: string | undefined;
  readonly limit: number;
  readonly at?: Instant | undefined;
};

/** A page of the customers a rule holds for, by their ids. `at` of the first page keeps the later ones of one moment. */
export async function membersOfRule(deps: Deps, written: unknown, page: MemberPage): Promise<Members> {
  const now = page.at ?? deps.clock();
  const rule = await wholeRule(deps, written);
  const ids = await listByRule(deps, rule, { now, after: page.after ?? null, limit: page.limit });
  const names = await namesOf(deps.postgres, ids);
  return {
    at: toIso(now),
    customers: ids.map((id) => ({ id, name: names.get(id) ?? null })),
    next: ids.length === page.limit ? (ids.at(-1) ?? null) : null,
  };
}
