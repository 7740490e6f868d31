import { parseArgs, type ParseArgsConfig } from 'node:util';
import { DomainError } from './errors.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Reads the arguments of a command: what stands alone, and its options. Throws `field-invalid` with the platform's words. */
export function readArguments<const T extends Options>(args: readonly string[], options: T) {
  return inFaultOfOurs(() => parseArgs({ args: [...args], allowPositionals: true, options }));
}

/** The same of a command that takes options only. */
export function readOptions<const T extends Options>(args: readonly string[], options: T) {
  return inFaultOfOurs(() => parseArgs({ args: [...args], options })).values;
}

function inFaultOfOurs<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new DomainError('field-invalid', error instanceof Error ? error.message : String(error));
  }
}

/** What is wrong with one argument: what was found, and what is allowed. */
export function badArgument(field: string, found: string, allowed: string): DomainError {
  return new DomainError('field-invalid', `${field}: found ${found}, allowed is ${allowed}.`, [
    { field, found, allowed },
  ]);
}
