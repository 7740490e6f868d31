import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDeps, type TestDeps } from '../../test/databases.ts';
import { recordEvents } from '../collect/event.service.ts';
import { resolveHome } from '../identify/resolve.service.ts';
import type { AudienceInput } from '../speak/audience.contract.ts';
import { changeOffer, createOffer } from '../speak/offer.service.ts';
import { createClickHouse } from '../store/clickhouse.ts';
import { changeSegment, createSegment } from '../understand/segment.service.ts';
import type { Decision } from './decision.contract.ts';
import { makeDecision } from './decision.service.ts';
import { theSystem } from '../organisation/audit.ts';

let given: TestDeps;
beforeAll(async () => {
  given = await openDeps();
});
afterAll(() => given.close());

async function goLive(product: string, audience: AudienceInput): Promise<string> {
  const { deps } = given;
  const terms = { kind: 'fixed-price', amount: 100_00, currency: 'SEK' } as const;
  const rest = { products: [product], channels: ['web'], validFrom: '2026-11-01T00:00:00Z' };
  const { id } = (await createOffer(deps, { offer: { name: 'Rea', terms, audience, ...rest }, by: theSystem })).offer;
  await changeOffer(deps, { id, act: 'approve', by: theSystem });
  await changeOffer(deps, { id, act: 'publish', by: theSystem });
  return id;
}

const user = (value: string) => ({ type: 'user_id', value });

async function ask(who: string, product?: string): Promise<Decision> {
  const question = { identifiers: [user(who)], channel: 'web', ...(product === undefined ? {} : { product }) };
  return makeDecision(given.deps, { question, by: 'key:test' });
}

async function lives(who: string, city: string, bought: readonly string[] = []): Promise<void> {
  const at = given.clock.now();
  const identifiers = [user(who)];
  const home = await resolveHome(given.deps, given.deps.postgres, {
    identifiers,
    source: 's',
    at,
    attributes: { city },
  });
  const rest = { identifiers, context: {}, receivedAt: at, at, channel: 'web', source: 's', type: 'track' as const };
  const events = bought.map((product) => {
    const messageId = given.deps.newId();
    return { ...home, ...rest, name: 'Order Completed', messageId, products: [product], properties: {} };
  });
  if (events.length > 0) await recordEvents(given.deps, events);
  given.clock.advance(1000);
}

test('an offer to a rule is for those for whom it holds as they ask, and says so', async () => {
  await lives('anna', 'Umeå', ['jeans', 'jeans']);
  await lives('bo', 'Umeå', ['jeans']);
  const id = await goLive('bälte', {
    kind: 'rule',
    rule: {
      all: [
        { attribute: 'city', equals: 'Umeå' },
        { did: 'Order Completed', product: 'jeans', atLeast: 2 },
      ],
    },
  });
  const anna = await ask('anna', 'bälte');
  expect(anna).toMatchObject({ outcome: 'offer', promise: { offerId: id } });
  expect(anna.reasons.find((each) => each.subject === id)?.code).toBe('offer-eligible-by-rule');
  const bo = await ask('bo', 'bälte');
  expect(bo.outcome).toBe('nothing');
  const because = bo.reasons.find((each) => each.subject === id);
  expect(because?.code).toBe('offer-rule-fails');
  expect(because?.params.ruleSv).toContain('Umeå');
  await lives('bo', 'Umeå', ['jeans']);
  expect((await ask('bo', 'bälte')).outcome).toBe('offer');
});

test('an offer to a segment follows the segment, and what was promised is kept by whoever has left it', async () => {
  await lives('cia', 'Luleå');
  const { deps } = given;
  const kept = await createSegment(deps, { name: 'Norr', rule: { attribute: 'city', equals: 'Luleå' } }, 'ägaren');
  await goLive('mössa', { kind: 'segment', segment: kept.id });
  await goLive('mössa', { kind: 'everyone' });
  expect((await ask('cia')).promises).toHaveLength(2);
  await changeSegment(
    deps,
    kept.id,
    { name: 'Norr', rule: { attribute: 'city', equals: 'Kiruna' }, version: 1 },
    'ägaren',
  );
  expect((await ask('cia', 'mössa')).promises).toHaveLength(2);
  await lives('dan', 'Luleå');
  expect((await ask('dan')).promises).toHaveLength(1);
  await lives('eva', 'Kiruna');
  expect((await ask('eva')).promises).toHaveLength(2);
});

test('while the history is away, an offer to those who did something is left out and says so, and all else is answered', async () => {
  const { deps } = given;
  const away = { ...deps, clickhouse: createClickHouse('http://127.0.0.1:1') };
  await lives('fia', 'Umeå', ['jeans']);
  const bought = await goLive('väska', { kind: 'rule', rule: { did: 'Order Completed', product: 'jeans' } });
  const near = await goLive('väska', { kind: 'rule', rule: { attribute: 'city', equals: 'Umeå' } });
  const question = { identifiers: [user('fia')], channel: 'web', product: 'väska' };
  const answer = await makeDecision(away, { question, by: 'key:test' });
  expect(answer).toMatchObject({ outcome: 'offer', promise: { offerId: near } });
  expect(answer.reasons.find((each) => each.subject === bought)?.code).toBe('offer-rule-unknown');
  await away.clickhouse.close();
});
