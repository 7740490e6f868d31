import { DomainError } from '../../kernel/errors.ts';
import type { Deps } from '../../store/deps.ts';
import { findMapping } from '../mapping.reads.ts';
import type { EventMapping } from './event-mapping.contract.ts';
import { checkEventMapping } from './event-mapping.ts';

/** The mapping of events that is saved under the name. Throws `field-invalid` when there is none. */
export async function savedEventMapping(deps: Pick<Deps, 'postgres'>, name: string): Promise<EventMapping> {
  const saved = await findMapping(deps.postgres, name);
  if (saved !== undefined) return checkEventMapping(saved.definition, `The mapping ${name}`);
  throw new DomainError(
    'field-invalid',
    `No mapping is saved as "${name}", and there is no such file. GET /v1/mappings lists those there are; PUT /v1/mappings/{name} saves one.`,
    [{ field: 'mapping', found: name, allowed: 'the name of a saved mapping of events' }],
  );
}
