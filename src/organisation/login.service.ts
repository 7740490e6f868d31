import { DomainError } from '../kernel/errors.ts';
import { DAY_MS } from '../kernel/period.ts';
import { hashToken, newToken } from '../http/auth.ts';
import type { Deps } from '../store/deps.ts';
import { inTransaction } from '../store/postgres.ts';
import { deleteSession, saveLoginLink, saveSession, spendLoginLink } from './login.store.ts';
import { type Admission, admitMember, ensureOwner } from './member.service.ts';

/** Long enough to walk to another machine, short enough that a link left in a terminal opens nothing tomorrow. */
const LINK_LIFE_MS = 15 * 60_000;
export const SESSION_LIFE_MS = 30 * DAY_MS;

/** Makes a one-time link's token for a member, or for the owner of this deployment: `/login/<token>`. */
export async function createLoginLink(deps: Deps, whom?: Admission): Promise<string> {
  const memberId = whom === undefined ? await ensureOwner(deps) : await admitMember(deps, whom);
  const token = newToken('link');
  const createdAt = deps.clock();
  await saveLoginLink(deps.postgres, {
    tokenHash: hashToken(token),
    memberId,
    createdAt,
    expiresAt: createdAt + LINK_LIFE_MS,
  });
  return token;
}

/** Spends a login link for a session. Returns the session's secret, which only the member's browser keeps. */
export async function openSession(deps: Deps, linkToken: string): Promise<string> {
  const now = deps.clock();
  const session = newToken('ses');
  await inTransaction(deps.postgres, async (tx) => {
    const memberId = await spendLoginLink(tx, hashToken(linkToken), now);
    // One answer for unknown, spent and late links, so that trying tells nothing.
    if (memberId === undefined)
      throw new DomainError(
        'login-link-spent',
        'The link is unknown, used or older than 15 minutes. `samspel login` prints a new one.',
      );
    await saveSession(tx, {
      tokenHash: hashToken(session),
      memberId,
      createdAt: now,
      expiresAt: now + SESSION_LIFE_MS,
    });
  });
  return session;
}

/** Ends the session that the browser shows. */
export async function endSession(deps: Deps, session: string): Promise<void> {
  await deleteSession(deps.postgres, hashToken(session));
}
