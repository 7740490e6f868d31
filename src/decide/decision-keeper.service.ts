import { Together } from '../kernel/together.ts';
import { type MadePromise, writeSeenPromises } from '../promise/offer-promise.service.ts';
import type { CustomerSeen } from '../promise/promise.ts';
import { inTransaction, type Postgres } from '../store/postgres.ts';
import { insertDecisions, type KeptDecision } from './decision.store.ts';

/** An answer that is about to be given: the promises it makes, and the customer as the answer saw it. */
export type AnswerToKeep = KeptDecision & {
  readonly made: readonly MadePromise[];
  readonly seen: CustomerSeen;
};

/** Keeps the answer with its promises, all or nothing; `false` when it must be worked out again. */
export type KeepAnswer = (answer: AnswerToKeep) => Promise<boolean>;

const KEPT_TOGETHER = 100;
// Two, so that one batch is written while the other waits for the disk.
const KEEPING_AT_ONCE = 2;

/** Keeps answers that are given at the same time together. A server has one of these. */
export function answerKeeper(postgres: Postgres): KeepAnswer {
  const keeping = new Together<AnswerToKeep, boolean>(
    async (answers) => keepAnswers(postgres, answers),
    KEPT_TOGETHER,
    KEEPING_AT_ONCE,
  );
  return async (answer) => (await keeping.ask([answer]))[0] ?? false;
}

/**
 * Where somebody was faster with one of an answer's promises, the others that it made stay: they hold what was on
 * offer, and the answer that is worked out again tells of them.
 */
async function keepAnswers(postgres: Postgres, answers: readonly AnswerToKeep[]): Promise<boolean[]> {
  const making = answers.filter((each) => each.made.length > 0);
  if (making.length === 0) {
    await insertDecisions(postgres, answers);
    return answers.map(() => true);
  }
  return inTransaction(postgres, async (tx) => {
    const written = await writeSeenPromises(
      tx,
      making.flatMap((each) => each.made),
      making.map((each) => each.seen),
    );
    const isKept = answers.map(({ made }) => made.every((promise) => written.has(promise.id)));
    const kept = answers.filter((_, index) => isKept[index]);
    if (kept.length > 0) await insertDecisions(tx, kept);
    return isKept;
  });
}
