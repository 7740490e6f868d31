import { requestCheck } from '../../collect/check-request.service.ts';
import type { Instant } from '../../kernel/period.ts';
import type { Deps } from '../../store/deps.ts';
import { inTransaction } from '../../store/postgres.ts';
import { lockChecks } from '../contradiction.store.ts';
import { deleteChatTextsAbout, deleteOldTexts, deleteWitnessesAbout } from './forgotten-text.store.ts';

/**
 * Forgets the chat answers that mention one of the needles (regular expressions), with the contradictions whose witness
 * does, and asks for a check of what they spoke of: what rested on them closes. Returns how many texts there were.
 */
export async function forgetChatTexts(deps: Deps, needles: readonly string[]): Promise<number> {
  if (needles.length === 0) return 0;
  return inTransaction(deps.postgres, async (tx) => {
    const { many, products } = await deleteChatTextsAbout(tx, needles);
    if (products.length === 0) return many;
    // A check that has read them already writes what it found first, so that this takes it away too.
    await lockChecks(tx);
    await deleteWitnessesAbout(tx, products, needles);
    await requestCheck(tx, products);
    return many;
  });
}

/** Lets old texts go, and asks for a check of what they spoke of. Returns how many there were. */
export async function dropOldTexts(
  deps: Deps,
  before: { readonly chat: Instant; readonly replaced: Instant },
): Promise<number> {
  return inTransaction(deps.postgres, async (tx) => {
    const { many, products } = await deleteOldTexts(tx, before);
    await requestCheck(tx, products);
    return many;
  });
}
