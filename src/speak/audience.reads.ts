import { readRule } from '../kernel/rule/read-rule.ts';
import type { Rule } from '../kernel/rule/rule.ts';
import { ruleInWords } from '../kernel/rule/words.ts';
import { segmentsIn } from '../kernel/rule/write-out.ts';
import type { Sql } from '../store/postgres.ts';
import { segmentNames } from '../understand/segment.reads.ts';
import type { AudienceView } from './audience.contract.ts';
import type { KeptAudience } from './audience.ts';

/** Audiences as people see them, in their order, with the rules in words: one question for the names of all segments. */
export async function presentAudiences(sql: Sql, kept: readonly KeptAudience[]): Promise<AudienceView[]> {
  const read = kept.map((each) => ({ ...each, parsed: each.rule === undefined ? undefined : readRule(each.rule) }));
  const ids = new Set(read.flatMap(({ parsed }) => (parsed === undefined ? [] : segmentsIn(parsed))));
  const names = await segmentNames(sql, [...ids]);
  return read.map(({ kind, size, rule, parsed }) => {
    if (parsed === undefined) return { kind, size };
    const words = wordsOf(parsed, names);
    if (parsed.kind !== 'segment' || kind !== 'segment') return { kind, size, rule, words };
    return { kind, size, rule, words, segment: { id: parsed.id, name: names.get(parsed.id) ?? parsed.id } };
  });
}

function wordsOf(rule: Rule, names: ReadonlyMap<string, string>): { readonly sv: string; readonly en: string } {
  const called = { segment: (id: string): string | undefined => names.get(id) };
  return { sv: ruleInWords(rule, 'sv', called), en: ruleInWords(rule, 'en', called) };
}
