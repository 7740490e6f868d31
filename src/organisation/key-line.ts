import type { Instant } from '../kernel/period.ts';
import type { KeyView } from './key.contract.ts';

/** What state a key is in at `now`. */
export function keyState({ stopsAt, revokedAt }: KeyView, now: Instant): 'live' | 'ending' | 'stopped' | 'revoked' {
  if (revokedAt !== null) return 'revoked';
  if (stopsAt === null) return 'live';
  return Date.parse(stopsAt) > now ? 'ending' : 'stopped';
}

function stateText(key: KeyView, now: Instant): string {
  const state = keyState(key, now);
  switch (state) {
    case 'revoked':
      return `revoked ${key.revokedAt?.slice(0, 10)}`;
    case 'ending':
      return `good until ${key.stopsAt?.slice(0, 10)}`;
    case 'stopped':
      return `stopped ${key.stopsAt?.slice(0, 10)}`;
    case 'live':
      return `since ${key.createdAt.slice(0, 10)}`;
    default:
      return state satisfies never;
  }
}

/** One key on one line: what it is for, the state it is in, how to know it, and when it was last used. */
export function keyLine(key: KeyView, now: Instant): string {
  const cells = [
    key.id,
    key.kind.padEnd(7),
    (key.source ?? key.channel ?? '-').padEnd(16),
    stateText(key, now).padEnd(21),
    (key.startsWith ?? '-').padEnd(8),
    (key.lastUsedAt === null ? 'never used' : `used ${key.lastUsedAt.slice(0, 10)}`).padEnd(15),
    key.name,
  ];
  return `${cells.join('  ')}\n`;
}
