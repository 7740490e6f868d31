import type { Session } from '../../../../src/organisation/session.contract.ts';
import type { OfferView } from '../../../../src/speak/offer.contract.ts';

/** For which channels of the offer, not approved yet, the member may say yes: those they answer for, or all as an owner. */
export function approvableBy(
  { approvals }: Pick<OfferView, 'approvals'>,
  { name, role }: Pick<Session['member'], 'name' | 'role'>,
): string[] {
  return approvals
    .filter(({ owner, by }) => by === null && (role === 'owner' || owner === name))
    .map(({ channel }) => channel);
}
