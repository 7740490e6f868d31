import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDeps, type TestDeps } from '../../../test/databases.ts';
import { DomainError } from '../../kernel/errors.ts';
import { readPlanFile } from './plan-file.ts';
import { answer, run } from './plan.command.ts';
import { shipPlan } from './plan.service.ts';
import { shippedPlan } from './shipped/shipped-plan.ts';
import { runCommand } from '../../../test/command.ts';

let given: TestDeps;
let folder: string;
beforeAll(async () => {
  given = await openDeps();
  folder = await mkdtemp(join(tmpdir(), 'samspel-plan-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await given.close();
});

const stdin = (text: string) => ({ stdin: Readable.from([text]) });

test('a plan is exported, and imported as it was changes nothing', async () => {
  await shipPlan(given.deps);
  const listed = await answer(given.deps, { act: 'list' }, stdin(''));
  expect(listed).toHaveLength(shippedPlan.length);
  const [text = ''] = await answer(given.deps, { act: 'export' }, stdin(''));
  expect(readPlanFile(text).events).toHaveLength(shippedPlan.length);
  const said = await answer(given.deps, { act: 'import', file: '-' }, stdin(text));
  expect(said).toEqual([`0 versions added, 0 changed, ${shippedPlan.length} as they were.\n`]);
});

describe('a file of events held against a plan', () => {
  const events = [
    { type: 'track', event: 'Order Completed', properties: { order_id: 'W-1', total: 10 } },
    { type: 'track', event: 'Order Completed', properties: { total: '10' } },
    { type: 'page', name: 'Jackor' },
  ];
  const ndjson = `${events.map((each) => JSON.stringify(each)).join('\n')}\nnonsense\n`;

  test('says what does not hold, and where', async () => {
    const file = join(folder, 'events.ndjson');
    await writeFile(file, ndjson);
    const { code, out } = await runCommand(run, ['check', file]);
    expect(code).toBe(1);
    expect(out.split('\n').slice(0, 4)).toEqual([
      '4 events, 2 hold, 2 do not.',
      'No call of the Segment spec: line 4',
      'Order Completed: required order_id: found nothing, allowed is a value (line 2)',
      'Order Completed: type total: found a text, allowed is number (line 2)',
    ]);
  });

  test('holds against the plan that is given', async () => {
    const plan = join(folder, 'plan.yaml');
    await writeFile(plan, 'samspelPlan: 1\nsettings: { unknownNames: block, unknownProperties: allow }\nevents: []\n');
    const file = join(folder, 'one.ndjson');
    await writeFile(file, JSON.stringify(events[0]));
    const { code, out } = await runCommand(run, ['check', file, '--plan', plan]);
    expect(code).toBe(1);
    expect(out).toContain('Order Completed: name-unknown');
  });
});

test.each([
  ['no YAML', 'a: [', /YAML or JSON/],
  ['aliases that unfold', 'a: &a [1]\nb: [*a, *a]', /YAML or JSON without aliases|no plan/],
  ['another shape', 'events: []', /no plan/],
  ['a version twice', versions(['live', 'retired'], [1, 1]), /twice/],
  ['two live versions', versions(['live', 'live'], [1, 2]), /live in two versions/],
  ['a schema that is none', versions(['live'], [1], { type: 'text' }), /events\.0 \(A\)\.type/],
])('a file with %s is refused in words', (_title, text, expected) => {
  expect(() => readPlanFile(text)).toThrow(expected);
  expect(() => readPlanFile(text)).toThrow(DomainError);
});

function versions(
  statuses: readonly string[],
  numbers: readonly number[],
  schema: object = { type: 'object' },
): string {
  const settings = { unknownNames: 'allow', unknownProperties: 'allow' };
  const events = numbers.map((version, index) => ({
    type: 'track',
    name: 'A',
    version,
    status: statuses[index],
    mode: 'warn',
    schema,
  }));
  return JSON.stringify({ samspelPlan: 1, settings, events });
}
