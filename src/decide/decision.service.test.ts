import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDeps, type TestDeps } from '../../test/databases.ts';
import { findByIdentifier } from '../identify/customer.reads.ts';
import { resolveCustomer } from '../identify/resolve.service.ts';
import { promisesOfCustomer } from '../promise/promise.reads.ts';
import { recordPromise } from '../promise/promise.service.ts';
import { redeemPromise } from '../promise/redemption.service.ts';
import type { OfferInput } from '../speak/offer.contract.ts';
import { changeOffer, createOffer } from '../speak/offer.service.ts';
import type { Decision, DecisionInput } from './decision.contract.ts';
import { demandDecision, demandDecisionsAbout, makeDecision } from './decision.service.ts';
import { theSystem } from '../organisation/audit.ts';

let given: TestDeps;
beforeAll(async () => {
  given = await openDeps();
});
afterAll(async () => {
  await given.close();
});

async function goLive(offer: Partial<OfferInput> & { readonly products: string[] }): Promise<string> {
  const { deps } = given;
  const input: OfferInput = {
    name: 'Rea',
    terms: { kind: 'fixed-price', amount: 100_00, currency: 'SEK' },
    channels: ['web', 'store'],
    validFrom: '2026-11-01T00:00:00Z',
    ...offer,
  };
  const { id } = (await createOffer(deps, { offer: input, by: theSystem })).offer;
  await changeOffer(deps, { id, act: 'approve', by: theSystem });
  await changeOffer(deps, { id, act: 'publish', by: theSystem });
  return id;
}

const email = (name: string) => ({ type: 'email', value: `${name}@example.se` });

async function decide(question: DecisionInput): Promise<Decision> {
  return makeDecision(given.deps, { question, by: 'key:test' });
}

test('sixteen channels that ask at the same moment make one promise, and all tell of it', async () => {
  const offerId = await goLive({ products: ['mössan'] });
  const asked = { identifiers: [email('samtidig')], product: 'mössan' };
  const answers = await Promise.all(
    Array.from({ length: 16 }, (_, index) => decide({ ...asked, channel: index % 2 === 0 ? 'web' : 'store' })),
  );
  expect(new Set(answers.map((each) => each.promise?.id)).size).toBe(1);
  expect(answers.every((each) => each.outcome === 'offer' && each.quote?.amount === 100_00)).toBe(true);
  const [first] = answers;
  const ledger = await promisesOfCustomer(given.deps.postgres, first?.customerId ?? '');
  expect(ledger.map((each) => each.offerId)).toEqual([offerId]);
});

test('an offer to a list is for those on it, by whichever of their identifiers, and for nobody else', async () => {
  await resolveCustomer(given.deps, given.deps.postgres, {
    identifiers: [email('klubb'), { type: 'loyalty', value: 'K-1' }],
    source: 'test',
    at: given.clock.now(),
  });
  await goLive({ products: ['kängan'], audience: { kind: 'list', identifiers: [email('KLUBB')] } });
  const member = await decide({
    identifiers: [{ type: 'loyalty', value: 'K-1' }],
    channel: 'store',
    product: 'kängan',
  });
  expect(member.outcome).toBe('offer');
  const other = await decide({ identifiers: [email('annan')], channel: 'store', product: 'kängan' });
  expect(other.reasons.map((each) => each.code)).toContain('offer-not-for-customer');
});

test('a question without a product is answered with everything that holds, and all of it is promised', async () => {
  const ids = await Promise.all([
    goLive({ products: ['stickat', 'sjal'], channels: ['social'] }),
    goLive({ products: ['vante'], channels: ['social'] }),
  ]);
  const first = await decide({ identifiers: [email('allt')], channel: 'social' });
  expect(new Set(first.promises.map((each) => each.offerId))).toEqual(new Set(ids));
  expect(first.outcome).toBe('offer');
  const again = await decide({ identifiers: [email('allt')], channel: 'social' });
  expect(again.promises.map((each) => each.id).toSorted()).toEqual(first.promises.map((each) => each.id).toSorted());
  expect(again.promise).toEqual(first.promise);
  // The promise of an offer on two products bears on both.
  const inChat = await decide({ identifiers: [email('allt')], channel: 'chat', product: 'sjal' });
  expect(inChat.promise?.offerId).toBe(ids[0]);
});

