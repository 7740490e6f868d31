import type { Rule } from './rule.ts';

function sortedTexts(list: readonly string[] | null): readonly string[] | null {
  return list === null ? null : [...new Set(list)].toSorted();
}

function byText(a: unknown, b: unknown): number {
  const [first, second] = [JSON.stringify(a), JSON.stringify(b)];
  return first < second ? -1 : first > second ? 1 : 0;
}

function distinct(rules: readonly Rule[]): Rule[] {
  const byForm = new Map(rules.map((rule) => [JSON.stringify(rule), rule]));
  return [...byForm.values()].toSorted(byText);
}

/**
 * The canonical form: what means the same by its build alone comes out the same. Nested `all` and `any` are one, their
 * conditions stand once and in order, `not` twice is nothing.
 */
export function canonical(rule: Rule): Rule {
  switch (rule.kind) {
    case 'all':
    case 'any': {
      const { kind } = rule;
      const parts = distinct(rule.of.map(canonical).flatMap((each) => (each.kind === kind ? each.of : [each])));
      const [first, second] = parts;
      return first !== undefined && second === undefined ? first : { kind, of: parts };
    }
    case 'not': {
      const inner = canonical(rule.of);
      return inner.kind === 'not' ? inner.of : { kind: 'not', of: inner };
    }
    case 'attribute':
      return rule.test.op === 'in'
        ? { ...rule, test: { op: 'in', values: [...new Set(rule.test.values)].toSorted(byText) } }
        : rule;
    case 'did': {
      const { channels, sources, products, properties, ...rest } = rule.did;
      return {
        kind: 'did',
        did: {
          ...rest,
          channels: sortedTexts(channels),
          sources: sortedTexts(sources),
          products: sortedTexts(products),
          properties: properties.toSorted(byText),
        },
      };
    }
    case 'identifier':
    case 'segment':
    case 'goal':
      return rule;
    default:
      return rule satisfies never;
  }
}
