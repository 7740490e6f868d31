import { isUuid } from '../kernel/id.ts';
import type { Sql } from '../store/postgres.ts';
import type { NamedQuestion, Question } from './question.contract.ts';
import { shippedQuestion, shippedQuestions } from './shipped-question.ts';

/** The company's own questions, the newest first, and then those that came with the house. */
export async function listQuestions(sql: Sql): Promise<NamedQuestion[]> {
  const { rows } = await sql.query<{ id: string; question: Question }>(
    'select id, question from readiness_questions order by asked_at desc, id',
  );
  return [...rows.map((row) => ({ ...row, shipped: false })), ...shippedQuestions];
}

/** The question with this id, or none. */
export async function findQuestion(sql: Sql, id: string): Promise<NamedQuestion | undefined> {
  const shipped = shippedQuestion(id);
  if (shipped !== undefined) return { id, shipped: true, question: shipped };
  if (!isUuid(id)) return undefined;
  const { rows } = await sql.query<{ question: Question }>('select question from readiness_questions where id = $1', [
    id,
  ]);
  const [row] = rows;
  return row === undefined ? undefined : { id, shipped: false, question: row.question };
}
