import { DomainError } from '../kernel/errors.ts';
import type { Deps } from '../store/deps.ts';
import { checkEventMapping, isForEvents } from './imports/event-mapping.ts';
import type { SavedMapping } from './import.contract.ts';
import { upsertMapping } from './mapping.store.ts';
import { checkMapping } from './mapping.ts';

/** Saves a mapping after having made sure that it is one. */
export async function saveMapping(deps: Deps, name: string, definition: unknown): Promise<SavedMapping> {
  const check = isForEvents(definition) ? checkEventMapping : checkMapping;
  const mapping = check(definition, `The mapping ${name}`);
  if (JSON.stringify(mapping).includes(String.raw`\u0000`))
    throw new DomainError('mapping-invalid', `The mapping ${name} holds a NUL character, which no text may.`);
  const now = deps.clock();
  await upsertMapping(deps.postgres, name, mapping, now);
  return { name, savedAt: new Date(now).toISOString(), definition: mapping };
}
