import fc from 'fast-check';
import { expect, test } from 'vitest';
import { USUAL_TIME_ZONE } from '../time-zone.ts';
import golden from './golden.json' with { type: 'json' };
import { judgeRule } from './judge.ts';
import { readRule } from './read-rule.ts';
import type { RuleFacts } from './rule.ts';
import { segmentsIn, writeOut } from './write-out.ts';

const worlds = new Map<string, RuleFacts>(
  Object.entries(golden.worlds).map(([name, world]) => [
    name,
    {
      attributes: world.attributes,
      identifierTypes: world.identifiers,
      events: world.events.map((event) => ({ ...event, at: Date.parse(event.at) })),
    },
  ]),
);
const beginning = { now: 0, timeZone: USUAL_TIME_ZONE };
const empty: RuleFacts = { attributes: {}, identifierTypes: [], events: [] };

test('every golden case comes out as it was worked out by hand', () => {
  expect(golden.cases.length).toBeGreaterThanOrEqual(120);
  for (const { world, rule, now, timeZone = USUAL_TIME_ZONE, expected } of golden.cases) {
    const read = readRule(rule);
    const facts = worlds.get(world) ?? empty;
    const at = { now: Date.parse(now), timeZone };
    expect({ rule, holds: judgeRule(read, facts, at).holds }).toEqual({ rule, holds: expected });
  }
});

test.each([
  [{}, 'rule'],
  [{ all: [] }, 'rule.all'],
  [{ all: [{ has: 'email' }, { has: 'E-mail' }] }, 'rule.all.1.has'],
  [{ attribute: 'city' }, 'rule'],
  [{ attribute: 'city', equals: 'a', contains: 'b' }, 'rule'],
  [{ attribute: 'city', like: 'a' }, 'rule.like'],
  [{ attribute: 'city\u0000', equals: 'a' }, 'rule.attribute'],
  [{ attribute: 'born', before: '2026-02-31' }, 'rule.before'],
  [{ attribute: 'age', atLeast: '4' }, 'rule.atLeast'],
  [{ did: 'x', within: { days: 1.5 } }, 'rule.within.days'],
  [{ did: 'x', within: { weeks: 1 } }, 'rule.within.weeks'],
  [{ did: 'x', zone: 'Mars/Base' }, 'rule.zone'],
  [{ did: 'x', since: '2026-02-31T00:00:00Z' }, 'rule.since'],
  [{ did: 'x', atLeast: 3, atMost: 2 }, 'rule'],
  [{ did: 'x', exactly: 1, atMost: 2 }, 'rule'],
  [{ first: 'x' }, 'rule'],
  [{ segment: 'vip' }, 'rule.segment'],
  [{ did: 'x', properties: [{ property: 'a', exists: false }] }, 'rule.properties.0.exists'],
  [{ any: Array.from({ length: 60 }, () => ({ did: 'x' })) }, 'rule'],
])('a rule that is none is refused with the path to its fault: %j', (rule, field) => {
  expect(() => readRule(rule)).toThrow(expect.objectContaining({ faults: [expect.objectContaining({ field })] }));
});

test('a rule that is too deep is refused, however deep', () => {
  let rule: unknown = { has: 'email' };
  for (let depth = 0; depth < 5000; depth += 1) rule = { not: rule };
  expect(() => readRule(rule)).toThrow('at most 12 deep');
});

test('whatever is sent as a rule is read or refused in words', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(() => readRule(value)).toThrow(expect.objectContaining({ code: 'field-invalid' }));
    }),
  );
});

const [A, B] = ['0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e01', '0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e02'];

test('a segment in a rule is written out; one that would contain itself, or that nobody has, is refused', () => {
  const rule = readRule({ all: [{ segment: A }, { has: 'phone' }] });
  expect(segmentsIn(rule)).toEqual([A]);
  const whole = writeOut(rule, new Map([[A, readRule({ has: 'email' })]]));
  expect(whole).toEqual(readRule({ all: [{ has: 'email' }, { has: 'phone' }] }));
  const round = new Map([
    [A, readRule({ segment: B })],
    [B, readRule({ not: { segment: A } })],
  ]);
  expect(() => writeOut(rule, round)).toThrow('would contain itself');
  expect(() => writeOut(rule, new Map())).toThrow('There is no segment');
});

test('a goal is answered by whoever knows; what is not known is not reached', () => {
  const rule = readRule({ goal: A });
  expect(judgeRule(rule, empty, beginning).holds).toBe(false);
  expect(judgeRule(rule, empty, { ...beginning, goal: (id) => id === A }).holds).toBe(true);
});

test('the first condition that fails is named', () => {
  const rule = readRule({ all: [{ has: 'email' }, { did: 'x' }, { has: 'phone' }] });
  const facts = { ...empty, identifierTypes: ['email'] };
  expect(judgeRule(rule, facts, beginning).failed).toEqual(readRule({ did: 'x' }));
});
