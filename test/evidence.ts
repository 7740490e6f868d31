import { type Identifier, usableIdentifiers } from '../src/identify/identifier.ts';
import type { Evidence } from '../src/identify/graph/thinking.ts';

/** What tells who is who, as a source would hand it in. */
export function seenAt(at: number, ...identifiers: readonly Identifier[]): Evidence {
  return { identifiers: usableIdentifiers(identifiers), source: 'test', at };
}
export function evidence(...identifiers: readonly Identifier[]): Evidence {
  return seenAt(1, ...identifiers);
}
export function user(value: string): Identifier {
  return { type: 'user_id', value };
}
export function browser(value: string): Identifier {
  return { type: 'anonymous_id', value };
}
export function email(value: string): Identifier {
  return { type: 'email', value: `${value}@example.se` };
}
export function loyalty(value: string): Identifier {
  return { type: 'loyalty', value };
}
