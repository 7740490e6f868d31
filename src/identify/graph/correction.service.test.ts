import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDeps, type TestDeps } from '../../../test/databases.ts';
import { hashToken } from '../../http/auth.ts';
import { insertAddressees } from '../../speak/audience.store.ts';
import { findActor } from '../../organisation/actor.reads.ts';
import { addKey } from '../../organisation/key.service.ts';
import { canonicalOf, findByIdentifier, findCustomer } from '../customer.reads.ts';
import { type Identifier, usableIdentifiers } from '../identifier.ts';
import { KnownSets } from '../known-sets.ts';
import { placesOf } from '../places.reads.ts';
import { type Home } from '../resolution.ts';
import { resolveCustomers, resolveHome } from '../resolve.service.ts';
import { keepApart, linkCustomers, splitCustomer, undoChange } from './correction.service.ts';
import { changeRules, replayIdentity } from './replay.service.ts';
import { usualRules } from './rules.ts';

let given: TestDeps;
beforeAll(async () => {
  given = await openDeps();
});
afterAll(() => given.close());

const because = { madeBy: 'member:test', reason: 'a test' };
const byHand = { kind: 'manual', source: 'test', weight: null } as const;

function loyalty(value: string): Identifier {
  return { type: 'loyalty', value };
}
function email(name: string): Identifier {
  return { type: 'email', value: `${name}@example.se` };
}
function browser(value: string): Identifier {
  return { type: 'anonymous_id', value };
}

function seen(identifiers: readonly Identifier[], attributes?: Readonly<Record<string, unknown>>): Promise<Home> {
  given.clock.advance(1000);
  const appearance = { identifiers, source: 'test', at: given.clock.now() };
  return resolveHome(
    given.deps,
    given.deps.postgres,
    attributes === undefined ? appearance : { ...appearance, attributes },
  );
}

async function idOf(identifier: Identifier): Promise<string> {
  const [normal] = usableIdentifiers([identifier]);
  const { rows } = await given.deps.postgres.query<{ id: string }>(
    'select id from identifiers where type = $1 and value = $2',
    [normal?.type, normal?.value],
  );
  return rows[0]?.id ?? '';
}

async function promiseTo({ customerId, subject }: Home, topic: string): Promise<string> {
  const id = given.deps.newId();
  await given.deps.postgres.query(
    `insert into promises (id, customer_id, subject, topic, terms, description, channel, made_by, made_at, valid_from)
     values ($1, $2, $3, $4, '{}', 'Jacka 899 kr', 'phone', 'key:test', now(), now())`,
    [id, customerId, subject, topic],
  );
  return id;
}

/** The promises of a customer, as the ledger finds them. */
async function promisesOf(customerId: string): Promise<string[]> {
  const { rows } = await given.deps.postgres.query<{ topic: string }>(
    'select topic from promises where customer_id in (select id from family_of($1)) order by topic',
    [customerId],
  );
  return rows.map((row) => row.topic);
}

/** A list of people that something is meant for, as an offer or a message keeps it. */
async function listed(homes: readonly Home[]): Promise<string> {
  const set = given.deps.newId();
  await insertAddressees(given.deps.postgres, set, homes);
  return set;
}

async function isOn(set: string, customerId: string): Promise<boolean> {
  const { rowCount } = await given.deps.postgres.query(
    'select from addressees where audience_set = $1 and customer_id in (select id from family_of($2))',
    [set, customerId],
  );
  return rowCount === 1;
}

async function mergesOf(customerId: string): Promise<string[]> {
  const { rows } = await given.deps.postgres.query<{ id: string }>(
    `select id from identity_changes where kind = 'merge' and customer_id = $1 order by seq`,
    [customerId],
  );
  return rows.map((row) => row.id);
}

