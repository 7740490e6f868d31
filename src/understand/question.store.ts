import type { Instant } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';
import type { Question } from './question.contract.ts';

export type AskedQuestion = { readonly id: string; readonly question: Question; readonly by: string };

/** Questions of a company are few; more than this are made by a program that has gone astray. */
export const MOST_QUESTIONS = 200;

/** Keeps a question. Returns `false`, and keeps nothing, when there are as many as there may be. */
export async function saveQuestion(sql: Sql, { id, question, by }: AskedQuestion, now: Instant): Promise<boolean> {
  const { rowCount } = await sql.query(
    `insert into readiness_questions (id, question, asked_by, asked_at)
     select $1, $2, $3, $4 where (select count(*) from readiness_questions) < $5`,
    [id, JSON.stringify(question), by, new Date(now), MOST_QUESTIONS],
  );
  return rowCount === 1;
}

/** Takes a question away. Returns whether there was one. */
export async function deleteQuestion(sql: Sql, id: string): Promise<boolean> {
  const { rowCount } = await sql.query('delete from readiness_questions where id = $1', [id]);
  return rowCount === 1;
}
