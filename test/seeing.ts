import type { TestApp } from './given.ts';

/** Has a feed tell what the channels ask for a product now, in minor units of SEK, and lets everything that follows be done. */
export async function seePrices(
  given: TestApp,
  product: string,
  prices: Readonly<Record<string, number>>,
): Promise<void> {
  const seenAt = new Date(given.clock.now()).toISOString();
  const sightings = Object.entries(prices).map(([channel, amount]) => {
    return { product, channel, amount, currency: 'SEK', seenAt, source: 'feed' };
  });
  await given.app.inject({ method: 'POST', url: '/v1/sightings', headers: given.channelKey, body: { sightings } });
  await given.flush();
}
