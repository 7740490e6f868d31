type Member = { readonly id: string; readonly name: string; readonly role: 'owner' | 'editor' | 'reader' };

/** Whose hand a step with an offer is: somebody who calls, or the system. */
export type OfferHand =
  | (Member & { readonly kind: 'member' })
  | { readonly kind: 'key' | 'command' | 'system'; readonly id: string | null; readonly name: string };

/**
 * True when a member may say yes for a channel: whoever answers for it, and an owner of the whole deployment, who stands
 * in where nobody answers for it or they are away.
 */
export function answersFor({ id, role }: Pick<Member, 'id' | 'role'>, channelOwnerId: string | null): boolean {
  return role === 'owner' || id === channelOwnerId;
}
