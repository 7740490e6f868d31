import { bringHomesUpToDate } from '../identify/home.service.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Deps } from '../store/deps.ts';
import { type CellQuestion, customersBehind } from './cell.reads.ts';
import { judgeReadiness } from './data-readiness.ts';
import type { NamedQuestion, Question } from './question.contract.ts';
import { findQuestion } from './question.reads.ts';
import { deleteQuestion, MOST_QUESTIONS, saveQuestion } from './question.store.ts';
import { checkQuestion, inZone, periodOf } from './question.ts';
import { readFacts } from './readiness-facts.reads.ts';
import { shippedQuestion } from './shipped-question.ts';
import type { Verdict } from './verdict.contract.ts';

/** Holds the data against a question, as both are now. */
export async function judgeQuestion(deps: Deps, asked: Question): Promise<Verdict> {
  const question = inZone(checkQuestion(asked), deps.timeZone);
  const now = deps.clock();
  await bringHomesUpToDate(deps);
  const facts = await readFacts(deps, question, periodOf(question, now));
  return judgeReadiness({ question, facts }, now);
}

/** Who is behind a number of the verdict: see `customersBehind`. */
export async function customersOfCell(
  deps: Deps,
  question: Question,
  cell: CellQuestion,
): ReturnType<typeof customersBehind> {
  await bringHomesUpToDate(deps);
  return customersBehind(deps, inZone(question, deps.timeZone), cell);
}

/** Keeps a question of the company's own, so that its verdict can be come back to. */
export async function keepQuestion(
  deps: Deps,
  { question, by }: { readonly question: Question; readonly by: string },
): Promise<NamedQuestion> {
  const id = deps.newId();
  const kept = await saveQuestion(deps.postgres, { id, question: checkQuestion(question), by }, deps.clock());
  if (kept) return { id, shipped: false, question };
  throw new DomainError(
    'state-conflict',
    `There are ${MOST_QUESTIONS} questions already, which is as many as there may be. Take away one that nobody asks.`,
  );
}

/** Takes away a question of the company's own. */
export async function dropQuestion(deps: Deps, id: string): Promise<void> {
  if (shippedQuestion(id) !== undefined)
    throw new DomainError(
      'state-conflict',
      `${id} came with Samspel and stays; only your own questions are taken away.`,
    );
  const { id: found } = await demandQuestion(deps, id);
  await deleteQuestion(deps.postgres, found);
}

/** The question with this id. Throws `not-found`. */
export async function demandQuestion(deps: Deps, id: string): Promise<NamedQuestion> {
  const found = await findQuestion(deps.postgres, id);
  if (found !== undefined) return found;
  throw new DomainError('not-found', `There is no question ${id}. GET /v1/readiness/questions lists those there are.`, [
    { field: 'id', found: id, allowed: 'the id of a question' },
  ]);
}
