import { DomainError } from '../errors.ts';
import { demandSize } from './read-rule.ts';
import { nodesOf, type Rule } from './rule.ts';

/** The segments that a rule names itself, each once. */
export function segmentsIn(rule: Rule): string[] {
  return [...new Set(nodesOf(rule).flatMap((node) => (node.kind === 'segment' ? [node.id] : [])))];
}

function fault(found: string, detail: string, allowed: string): DomainError {
  return new DomainError('field-invalid', detail, [{ field: 'rule.segment', found, allowed }]);
}

/**
 * Writes out the segments that a rule names, and those that they name. `within` are the segments that it stands in.
 * Throws `field-invalid` when one is not among `segments`, contains itself, or makes the rule too large.
 */
export function writeOut(rule: Rule, segments: ReadonlyMap<string, Rule>, standsIn: readonly string[] = []): Rule {
  let left = 2000;
  const write = (each: Rule, around: readonly string[]): Rule => {
    left -= 1;
    // Segments of segments could double at each step, so the work is bounded before the result is measured.
    if (left < 0)
      throw fault('too many conditions', 'The segments in the rule are too large together.', 'fewer segments');
    if (each.kind === 'not') return { kind: 'not', of: write(each.of, around) };
    if (each.kind === 'all' || each.kind === 'any') {
      return { kind: each.kind, of: each.of.map((part) => write(part, around)) };
    }
    if (each.kind !== 'segment') return each;
    const inner = segments.get(each.id);
    if (around.includes(each.id)) {
      throw fault(each.id, `The segment ${each.id} would contain itself.`, 'a segment that does not contain this one');
    }
    if (inner === undefined) throw fault(each.id, `There is no segment with the id ${each.id}.`, 'the id of a segment');
    return write(inner, [...around, each.id]);
  };
  const whole = write(rule, standsIn);
  demandSize(whole, { value: undefined, path: 'rule', depth: 0 });
  return whole;
}
