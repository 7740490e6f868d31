import type { Actor } from '../http/auth.ts';
import { type Identifier, keyOfIdentifier, usableIdentifiers } from '../identify/identifier.ts';
import { resolveCustomers } from '../identify/resolve.service.ts';
import { DomainError } from '../kernel/errors.ts';
import { isSecretType } from '../kernel/identifier-settings.ts';
import { readRule } from '../kernel/rule/read-rule.ts';
import type { Deps } from '../store/deps.ts';
import type { Sql } from '../store/postgres.ts';
import { findSegment, loadWholeRule } from '../understand/segment.reads.ts';
import type { AudienceInput } from './audience.contract.ts';
import { insertAddressees } from './audience.store.ts';
import { type Addressee, type KeptAudience, keptAudience } from './audience.ts';

/** An audience that was read: how it is kept, and whom a list names. */
export type ReadAudience = { readonly kept: KeptAudience; readonly named: readonly Addressee[] };

/**
 * Reads whom something is for. Done before the transaction, since customers of a list may be met for the first time.
 * Throws `field-invalid` with the path to what is wrong in a list or a rule, or of a segment that there is not.
 */
export async function readAudience(
  deps: Deps,
  input: AudienceInput | undefined,
  source: 'offer' | 'message',
): Promise<ReadAudience> {
  if (input?.kind === 'list') {
    const named = await resolveAudience(deps, input.identifiers, source);
    return { kept: keptAudience(input, new Set(named.map(({ customerId }) => customerId)).size), named };
  }
  const kept = keptAudience(input, null);
  if (input?.kind === 'segment' && (await findSegment(deps.postgres, input.segment)) === undefined)
    throw new DomainError(
      'field-invalid',
      `There is no segment with the id ${input.segment}; GET /v1/segments lists them.`,
      [{ field: 'audience.segment', found: input.segment, allowed: 'the id of a segment' }],
    );
  if (kept.rule !== undefined) await loadWholeRule(deps.postgres, readRule(kept.rule, 'audience.rule'));
  return { kept, named: [] };
}

/** Keeps whom a list named, under the id of a new set; of an audience that is no list, none. */
export async function keepNamed(deps: Deps, tx: Sql, read: ReadAudience): Promise<string | null> {
  const set = newSetOf(deps, read);
  if (set !== null) await insertAddressees(tx, set, read.named);
  return set;
}

/** The id of a set for whom a list names, who are not kept under it yet. */
export function newSetOf(deps: Pick<Deps, 'newId'>, { kept }: ReadAudience): string | null {
  return kept.kind === 'list' ? deps.newId() : null;
}

/**
 * Throws `not-permitted` when a key aims at a rule or a segment: by asking for customer after customer it would learn
 * what only members may know of them.
 */
export function permitAudience(actor: Actor, input: AudienceInput | undefined): void {
  if (actor.kind === 'member' || (input?.kind !== 'rule' && input?.kind !== 'segment')) return;
  throw new DomainError(
    'not-permitted',
    `The key ${actor.name} may aim at everyone or at a list; a ${input.kind} takes a member with the role editor or owner.`,
    [{ field: 'audience.kind', found: input.kind, allowed: 'everyone or list' }],
  );
}

/** The customers on the list, by each address that it names. An address that says nobody is named by its place in the list. */
async function resolveAudience(deps: Deps, identifiers: readonly Identifier[], source: string): Promise<Addressee[]> {
  const byKey = new Map<string, Identifier>();
  for (const [index, identifier] of identifiers.entries()) {
    const [normal] = usableIdentifiers([identifier], deps.identifierSettings, deps.clock());
    if (normal === undefined) {
      throw new DomainError('field-invalid', `audience.identifiers.${index} does not say who anybody is.`, [
        {
          field: `audience.identifiers.${index}.value`,
          found: isSecretType(identifier.type) ? identifier.type : identifier.value,
          allowed: 'an identifier of one person',
        },
      ]);
    }
    byKey.set(keyOfIdentifier(normal), normal);
  }
  const at = deps.clock();
  const appearances = [...byKey.values()].map((each) => ({ identifiers: [each], source, at }));
  return resolveCustomers(deps, deps.postgres, appearances);
}
