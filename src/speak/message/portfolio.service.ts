import type { Actor } from '../../http/auth.ts';
import { DomainError } from '../../kernel/errors.ts';
import { recordDeeds } from '../../organisation/audit.service.ts';
import { demandKnownChannels } from '../../organisation/channel-known.service.ts';
import type { Deps } from '../../store/deps.ts';
import { inTransaction, type Sql } from '../../store/postgres.ts';
import type { PlaceInput, Portfolio } from './portfolio.contract.ts';
import { loadLiveMessages, loadPlaces, loadReduced, unknownOwners } from './portfolio.reads.ts';
import { replacePortfolio } from './portfolio.store.ts';
import { driftOf } from './portfolio.ts';

/** What each place is meant to carry, what it really carries, and how far they lie apart. */
export async function readPortfolio(deps: Deps, sql: Sql): Promise<Portfolio> {
  const places = await loadPlaces(sql);
  const now = deps.clock();
  const live = await loadLiveMessages(sql, now);
  const reduced = await loadReduced(sql, [...new Set(places.map(({ channel }) => channel))], now);
  return { places: places.map((place) => driftOf(place, live, reduced)) };
}

/** Says anew what every place is for. Throws `field-invalid` that names a place given twice, a channel or an owner that is unknown. */
export async function writePortfolio(deps: Deps, places: readonly PlaceInput[], by: Actor): Promise<Portfolio> {
  await demandKnownChannels(deps.postgres, [...new Set(places.map(({ channel }) => channel))], 'places');
  const seen = new Set<string>();
  for (const [index, { channel, touchpoint }] of places.entries()) {
    const key = `${channel} ${touchpoint}`;
    if (seen.has(key))
      throw new DomainError('field-invalid', `places.${index} is ${key.trim()} a second time.`, [
        { field: `places.${index}`, found: key.trim(), allowed: 'each place once' },
      ]);
    seen.add(key);
  }
  return inTransaction(deps.postgres, async (tx) => {
    const unknown = await unknownOwners(
      tx,
      places.flatMap(({ owner }) => owner ?? []),
    );
    if (unknown.length > 0)
      throw new DomainError('field-invalid', `No member is called ${unknown.join(' or ')}.`, [
        { field: 'places.owner', found: unknown.join(', '), allowed: 'the name of a member, or null' },
      ]);
    await replacePortfolio(tx, places);
    const detail = { places: places.length };
    await recordDeeds(deps, tx, [{ by, action: 'changed', subject: { kind: 'portfolio', id: 'portfolio' }, detail }]);
    return readPortfolio(deps, tx);
  });
}
