import { DAY_MS } from '../../kernel/period.ts';
import type { Deps } from '../../store/deps.ts';
import type { PlanVersionView } from './plan.contract.ts';
import type { DryRun, Learnt, PlanDetail, PlanEntry, PlanView, ViolatingEvent } from './plan-report.contract.ts';
import {
  type NameVolume,
  pastEvents,
  type Scope,
  violatingEvents,
  violationGroups,
  volumeOf,
  volumesByName,
} from './plan-report.reads.ts';
import { listVersions, planSettings, versionsOf } from './plan.reads.ts';
import { demandPlanName } from './plan.service.ts';
import { type PlanName, violationKey } from './plan.ts';
import { compileSchema, demandSchema } from './schema-compile.ts';
import { compareSchemas } from './schema-diff.ts';
import { startLearning } from './schema-learn.ts';

/** How the plan is kept to: the list, one name, what can be learnt of it, and what a draft would have done. */
const USUAL_DAYS = 7;
const LEARNING_DAYS = 30;
const LEARNT_EVENTS = 10_000;
const TRIED_EVENTS = 20_000;
const MOST_GROUPS = 50;
const SHOWN_EVENTS = 50;

/** Everything that is planned or came, the most frequent first. */
export async function viewPlan(deps: Deps, days: number = USUAL_DAYS): Promise<PlanView> {
  const [settings, versions] = await Promise.all([planSettings(deps.postgres), listVersions(deps.postgres)]);
  const volumes = await volumesByName(deps.clickhouse, deps.clock() - days * DAY_MS, versions);
  const byName = Map.groupBy(versions, ({ type, name }) => `${type} ${name}`);
  const volumeByName = new Map(volumes.map((each) => [`${each.type} ${each.name}`, each]));
  const entries = [...new Set([...volumeByName.keys(), ...byName.keys()])].flatMap((key) =>
    entryOf(byName.get(key) ?? [], volumeByName.get(key)),
  );
  return { settings, days, entries };
}

function entryOf(versions: readonly PlanVersionView[], volume: NameVolume | undefined): PlanEntry[] {
  const named: PlanName | undefined = versions[0] ?? volume;
  if (named === undefined) return [];
  const live = versions.find((each) => each.status === 'live');
  const told = live ?? versions[0];
  return [
    {
      type: named.type,
      name: named.name,
      isPlanned: live !== undefined,
      live: live?.version ?? null,
      mode: live?.mode ?? null,
      versions: versions.length,
      drafts: versions.filter((each) => each.status === 'draft').length,
      description: told?.description ?? null,
      owner: told?.owner ?? null,
      events: volume?.events ?? 0,
      violating: volume?.violating ?? 0,
      lastSeenAt: volume?.lastSeenAt ?? null,
    },
  ];
}

async function scopeOf(deps: Deps, { type, name }: PlanName, days: number): Promise<Scope> {
  demandPlanName({ type, name });
  const others = name === '*' ? (await listVersions(deps.postgres)).filter((each) => each.type === type) : [];
  return { type, name, since: deps.clock() - days * DAY_MS, others: others.map((each) => each.name) };
}

type Asked = PlanName & { readonly days?: number | undefined };

/** One name: its versions, and what it violated. */
export async function viewPlanName(deps: Deps, { type, name, days = USUAL_DAYS }: Asked): Promise<PlanDetail> {
  const scope = await scopeOf(deps, { type, name }, days);
  const [versions, volume, groups] = await Promise.all([
    versionsOf(deps.postgres, { type, name }),
    volumeOf(deps.clickhouse, scope),
    violationGroups(deps.clickhouse, scope),
  ]);
  return { type, name, days, ...volume, versions, groups };
}

type AskedEvents = Asked & {
  readonly violation?: string | undefined;
  readonly source?: string | undefined;
  readonly limit?: number | undefined;
};

/** The events behind a violation. */
export async function viewViolating(
  deps: Deps,
  { violation, source, limit = SHOWN_EVENTS, days = USUAL_DAYS, ...named }: AskedEvents,
): Promise<ViolatingEvent[]> {
  return await violatingEvents(deps.clickhouse, {
    ...(await scopeOf(deps, named, days)),
    ...(violation === undefined ? {} : { violation }),
    ...(source === undefined ? {} : { source }),
    limit,
  });
}

type Sampled = Asked & { readonly most?: number | undefined };

/** A draft of what the events of a name hold, learnt from those that came, with what it rests on. Nothing is kept. */
export async function learnFromTraffic(
  deps: Deps,
  { days = LEARNING_DAYS, most = LEARNT_EVENTS, ...named }: Sampled,
): Promise<Learnt> {
  const scope = await scopeOf(deps, named, days);
  const learning = startLearning();
  for await (const events of pastEvents(deps.clickhouse, scope, { most, order: 'spread' }))
    for (const event of events) learning.take(event);
  return { days, ...learning.result() };
}

type Tried = Sampled & { readonly schema: unknown };

/** What the newest events of a name would have violated, had this schema been in force. Nothing is kept. */
export async function tryOnTraffic(
  deps: Deps,
  { schema, days = LEARNING_DAYS, most = TRIED_EVENTS, ...named }: Tried,
): Promise<DryRun> {
  const check = compileSchema(demandSchema(schema));
  const scope = await scopeOf(deps, named, days);
  const sources = new Map<string, { events: number; violating: number }>();
  const groups = new Map<string, { events: number; found: string; allowed: string }>();
  for await (const events of pastEvents(deps.clickhouse, scope, { most, order: 'newest' }))
    for (const { source, properties } of events) {
      const violations = check.violations(properties) ?? [];
      const counted = sources.get(source) ?? { events: 0, violating: 0 };
      counted.events += 1;
      if (violations.length > 0) counted.violating += 1;
      sources.set(source, counted);
      for (const [key, { found, allowed }] of new Map(violations.map((each) => [violationKey(each), each]))) {
        const group = groups.get(key) ?? { events: 0, found, allowed };
        group.events += 1;
        groups.set(key, group);
      }
    }
  const bySource = [...sources].map(([source, each]) => ({ source, ...each }));
  return {
    days,
    events: bySource.reduce((sum, each) => sum + each.events, 0),
    violating: bySource.reduce((sum, each) => sum + each.violating, 0),
    sources: bySource.toSorted((a, b) => b.violating - a.violating || b.events - a.events),
    groups: [...groups]
      .map(([violation, each]) => ({ violation, ...each }))
      .toSorted((a, b) => b.events - a.events)
      .slice(0, MOST_GROUPS),
  };
}

/** What a schema asks that another did not; both must be schemas that the plan takes. */
export function compareVersions({ before, after }: { readonly before: unknown; readonly after: unknown }) {
  const { isCompatible, changes } = compareSchemas(demandSchema(before), demandSchema(after));
  return { isCompatible, changes: [...changes] };
}
