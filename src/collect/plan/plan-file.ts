import { parse, stringify } from 'yaml';
import { Compile } from 'typebox/compile';
import { DomainError, type FieldFault } from '../../kernel/errors.ts';
import { firstOf, inSentences } from '../../kernel/fault-list.ts';
import type { PlanVersionView } from './plan.contract.ts';
import { schemaFaults as fileFaults } from '../mapping-fault.ts';
import { type PlanFile, PlanFileSchema } from './plan-report.contract.ts';
import { isPlanName, type PlanSettings } from './plan.ts';
import { schemaFaults } from './schema-rules.ts';

/** The plan as a file, so that a company keeps it with its code, looks at changes there, and hands it in. */
const check = Compile(PlanFileSchema);
export const LONGEST_PLAN_FILE = 4_000_000;
const MOST_FAULTS = 20;

/** The file that says what is planned, in one order, so that a change of the plan is a change of few lines. */
export function planFileOf(settings: PlanSettings, versions: readonly PlanVersionView[]): PlanFile {
  const inOrder = versions.toSorted(
    (a, b) => a.type.localeCompare(b.type, 'en') || a.name.localeCompare(b.name, 'en') || a.version - b.version,
  );
  return {
    samspelPlan: 1,
    settings,
    events: inOrder.map(({ type, name, version, status, mode, description, owner, schema }) => ({
      type,
      name,
      version,
      status,
      mode,
      ...(description === null ? {} : { description }),
      ...(owner === null ? {} : { owner }),
      schema,
    })),
  };
}

export function writePlanFile(file: PlanFile): string {
  return stringify(file, { lineWidth: 120, aliasDuplicateObjects: false });
}

function invalid(faults: readonly FieldFault[], name: string): DomainError {
  return new DomainError(
    'plan-schema-invalid',
    `${name} is no plan: ${inSentences(faults)}`,
    firstOf(faults, MOST_FAULTS),
  );
}

/** Reads a plan from YAML or JSON. Throws `plan-schema-invalid` with the first 20 faults. */
export function readPlanFile(text: string, name = 'The file'): PlanFile {
  if (text.length > LONGEST_PLAN_FILE)
    throw invalid([{ field: '(file)', found: `${text.length} characters`, allowed: `${LONGEST_PLAN_FILE}` }], name);
  let read: unknown;
  try {
    read = parse(text, { maxAliasCount: 0 });
  } catch (error) {
    const [why] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw invalid([{ field: '(file)', found: why ?? '', allowed: 'YAML or JSON without aliases' }], name);
  }
  return checkPlanFile(read, name);
}

function repeatedIn(keys: readonly string[]): string[] {
  const seen = new Set<string>();
  return keys.filter((key) => seen.size === seen.add(key).size);
}

/** Makes sure that what was handed in is a plan, each schema with it. */
export function checkPlanFile(read: unknown, name = 'The plan'): PlanFile {
  if (!check.Check(read)) {
    const faults = fileFaults(PlanFileSchema, read).map((each) => ({ ...each, field: each.field || '(file)' }));
    throw invalid(faults, name);
  }
  const faults = read.events.flatMap((event, index) => {
    const at = `events.${index} (${event.name})`;
    const named = isPlanName(event)
      ? []
      : [{ field: `${at}.name`, found: event.name, allowed: `a name of a ${event.type}` }];
    return [...named, ...schemaFaults(event.schema).map((each) => ({ ...each, field: `${at}.${each.field}` }))];
  });
  const keys = read.events.map(({ type, name: of, version }) => `${type} ${of} ${version}`);
  const lives = read.events.filter((each) => each.status === 'live').map(({ type, name: of }) => `${type} ${of}`);
  for (const key of repeatedIn(keys))
    faults.push({ field: 'events', found: `${key} twice`, allowed: 'each version once' });
  for (const key of repeatedIn(lives))
    faults.push({ field: 'events', found: `${key} live in two versions`, allowed: 'one live version of a name' });
  if (faults.length > 0) throw invalid(faults, name);
  return read;
}

export type FileChange = {
  readonly added: PlanFile['events'];
  readonly changed: PlanFile['events'];
  readonly unchanged: number;
  /** Versions that were in force and in the file have another schema or are drafts: what was, does not change. */
  readonly refused: PlanFile['events'];
};

/** What handing in the file changes. Versions that it does not name stay as they are. */
export function changesOf(file: PlanFile, kept: readonly PlanVersionView[]): FileChange {
  const byKey = new Map(kept.map((each) => [`${each.type} ${each.name} ${each.version}`, each]));
  const added: PlanFile['events'] = [];
  const changed: PlanFile['events'] = [];
  const refused: PlanFile['events'] = [];
  for (const event of file.events) {
    const before = byKey.get(`${event.type} ${event.name} ${event.version}`);
    if (before === undefined) added.push(event);
    else if (before.status !== 'draft' && (event.status === 'draft' || !isSame(before.schema, event.schema)))
      refused.push(event);
    else if (!isSameVersion(before, event)) changed.push(event);
  }
  return { added, changed, refused, unchanged: file.events.length - added.length - changed.length - refused.length };
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function isSameVersion(before: PlanVersionView, event: PlanFile['events'][number]): boolean {
  return (
    isSame(before.schema, event.schema) &&
    before.mode === event.mode &&
    before.status === event.status &&
    before.description === (event.description ?? null) &&
    before.owner === (event.owner ?? null)
  );
}
