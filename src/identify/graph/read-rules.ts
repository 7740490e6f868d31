import { Compile } from 'typebox/compile';
import { DomainError } from '../../kernel/errors.ts';
import { RulesSchema } from './rules.contract.ts';
import type { IdentityRules } from './rules.ts';

const check = Compile(RulesSchema);

/** Reads rules that somebody wrote. Throws `field-invalid` with the place of the first fault. */
export function readRules(written: unknown): IdentityRules {
  if (check.Check(written)) return written;
  const [fault] = check.Errors(written);
  const field = fault?.instancePath.slice(1).replaceAll('/', '.') || '(rules)';
  throw new DomainError(
    'field-invalid',
    `The rules do not hold at ${field}: ${fault?.message ?? 'they are no rules'}.`,
    [{ field, found: 'something else', allowed: fault?.message ?? 'rules as `samspel identity rules` prints them' }],
  );
}
