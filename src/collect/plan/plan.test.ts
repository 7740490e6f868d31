import { describe, expect, test } from 'vitest';
import { isPlanName, planCheck, type PlanSettings, type PlanVersion, saidVersion, shownName } from './plan.ts';
import { compileSchema } from './schema-compile.ts';

const allow: PlanSettings = { unknownNames: 'allow', unknownProperties: 'allow' };

function version(name: string, given: Partial<PlanVersion> = {}): PlanVersion {
  const schema = { type: 'object', properties: { price: { type: 'number' } }, required: ['price'] };
  return {
    id: `${name} ${given.version ?? 1}`,
    type: 'track',
    name,
    version: 1,
    status: 'live',
    mode: 'warn',
    schema,
    ...given,
  };
}

function holder(versions: readonly PlanVersion[], settings = allow) {
  return planCheck(versions, settings, ({ schema }) => compileSchema(schema));
}

const track = { type: 'track' } as const;

describe('an event held against the plan', () => {
  test('is asked nothing while the plan is empty', () => {
    expect(holder([])).toBeUndefined();
    expect(holder([version('Product Viewed', { status: 'draft' })])).toBeUndefined();
  });

  test('holds, or has its violations under the version and the mode of its name', () => {
    const check = holder([version('Product Viewed')]);
    expect(check?.(track, 'Product Viewed', { price: 1 })).toBeUndefined();
    expect(check?.(track, 'Product Viewed', {})).toMatchObject({
      mode: 'warn',
      version: 1,
      violations: [{ code: 'required', path: 'price' }],
    });
  });

  test('of a name that is not planned passes, is told or is blocked, as the plan says; pages are named by themselves', () => {
    for (const [unknownNames, mode] of [
      ['allow', undefined],
      ['warn', 'warn'],
      ['block', 'block'],
    ] as const) {
      const check = holder([version('Product Viewed')], { ...allow, unknownNames });
      expect(check?.(track, 'Product Veiwed', {})?.mode).toBe(mode);
      expect(check?.({ type: 'page' }, 'Jackor', {})).toBeUndefined();
    }
  });

  test('is blocked by the properties it may not bring, though its schema only observes', () => {
    const check = holder([version('Product Viewed', { mode: 'observe' })], { ...allow, unknownProperties: 'block' });
    expect(check?.(track, 'Product Viewed', {})?.mode).toBe('observe');
    const held = check?.(track, 'Product Viewed', { price: 1, channel: 'app', colour: 'röd' });
    expect(held).toMatchObject({ mode: 'block', violations: [{ code: 'unplanned', place: 'colour' }] });
  });

  test('may bring any property where the schema itself says so', () => {
    const open = version('Product Viewed', { schema: { type: 'object', additionalProperties: true } });
    expect(
      holder([open], { ...allow, unknownProperties: 'block' })?.(track, 'Product Viewed', { a: 1 }),
    ).toBeUndefined();
  });

  test('that says its version is held against that one, also when it is retired', () => {
    const old = version('Product Viewed', { status: 'retired', mode: 'block' });
    const check = holder([old, version('Product Viewed', { version: 2, schema: { type: 'object' } })]);
    expect(check?.(track, 'Product Viewed', {})).toBeUndefined();
    expect(check?.(track, 'Product Viewed', { schema_version: '1-0-2' })).toMatchObject({ version: 1, mode: 'block' });
    expect(check?.({ ...track, context: { protocols: { event_version: 3 } } }, 'Product Viewed', {})).toMatchObject({
      version: 2,
      violations: [{ code: 'version-unknown', found: 'version 3' }],
    });
  });

  test('of a name whose every version is retired is not planned', () => {
    const check = holder([version('Old Event', { status: 'retired' })], { ...allow, unknownNames: 'warn' });
    expect(check?.(track, 'Old Event', { price: 1 })).toMatchObject({ violations: [{ code: 'name-unknown' }] });
  });

  test('is every page when the entry is called *, but for the pages that have one of their own', () => {
    const any = version('*', { type: 'page' });
    const own = version('Kassa', { type: 'page', schema: { type: 'object' } });
    const check = holder([any, own]);
    expect(check?.({ type: 'page' }, 'Jackor', {})?.violations).toHaveLength(1);
    expect(check?.({ type: 'page' }, 'Kassa', {})).toBeUndefined();
    expect(check?.(track, 'Jackor', {})).toBeUndefined();
  });

  test('is let pass when its schema cannot be compiled', () => {
    expect(
      planCheck([version('Product Viewed')], allow, () => undefined)?.(track, 'Product Viewed', {}),
    ).toBeUndefined();
  });
});

test.each([
  [{ protocols: { event_version: 2 } }, { schema_version: 1 }, 2],
  [{ protocols: { event_version: '3' } }, {}, 3],
  [null, { schema_version: '4-1-0' }, 4],
  [undefined, { schema_version: 'v5.2' }, 5],
  [{}, { schema_version: 'latest' }, undefined],
  [{ protocols: 'x' }, { schema_version: 1.5 }, undefined],
  [{}, {}, undefined],
])('the version in %j and %j is %s', (context, properties, expected) => {
  expect(saidVersion(context, properties)).toBe(expected);
});

test('a name of the plan is the name of an event, the title of a page, or the type itself', () => {
  expect(isPlanName({ type: 'track', name: '*' })).toBe(false);
  expect(isPlanName({ type: 'screen', name: '*' })).toBe(true);
  expect(isPlanName({ type: 'identify', name: 'identify' })).toBe(true);
  expect(isPlanName({ type: 'identify', name: 'Signed Up' })).toBe(false);
});

test('a name of a property that may be somebody is not shown', () => {
  expect(['colour', 'pris (kr)', 'asa@example.se', '198001011234', 'kund 19800101'].map(shownName)).toEqual([
    'colour',
    '(a name that is not shown)',
    '(a name that is not shown)',
    '(a name that is not shown)',
    '(a name that is not shown)',
  ]);
});