describe('undoing a merge', () => {
  test('gives everybody back their identifiers, their words and their promises, also those made since', async () => {
    const asa = await seen([loyalty('undo-a')], { name: 'Åsa' });
    const bo = await seen([email('undo-b')], { name: 'Bo', shoe: 44 });
    await promiseTo(asa, 'asa-before');
    await promiseTo(bo, 'bo-before');
    const joined = await seen([loyalty('undo-a'), email('undo-b')]);
    expect(joined.customerId).toBe(asa.customerId);
    const later = await seen([email('undo-b')]);
    await promiseTo(later, 'bo-after');
    await promiseTo(await seen([loyalty('undo-a')]), 'asa-after');
    expect(await promisesOf(bo.customerId)).toEqual(['asa-after', 'asa-before', 'bo-after', 'bo-before']);

    const [merge = ''] = await mergesOf(asa.customerId);
    await undoChange(given.deps, merge, because);
    expect(await canonicalOf(given.deps.postgres, bo.customerId)).toBe(bo.customerId);
    expect(await promisesOf(asa.customerId)).toEqual(['asa-after', 'asa-before']);
    expect(await promisesOf(bo.customerId)).toEqual(['bo-after', 'bo-before']);
    const [one, other] = [
      await findCustomer(given.deps.postgres, asa.customerId),
      await findCustomer(given.deps.postgres, bo.customerId),
    ];
    expect(one).toMatchObject({ attributes: { name: 'Åsa' }, identifiers: [loyalty('UNDO-A')] });
    expect(other).toMatchObject({ attributes: { name: 'Bo', shoe: 44 }, identifiers: [email('undo-b')] });

    expect((await seen([loyalty('undo-a'), email('undo-b')])).customerId).toBe(bo.customerId);
    expect((await seen([loyalty('undo-a')])).customerId).toBe(asa.customerId);
    await expect(undoChange(given.deps, merge, because)).rejects.toMatchObject({ code: 'state-conflict' });
  });

  test('tells of each where to look, and what there is somebody else’s', async () => {
    const one = await seen([loyalty('place-a')]);
    const other = await seen([email('place-b')]);
    await seen([loyalty('place-a'), email('place-b')]);
    const during = await seen([email('place-b')]);
    expect(during.customerId).toBe(one.customerId);
    const [merge = ''] = await mergesOf(one.customerId);
    await undoChange(given.deps, merge, because);
    expect(await placesOf(given.deps.postgres, one.customerId)).toMatchObject({
      canonical: one.customerId,
      foreign: [other.subject],
    });
    const places = await placesOf(given.deps.postgres, other.customerId);
    expect(places?.places.toSorted()).toEqual(expect.arrayContaining([one.customerId, other.customerId].toSorted()));
    expect(places?.foreign).toEqual([one.subject]);
  });
});

