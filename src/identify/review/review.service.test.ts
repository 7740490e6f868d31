import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../../test/given.ts';
import { canonicalOf } from '../customer.reads.ts';
import { evenNumbers } from '../../kernel/even-numbers.ts';
import { resolveCustomers } from '../resolve.service.ts';
import type { SuggestionPage, SuggestionView } from './review.contract.ts';
import { readCandidates } from './suggestion.reads.ts';
import { suggestMatches } from './suggest.service.ts';

/** A list of people as a source tells of them: half of the records are somebody who stands there twice or more. */
const csv = readFileSync(new URL('../../../examples/identity/fake_1000.csv', import.meta.url), 'utf8').trim();
const [header = '', ...lines] = csv.split('\n');
const names = header.trim().split(',');
const listed = lines.map((line) => {
  const cells = line.trim().split(',');
  return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']));
});

let given: TestApp;
const clusterOf = new Map<string, string>();
beforeAll(async () => {
  given = await openApp();
  const homes = await resolveCustomers(
    given.deps,
    given.deps.postgres,
    listed.slice(0, 200).map((row) => ({
      identifiers: [{ type: 'crm_id', value: `fake-${row['unique_id']}` }],
      source: 'list',
      at: given.clock.now(),
      attributes: {
        firstName: row['first_name'],
        lastName: row['surname'],
        birthday: row['dob'],
        city: row['city'],
        email: row['email'],
      },
    })),
  );
  for (const [index, { customerId }] of homes.entries()) clusterOf.set(customerId, listed[index]?.['cluster'] ?? '');
});
afterAll(() => given.close());

async function run(mergeAbove: number | null = null) {
  return suggestMatches(given.deps, { threshold: 0.5, mergeAbove, madeBy: 'test', random: evenNumbers(1) });
}

async function list(state = 'open', more = ''): Promise<SuggestionPage> {
  const url = `/v1/match-suggestions?state=${state}${more}`;
  const answer = await given.app.inject({ url, headers: given.member });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<SuggestionPage>();
}

async function tell(id: string, what: 'decision' | 'undo', body?: object) {
  return given.app.inject({
    method: 'POST',
    url: `/v1/match-suggestions/${id}/${what}`,
    headers: given.member,
    ...(body === undefined ? {} : { payload: body }),
  });
}

async function first(): Promise<SuggestionView> {
  const [found] = (await list()).suggestions;
  if (found === undefined) throw new Error('nothing is suggested');
  return found;
}

async function areOne({ a, b }: Pick<SuggestionView, 'a' | 'b'>): Promise<boolean> {
  const [one, other] = [await canonicalOf(given.deps.postgres, a.id), await canonicalOf(given.deps.postgres, b.id)];
  return one === other;
}

