import type { FieldFault } from '../../../../src/kernel/errors.ts';
import type { JsonSchema } from '../../../../src/collect/plan/plan.ts';
import { isSchemaObject, schemaFaults } from '../../../../src/collect/plan/schema-rules.ts';

/** A schema as somebody writes it: it is read at each letter, and judged by the rules that the server judges by. */
export type WrittenSchema =
  | { readonly state: 'unread'; readonly why: string }
  | { readonly state: 'faulty'; readonly faults: readonly FieldFault[] }
  | { readonly state: 'good'; readonly schema: JsonSchema };

export const EMPTY_SCHEMA = '{\n  "type": "object",\n  "properties": {},\n  "required": []\n}';

export function readWritten(text: string): WrittenSchema {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    return { state: 'unread', why: error instanceof Error ? error.message : String(error) };
  }
  const faults = schemaFaults(read);
  return faults.length === 0 && isSchemaObject(read) ? { state: 'good', schema: read } : { state: 'faulty', faults };
}

export function textOf(schema: object): string {
  return JSON.stringify(schema, null, 2);
}

/** `type products.*.price` as its two parts. */
export function partsOf(violation: string): { readonly code: string; readonly path: string } {
  const [code = '', ...path] = violation.split(' ');
  return { code, path: path.join(' ') };
}
