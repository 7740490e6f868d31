import type { Did, Rule, RuleEvent, RuleFacts, ValuePath, ValueTest } from './rule.ts';
import { dayTextAgo, type Moment, periodOf } from './window.ts';

/** Whether the customer has reached a goal. What is not known counts as not reached, and is told of. */
export type GoalAnswer = (goalId: string) => boolean | 'unknown';

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valueAt(from: unknown, path: ValuePath): unknown {
  let value = from;
  for (const key of path) value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return value;
}

const DAY = /^\d{4}-\d{2}-\d{2}/;

/** Whether a value passes a test. A day is the first ten characters of a text, as they are written. */
function passes(value: unknown, test: ValueTest, moment: Moment): boolean {
  switch (test.op) {
    case 'exists':
      return value !== undefined && value !== null;
    case 'in':
      return test.values.some((each) => each === value);
    case 'contains':
      return typeof value === 'string' || Array.isArray(value) ? value.includes(test.text) : false;
    case 'number':
      return typeof value === 'number' && compares(value, test.than, test.value);
    case 'day': {
      if (typeof value !== 'string' || !DAY.test(value)) return false;
      const day = typeof test.day === 'string' ? test.day : dayTextAgo(test.day, moment);
      return test.than === '<' ? value.slice(0, 10) < day : value.slice(0, 10) >= day;
    }
    default:
      return test satisfies never;
  }
}

function compares(value: number, than: '<' | '<=' | '>' | '>=', other: number): boolean {
  if (than === '<') return value < other;
  if (than === '<=') return value <= other;
  return than === '>' ? value > other : value >= other;
}

function fits(event: RuleEvent, did: Did, moment: Moment): boolean {
  const { from, to } = periodOf(did.window, moment);
  return (
    event.at < to &&
    (from === null || event.at >= from) &&
    (did.event === null || event.name === did.event) &&
    (did.channels === null || did.channels.includes(event.channel)) &&
    (did.sources === null || did.sources.includes(event.source)) &&
    (did.products === null || did.products.some((product) => event.products.includes(product))) &&
    did.properties.every(({ path, test }) => passes(valueAt(event.properties, path), test, moment))
  );
}

/** How one condition came out; `failed` names the first condition that made a rule false. */
export type Judgement = { readonly holds: boolean; readonly failed: Rule | null };

/**
 * Judges a rule by how its conditions come out, wherever that was found out. The failed condition of `all` is its first
 * false one; of `any`, `any` itself, since each of its conditions failed; of `not`, `not` itself.
 */
export function judgeBy(rule: Rule, holds: (condition: Rule) => boolean): Judgement {
  switch (rule.kind) {
    case 'all': {
      const failed = rule.of.map((each) => judgeBy(each, holds)).find((each) => !each.holds);
      return failed ?? { holds: true, failed: null };
    }
    case 'any': {
      const isAny = rule.of.some((each) => judgeBy(each, holds).holds);
      return { holds: isAny, failed: isAny ? null : rule };
    }
    case 'not': {
      const isNot = !judgeBy(rule.of, holds).holds;
      return { holds: isNot, failed: isNot ? null : rule };
    }
    case 'attribute':
    case 'identifier':
    case 'did':
    case 'segment':
    case 'goal': {
      const isSo = holds(rule);
      return { holds: isSo, failed: isSo ? null : rule };
    }
    default:
      return rule satisfies never;
  }
}

/**
 * Judges a rule for one customer from plain facts. Segments must have been written out (`writeOut`): one that still
 * stands is false.
 */
export function judgeRule(
  rule: Rule,
  facts: RuleFacts,
  { goal = () => 'unknown', ...moment }: Moment & { readonly goal?: GoalAnswer },
): Judgement {
  return judgeBy(rule, (condition) => {
    if (condition.kind === 'attribute')
      return passes(valueAt(facts.attributes, condition.path), condition.test, moment);
    if (condition.kind === 'identifier') return facts.identifierTypes.includes(condition.type);
    if (condition.kind === 'goal') return goal(condition.id) === true;
    if (condition.kind !== 'did') return false;
    const { did } = condition;
    return facts.events.filter((event) => fits(event, did, moment)).length >= did.atLeast;
  });
}