test('what one person was promised twice, once as each of two customers, is redeemed once after they turn out to be one', async () => {
  await goLive({ products: ['jackan'], redemptionLimit: 1 });
  const one = await decide({ identifiers: [email('ett')], channel: 'web', product: 'jackan' });
  const two = await decide({ identifiers: [{ type: 'device', value: 'två' }], channel: 'web', product: 'jackan' });
  expect(one.promise?.id).not.toBe(two.promise?.id);
  await resolveCustomer(given.deps, given.deps.postgres, {
    identifiers: [email('ett'), { type: 'device', value: 'två' }],
    source: 'test',
    at: given.clock.now(),
  });
  const redeem = (promiseId: string, idempotencyKey: string) =>
    redeemPromise(given.deps, { promiseId, redemption: { channel: 'store' }, idempotencyKey });
  await redeem(one.promise?.id ?? '', 'a');
  await expect(redeem(two.promise?.id ?? '', 'b')).rejects.toMatchObject({ code: 'promise-spent' });
  const after = await decide({ identifiers: [email('ett')], channel: 'web', product: 'jackan' });
  expect([after.outcome, after.promises]).toEqual(['nothing', []]);
  const about = await demandDecisionsAbout(given.deps.postgres, one.customerId);
  expect(about.map((each) => each.id).toSorted()).toEqual([one.id, two.id, after.id].toSorted());
});

test('a share off is counted from the newest regular price, and a promise without a product bears on all', async () => {
  const { deps } = given;
  await deps.postgres.query(`insert into products (id, first_seen_at) values ('skidan', now());`);
  await deps.postgres.query(
    `insert into sightings (id, product, channel, amount, currency, on_sale, price_type, seen_at, holds_from, source, received_at)
     select gen_random_uuid(), 'skidan', 'web', amount, 'SEK', on_sale, price_type, seen_at, seen_at, 'test', now()
     from (values (1000, false, 'regular', '2026-11-01'::timestamptz), (2000, false, 'regular', '2026-11-10'),
       (1500, true, 'sale', '2026-11-20'), (1800, null, 'unknown', '2026-11-21')) as s (amount, on_sale, price_type, seen_at)`,
  );
  await recordPromise(deps, {
    by: 'key:phone',
    promise: {
      identifiers: [email('skidor')],
      terms: { kind: 'percent-off', percent: 10 },
      description: '10 % på allt',
      channel: 'phone',
    },
  });
  const answer = await decide({ identifiers: [email('skidor')], channel: 'app', product: 'skidan' });
  expect(answer.quote).toEqual({ product: 'skidan', amount: 1800, currency: 'SEK', regularAmount: 2000 });
});

test('an answer is kept as it was given', async () => {
  const decision = await decide({ identifiers: [email('kvar')], channel: 'web', product: 'finns inte' });
  expect(await demandDecision(given.deps.postgres, decision.id)).toEqual(decision);
  await expect(decide({ identifiers: [email('kvar')], channel: 'fax' })).rejects.toMatchObject({
    code: 'field-invalid',
    faults: [{ field: 'channel', found: 'fax' }],
  });
});

test('a question from a channel that nobody knows makes no customer', async () => {
  const asked = decide({ identifiers: [email('ingen')], channel: 'fax' });
  await expect(asked).rejects.toMatchObject({ code: 'field-invalid', faults: [{ field: 'channel', found: 'fax' }] });
  expect(await findByIdentifier(given.deps.postgres, email('ingen'))).toBeUndefined();
});