describe('the queue of customers that may be one person', () => {
  test('is filled from the customers themselves, the surest first, and is nearly always right', async () => {
    const { customers, suggested, merged } = await run();
    expect(customers).toBe(200);
    expect(merged).toBe(0);
    const page = await list('open', '&limit=200');
    expect(page.counts.open).toBe(suggested);
    expect(page.lastRun).toMatchObject({ customers: 200, suggested });
    const right = page.suggestions.filter(({ a, b }) => clusterOf.get(a.id) === clusterOf.get(b.id));
    expect(right.length / page.suggestions.length).toBeGreaterThan(0.98);
    const bits = page.suggestions.map((each) => each.waterfall.bits);
    expect(bits).toEqual(bits.toSorted((x, y) => y - x));
  });

  test('says why: what each comparison says sums up to the whole', async () => {
    const { waterfall, a } = await first();
    const sum = waterfall.steps.reduce(
      (bits, step) => bits + step.bits + step.rarityBits,
      waterfall.startBits + waterfall.householdBits,
    );
    expect(sum).toBeCloseTo(waterfall.bits, 6);
    expect(Object.keys(a.values)).toContain('birthDate');
    expect(
      await given.deps.postgres.query('select 1 from match_suggestions where waterfall::text like $1', [
        `%${a.values['surname'] ?? a.values['givenName']}%`,
      ]),
    ).toMatchObject({ rowCount: 0 });
  });

  test('two that are accepted are one customer, and two again when it is undone', async () => {
    const suggestion = await first();
    expect((await tell(suggestion.id, 'decision', { decision: 'accept' })).json()).toMatchObject({ state: 'accepted' });
    expect(await areOne(suggestion)).toBe(true);
    const { rows: edges } = await given.deps.postgres.query(
      `select kind from identity_edges where kind = 'probabilistic' and status = 'active'`,
    );
    expect(edges).toHaveLength(1);
    expect((await list()).suggestions.map((each) => each.id)).not.toContain(suggestion.id);
    expect((await tell(suggestion.id, 'decision', { decision: 'refuse' })).statusCode).toBe(409);
    expect((await tell(suggestion.id, 'undo')).statusCode).toBe(200);
    expect(await areOne(suggestion)).toBe(false);
    expect((await first()).id).toBe(suggestion.id);
  });

  test('a refusal that is undone lets the two be asked about again; one that is snoozed comes back when its time is up', async () => {
    const suggestion = await first();
    await tell(suggestion.id, 'decision', { decision: 'refuse' });
    expect((await list('refused')).suggestions.map((each) => each.id)).toEqual([suggestion.id]);
    expect((await tell(suggestion.id, 'undo')).statusCode).toBe(200);
    const again = await first();
    expect(again.id).toBe(suggestion.id);
    expect((await tell(again.id, 'decision', { decision: 'snooze', days: 3 })).json()).toMatchObject({
      state: 'snoozed',
    });
    expect((await list()).suggestions.map((each) => each.id)).not.toContain(again.id);
    expect((await list('snoozed')).suggestions.map((each) => each.id)).toContain(again.id);
    given.clock.advance(3 * 86_400_000);
    expect((await list()).suggestions.map((each) => each.id)).toContain(again.id);
  });

  test('two that are refused are kept apart, and no later run asks again', async () => {
    const suggestion = await first();
    expect((await tell(suggestion.id, 'decision', { decision: 'refuse' })).json()).toMatchObject({ state: 'refused' });
    const identifiers = [...suggestion.a.identifiers, ...suggestion.b.identifiers];
    const [home] = await resolveCustomers(given.deps, given.deps.postgres, [
      { identifiers, source: 'till', at: given.clock.now() },
    ]);
    expect(home).toBeDefined();
    expect(await areOne(suggestion)).toBe(false);
    await run(0.5);
    expect(await areOne(suggestion)).toBe(false);
    const refused = await list('refused');
    expect(refused.suggestions.map((each) => each.id)).toContain(suggestion.id);
  });

  test('what is surer than was set has merged by itself, and is right', async () => {
    const accepted = await list('accepted', '&limit=200');
    expect(accepted.counts.accepted).toBeGreaterThan(40);
    expect(accepted.suggestions.every((each) => each.decidedBy === 'test')).toBe(true);
    const right = accepted.suggestions.filter(({ a, b }) => clusterOf.get(a.id) === clusterOf.get(b.id));
    expect(right.length / accepted.suggestions.length).toBeGreaterThan(0.97);
    for (const each of accepted.suggestions.slice(0, 5)) expect(await areOne(each)).toBe(true);
  });

  test('holds nothing of a customer who was erased, and looks at nobody who is frozen', async () => {
    const { rows: suggested } = await given.deps.postgres.query<{ a: string }>(
      'select a from match_suggestions limit 1',
    );
    const { rows: others } = await given.deps.postgres.query<{ id: string }>(
      'select id from customers where merged_into is null and id <> $1 limit 1',
      [suggested[0]?.a],
    );
    const [a, b] = [suggested[0]?.a, others[0]?.id];
    await given.deps.postgres.query(
      `insert into frozen_customers (customer_id, frozen_at, made_by, reason) values ($1, now(), 'test', 'asked')`,
      [b],
    );
    const ids: string[] = [];
    for await (const part of readCandidates(given.deps.postgres)) ids.push(...part.map((each) => each.id));
    expect(ids.length).toBeGreaterThan(10);
    expect(ids).not.toContain(b);
    // As an erasure does: the customer with all that were merged into it, else they would point at nobody.
    await given.deps.postgres.query('select erase_customers(array(select id from family_of($1)))', [a]);
    const left = await given.deps.postgres.query('select from match_suggestions where a = $1 or b = $1', [a]);
    expect(left.rowCount).toBe(0);
  });

  test('is for members only, and says what it does not know', async () => {
    const asked = await given.app.inject({ url: '/v1/match-suggestions', headers: given.channelKey });
    expect(asked.statusCode).toBe(403);
    expect((await tell('01890000-0000-7000-8000-000000000000', 'undo')).statusCode).toBe(404);
  });
});
