import { DomainError } from '../kernel/errors.ts';
import type { Deps } from '../store/deps.ts';
import { inTransaction } from '../store/postgres.ts';
import { requestCheck } from './check-request.service.ts';
import { replacePriceZones } from './price-zone.store.ts';

/** Declares which price zone each place lies in. What contradicts what may change with it, so all is checked again. */
export async function declarePriceZones(deps: Deps, zones: Readonly<Record<string, string>>): Promise<void> {
  const unfit = Object.entries(zones).find(([place, zone]) => `${place}${zone}`.includes('\u0000'));
  if (unfit !== undefined)
    throw new DomainError('field-invalid', 'A place or zone holds a NUL character, which no text may.', [
      { field: 'zones', found: 'a NUL character', allowed: 'texts without it' },
    ]);
  await inTransaction(deps.postgres, async (tx) => {
    await replacePriceZones(tx, zones);
    await requestCheck(tx, 'all');
  });
}
