import type { Claim } from './claim.ts';

/** Up to so many claims are put in order by insertion: a sort that calls back for each comparison takes twice as long. */
const FEW = 32;

/**
 * The claims in order of their starts; those that start together keep their order. Gives the very same array when it is
 * in order already, so that the kinds that walk a product one after the other sort it once.
 */
export function inOrderOfStart(claims: readonly Claim[]): readonly Claim[] {
  let before = Number.NEGATIVE_INFINITY;
  let isInOrder = true;
  for (const { from } of claims) {
    if (from < before) {
      isInOrder = false;
      break;
    }
    before = from;
  }
  if (isInOrder) return claims;
  return claims.length > FEW ? claims.toSorted((a, b) => a.from - b.from) : inserted(claims);
}

function inserted(claims: readonly Claim[]): Claim[] {
  const sorted: Claim[] = [];
  for (const claim of claims) {
    const { from } = claim;
    let at = sorted.length;
    sorted.push(claim);
    for (; at > 0; at -= 1) {
      const before = sorted[at - 1];
      if (before === undefined || before.from <= from) break;
      sorted[at] = before;
    }
    sorted[at] = claim;
  }
  return sorted;
}

/**
 * What was said, by channel and currency, in the order in which each was first said. Looked up one word after the
 * other: putting the two together in a key would make a string of every claim.
 */
export function byChannelAndCurrency<Said extends Pick<Claim, 'channel' | 'currency'>>(
  said: readonly Said[],
): Map<string, Map<string, Said[]>> {
  const channels = new Map<string, Map<string, Said[]>>();
  for (const each of said) {
    let currencies = channels.get(each.channel);
    if (currencies === undefined) channels.set(each.channel, (currencies = new Map()));
    const known = currencies.get(each.currency);
    if (known === undefined) currencies.set(each.currency, [each]);
    else known.push(each);
  }
  return channels;
}
