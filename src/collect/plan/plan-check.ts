import type { Call } from '../event.contract.ts';
import { nameOf, propertiesOf } from '../event.ts';
import type { PlanFile } from './plan-report.contract.ts';
import { type PlanCheck, planCheck, type Violation, violationKey } from './plan.ts';
import { compileSchema, demandSchema } from './schema-compile.ts';
import { shippedPlan } from './shipped/shipped-plan.ts';

/** Holds a file of events against a plan, and gathers what a person wants to read of it. */
export type CheckReport = {
  readonly events: number;
  readonly violating: number;
  /** Lines that are no calls at all. */
  readonly unread: readonly number[];
  readonly groups: readonly {
    readonly name: string;
    readonly violation: Violation;
    readonly lines: readonly number[];
  }[];
};

const LINES_SHOWN = 5;
const MOST_UNREAD = 20;

/** The check of a plan as a file has it; of the shipped one when there is none. */
export function checkOfFile(file: PlanFile | undefined): PlanCheck | undefined {
  const shipped = shippedPlan.map((each) => ({ ...each, version: 1, status: 'live', mode: 'observe' }) as const);
  const events = file?.events ?? shipped;
  const settings = file?.settings ?? { unknownNames: 'allow', unknownProperties: 'allow' };
  const checks = new Map(events.map(({ schema }) => [schema, compileSchema(demandSchema(schema))]));
  return planCheck(
    events.map((each, index) => ({ ...each, id: String(index) })),
    settings,
    ({ schema }) => checks.get(schema),
  );
}

function callIn(line: string): Call | undefined {
  try {
    const read = JSON.parse(line) as Call;
    return typeof read === 'object' && read !== null && typeof read.type === 'string' ? read : undefined;
  } catch {
    return undefined;
  }
}

/** Takes lines one by one, so that a file need not be in memory. */
export function startCheck(check: PlanCheck | undefined): {
  readonly take: (line: string) => void;
  readonly report: () => CheckReport;
} {
  let [lines, events, violating] = [0, 0, 0];
  const unread: number[] = [];
  const groups = new Map<string, { name: string; violation: Violation; lines: number[]; events: number }>();
  return {
    take(line) {
      lines += 1;
      if (line.trim() === '') return;
      events += 1;
      const call = callIn(line);
      if (call === undefined) {
        if (unread.length < MOST_UNREAD) unread.push(lines);
        violating += 1;
        return;
      }
      const held = check?.(call, nameOf(call), propertiesOf(call));
      if (held === undefined) return;
      violating += 1;
      for (const violation of held.violations) {
        const key = `${nameOf(call)} ${violationKey(violation)}`;
        const group = groups.get(key) ?? { name: nameOf(call), violation, lines: [], events: 0 };
        group.events += 1;
        if (group.lines.length < LINES_SHOWN) group.lines.push(lines);
        groups.set(key, group);
      }
    },
    report: () => ({
      events,
      violating,
      unread,
      groups: [...groups.values()].toSorted((a, b) => b.events - a.events),
    }),
  };
}
