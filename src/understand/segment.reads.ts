import { DomainError } from '../kernel/errors.ts';
import { readRule } from '../kernel/rule/read-rule.ts';
import type { Rule } from '../kernel/rule/rule.ts';
import { segmentsIn, writeOut } from '../kernel/rule/write-out.ts';
import { instantSql } from '../store/instant-sql.ts';
import type { Sql } from '../store/postgres.ts';

export type KeptSegment = {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly rule: unknown;
  readonly changedAt: number;
  readonly changedBy: string;
};

// More than a company keeps in its head; the ones changed last are what people look for.
const MOST_SEGMENTS = 500;
const columns = `version, name, rule, ${instantSql('changed_at')} as "changedAt", changed_by as "changedBy"`;

/** The segments that were changed last, at most 500. */
export async function listSegments(sql: Sql): Promise<KeptSegment[]> {
  const { rows } = await sql.query<KeptSegment>(
    `select id, ${columns} from segments order by changed_at desc, id limit ${MOST_SEGMENTS}`,
  );
  return rows;
}

export async function findSegment(sql: Sql, id: string): Promise<KeptSegment | undefined> {
  const { rows } = await sql.query<KeptSegment>(`select id, ${columns} from segments where id = $1`, [id]);
  return rows[0];
}

/** Every version that the segment has had, the newest first. */
export async function listVersions(sql: Sql, id: string): Promise<KeptSegment[]> {
  const { rows } = await sql.query<KeptSegment>(
    `select segment_id as id, ${columns} from segment_versions where segment_id = $1 order by version desc limit ${MOST_SEGMENTS}`,
    [id],
  );
  return rows;
}

/** The names of segments by their ids. */
export async function segmentNames(sql: Sql, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql.query<{ id: string; name: string }>(
    'select id, name from segments where id = any($1::uuid[])',
    [ids],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/**
 * The rule with its segments, and theirs, written out as they are now. `standsIn` is the segment that the rule is to be
 * of. Throws `field-invalid` when one is missing, contains itself, or makes the rule too large.
 */
export async function loadWholeRule(sql: Sql, rule: Rule, standsIn: readonly string[] = []): Promise<Rule> {
  return writeOut(rule, await loadNamed(sql, [rule]), standsIn);
}

/**
 * The rules of what is kept, written out: one whose segments have since grown too large together holds for nobody, and
 * keeps the others from nothing.
 */
export async function loadKeptRules(sql: Sql, written: readonly unknown[]): Promise<Rule[]> {
  const rules = written.map((each) => readRule(each));
  const segments = await loadNamed(sql, rules);
  return rules.map((rule) => {
    try {
      return writeOut(rule, segments);
    } catch (error) {
      if (error instanceof DomainError) return { kind: 'any', of: [] };
      throw error;
    }
  });
}

/** The segments that the rules name, and those that they name. */
async function loadNamed(sql: Sql, rules: readonly Rule[]): Promise<Map<string, Rule>> {
  const named = [...new Set(rules.flatMap((rule) => segmentsIn(rule)))];
  if (named.length === 0) return new Map();
  const { rows } = await sql.query<{ id: string; rule: unknown }>(
    `with recursive named as (
       select id, rule from segments where id = any($1::uuid[])
       union
       select s.id, s.rule from named
       cross join lateral jsonb_path_query(named.rule, 'strict $.**.segment') as inner_id
       join segments s on s.id::text = lower(inner_id #>> '{}')
     ) select id, rule from named`,
    [named],
  );
  return new Map(rows.map((row) => [row.id, readRule(row.rule)]));
}
