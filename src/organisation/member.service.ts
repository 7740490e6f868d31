import { DomainError } from '../kernel/errors.ts';
import type { Deps } from '../store/deps.ts';
import { inTransaction } from '../store/postgres.ts';
import { recordDeeds } from './audit.service.ts';
import { atTheMachine } from './audit.ts';
import { listMembers } from './member.reads.ts';
import { findMember, saveFirstOwner, saveRole } from './member.store.ts';

const LOCAL_OWNER = 'Owner';

/** The member who owns this deployment; made on the first start. Returns the member's id. */
export async function ensureOwner(deps: Deps): Promise<string> {
  return inTransaction(deps.postgres, (tx) =>
    saveFirstOwner(tx, { id: deps.newId(), name: LOCAL_OWNER, createdAt: deps.clock() }),
  );
}

/** Who is let in, and what they may do from now on; their role stays where none is said. */
export type Admission = { readonly name: string; readonly role?: 'editor' | 'reader' | undefined };

const MOST_NAMED = 20;

/**
 * The member of this name, with the role that is given. Throws `not-found` where nobody is called so, and
 * `state-conflict` where an owner would be made less.
 */
export async function admitMember(deps: Deps, { name, role }: Admission): Promise<string> {
  return inTransaction(deps.postgres, async (tx) => {
    const member = await findMember(tx, name);
    if (member === undefined) {
      const names = (await listMembers(tx)).slice(0, MOST_NAMED).map((each) => each.name);
      throw new DomainError(
        'not-found',
        `No member is called "${name}". There is ${names.join(', ') || 'nobody yet'}.`,
        [{ field: 'member', found: name, allowed: 'the name of a member, as channels name who answers for them' }],
      );
    }
    if (role === undefined || role === member.role) return member.id;
    if (member.role === 'owner')
      throw new DomainError('state-conflict', `${name} owns this deployment and stays its owner.`, [
        { field: 'as', found: role, allowed: 'nothing, for an owner' },
      ]);
    await saveRole(tx, member.id, role);
    const subject = { kind: 'member', id: member.id };
    await recordDeeds(deps, tx, [{ by: atTheMachine, action: 'changed', subject, detail: { role } }]);
    return member.id;
  });
}