describe('taking identifiers out', () => {
  test('makes them another customer’s with all that was kept by them, and undone it is as it was', async () => {
    const home = await seen([loyalty('split-l'), email('split-e'), browser('split-b')], { name: 'Åsa' });
    await promiseTo(await seen([email('split-e')]), 'by-email');
    await promiseTo(await seen([loyalty('split-l')]), 'by-loyalty');
    const list = await listed([await seen([email('split-e')])]);
    const taken = await splitCustomer(given.deps, home.customerId, [await idOf(email('split-e'))], because);
    const out = (await findByIdentifier(given.deps.postgres, email('split-e'))) ?? '';
    expect(out).not.toBe(home.customerId);
    expect(taken.customerIds.toSorted()).toEqual([home.customerId, out].toSorted());
    expect(await promisesOf(out)).toEqual(['by-email']);
    expect(await promisesOf(home.customerId)).toEqual(['by-loyalty']);
    expect([await isOn(list, out), await isOn(list, home.customerId)]).toEqual([true, false]);
    expect((await seen([loyalty('split-l'), email('split-e')])).outcome).not.toBe('merged');
    expect(await findByIdentifier(given.deps.postgres, email('split-e'))).toBe(out);

    const { rows } = await given.deps.postgres.query<{ id: string }>(
      `select id from identity_changes where kind = 'split' and other_id = $1`,
      [out],
    );
    await undoChange(given.deps, rows[0]?.id ?? '', because);
    expect(await canonicalOf(given.deps.postgres, out)).toBe(home.customerId);
    expect(await promisesOf(home.customerId)).toEqual(['by-email', 'by-loyalty']);
  });

  test('refuses what is not the customer’s, and to take everything', async () => {
    const home = await seen([loyalty('all-l')]);
    const stranger = await seen([loyalty('all-other')]);
    await expect(splitCustomer(given.deps, home.customerId, [stranger.subject], because)).rejects.toMatchObject({
      code: 'field-invalid',
    });
    await expect(splitCustomer(given.deps, home.customerId, [home.subject], because)).rejects.toMatchObject({
      code: 'state-conflict',
    });
    await expect(splitCustomer(given.deps, given.deps.newId(), [home.subject], because)).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('a promise made twice on one topic before a merge never meets under one name', async () => {
    const [one, other] = [await seen([loyalty('twice-a')]), await seen([email('twice-b')])];
    await promiseTo(one, 'same');
    await promiseTo(other, 'same');
    await seen([loyalty('twice-a'), email('twice-b')]);
    await promiseTo(await seen([email('twice-b')]), 'since');
    const [merge = ''] = await mergesOf(one.customerId);
    await undoChange(given.deps, merge, because);
    expect(await promisesOf(one.customerId)).toEqual(['same']);
    expect(await promisesOf(other.customerId)).toEqual(['same', 'since']);
  });
});

describe('said by hand', () => {
  test('two customers are one, and may be two again', async () => {
    const [one, other] = [await seen([loyalty('hand-a')]), await seen([email('hand-b')])];
    await linkCustomers(given.deps, [one.customerId, other.customerId], because, byHand);
    expect(await canonicalOf(given.deps.postgres, other.customerId)).toBe(one.customerId);
    const [merge = ''] = await mergesOf(one.customerId);
    await undoChange(given.deps, merge, because);
    expect(await canonicalOf(given.deps.postgres, other.customerId)).toBe(other.customerId);
  });

  test('not even by hand are two user ids one person', async () => {
    const [one, other] = [
      await seen([{ type: 'user_id', value: 'hand-u1' }]),
      await seen([{ type: 'user_id', value: 'hand-u2' }]),
    ];
    await expect(linkCustomers(given.deps, [one.customerId, other.customerId], because, byHand)).rejects.toMatchObject({
      code: 'state-conflict',
    });
    expect(await canonicalOf(given.deps.postgres, other.customerId)).toBe(other.customerId);
  });

  test('two people stay two whatever is seen of them later', async () => {
    const [one, other] = [await seen([loyalty('apart-a')]), await seen([email('apart-b')])];
    await keepApart(given.deps, [one.customerId, other.customerId], because);
    expect((await seen([loyalty('apart-a'), email('apart-b')])).outcome).toBe('refused');
    expect(await canonicalOf(given.deps.postgres, other.customerId)).toBe(other.customerId);
  });
});

test.each([
  ['is asked for', false],
  ['comes with the key', true],
])(
  'what a process remembers of somebody is forgotten when another process changes them, where the newest change %s',
  async (_name, withKey) => {
    const sets = new KnownSets();
    const name = `cache-${withKey}`;
    const [made, find] = [await addKey(given.deps, { name, kind: 'write' }), findActor(given.deps)];
    const ask = async (): Promise<string | undefined> => {
      const actor = withKey ? await find({ kind: 'key', tokenHash: hashToken(made.key) }) : undefined;
      const newestChange = actor?.kind === 'key' ? actor.newestChange : undefined;
      expect(newestChange === undefined).toBe(!withKey);
      const appearance = { identifiers: [email(`${name}-b`)], source: 'test', at: given.clock.now(), newestChange };
      return (await resolveCustomers(given.deps, given.deps.postgres, [appearance], sets))[0]?.customerId;
    };
    const one = await seen([loyalty(`${name}-a`)]);
    const other = await seen([email(`${name}-b`)]);
    expect(await ask()).toBe(other.customerId);
    expect(sets.size).toBe(1);
    await seen([loyalty(`${name}-a`), email(`${name}-b`)]);
    expect(await ask()).toBe(one.customerId);
    const [merge = ''] = await mergesOf(one.customerId);
    await undoChange(given.deps, merge, because);
    expect(await ask()).toBe(other.customerId);
  },
);

describe('the rules', () => {
  test('a value that is said to be nobody’s lets go of those it joined, when everybody is thought through again', async () => {
    const first = await seen([loyalty('rule-1'), email('rule-info')]);
    const second = await seen([loyalty('rule-2'), email('rule-info')]);
    expect(second.customerId).toBe(first.customerId);
    await changeRules(given.deps, { ...usualRules, nobody: ['rule-info@example.se'] }, 'member:test');
    const occasion = { madeBy: 'member:test', because: { rule: 'rules' } };
    const { changed } = await replayIdentity(given.deps, occasion);
    expect(changed).toBeGreaterThan(0);
    const owners = await Promise.all(
      [loyalty('rule-1'), loyalty('rule-2'), email('rule-info')].map((each) =>
        findByIdentifier(given.deps.postgres, each),
      ),
    );
    expect(new Set(owners).size).toBe(3);
    expect((await replayIdentity(given.deps, occasion)).changed).toBe(0);
    await changeRules(given.deps, usualRules, 'member:test');
    await replayIdentity(given.deps, occasion);
    expect(await findByIdentifier(given.deps.postgres, loyalty('rule-2'))).toBe(
      await findByIdentifier(given.deps.postgres, loyalty('rule-1')),
    );
  });
});
