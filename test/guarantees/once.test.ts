import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Decision } from '../../src/decide/decision.contract.ts';
import type { Problem } from '../../src/http/problem.ts';
import type { PromiseList } from '../../src/promise/promise.contract.ts';
import type { OfferView } from '../../src/speak/offer.contract.ts';
import { startTwoServers, type TwoServers } from './server-process.ts';

let two: TwoServers;
beforeAll(async () => {
  two = await startTwoServers();
});
afterAll(async () => {
  await two.close();
});

const RUNS = 20;
const WITHIN_MS = 600_000;
const TILLS = 200;

async function goLive(): Promise<void> {
  const [server] = two.servers;
  const { body } = await two.call<OfferView>(server, 'POST', '/v1/offers', {
    name: 'En gång',
    terms: { kind: 'percent-off', percent: 50 },
    products: ['tröjan'],
    channels: ['web', 'app'],
    validFrom: '2020-01-01T00:00:00Z',
    redemptionLimit: 1,
  });
  for (const step of ['approval', 'publication'])
    expect((await two.call(server, 'POST', `/v1/offers/${body.id}/${step}`)).status).toBe(200);
}

test(
  'of 200 tills that redeem one promise at once over two processes, exactly one does, also while the customer is merged',
  async () => {
    await goLive();
    const [one, other] = two.servers;
    for (let run = 0; run < RUNS; run += 1) {
      const device = { type: 'device', value: `mobil-${run}` };
      const email = { type: 'email', value: `kund${run}@example.se` };
      const ask = async (server: typeof one, ...identifiers: object[]) =>
        (await two.call<Decision>(server, 'POST', '/v1/decisions', { identifiers, channel: 'app', product: 'tröjan' }))
          .body;
      // The same offer is promised to two customers, who turn out to be one in the middle of it all.
      const elder = await ask(one, device);
      const younger = await ask(other, email);
      const till = async (index: number, promise = younger.promise) =>
        two.call<Problem>(index % 2 === 0 ? one : other, 'POST', `/v1/promises/${promise?.id}/redemptions`, {
          channel: 'store',
          idempotencyKey: `kvitto-${run}-${index}`,
        });
      const redemptions = Array.from({ length: TILLS / 2 }, async (_, index) => till(index));
      const merge = ask(run % 2 === 0 ? one : other, device, email);
      redemptions.push(...Array.from({ length: TILLS / 2 }, async (_, index) => till(TILLS / 2 + index)));
      const answers = await Promise.all(redemptions);
      expect(answers.filter((each) => each.status === 201)).toHaveLength(1);
      expect(answers.filter((each) => each.status === 409 && each.body.code === 'promise-spent')).toHaveLength(
        TILLS - 1,
      );

      // They are one now, and what was redeemed by the one is redeemed for the other.
      expect((await merge).customerId).toBe(elder.customerId);
      expect((await till(TILLS, elder.promise)).body.code).toBe('promise-spent');
      const path = `/v1/customers/${younger.customerId}/promises?state=all`;
      const { promises } = (await two.call<PromiseList>(other, 'GET', path)).body;
      expect(promises.map((each) => [each.state, each.redeemed])).toEqual([
        ['kept', 1],
        ['kept', 1],
      ]);
      expect(promises.flatMap((each) => each.redemptions)).toHaveLength(1);
    }
  },
  WITHIN_MS,
);
