/** Who made a promise, as the ledger writes it: `member:Owner`, `key:växel`, or a system by its bare name. */
export function makerOf(madeBy: string): { readonly kind: 'member' | 'key'; readonly name: string } {
  const [, kind, name] = /^(member|key):(.+)$/su.exec(madeBy) ?? [];
  return { kind: kind === 'member' ? 'member' : 'key', name: name ?? madeBy };
}
