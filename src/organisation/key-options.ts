import { parseArgs } from 'node:util';
import type { KeyInput, RotationInput } from './key.contract.ts';
import { badArgument } from '../kernel/arguments.ts';

/** What `samspel keys` was asked to do. */
export type KeyRequest =
  | { readonly act: 'help' }
  | { readonly act: 'list' }
  | { readonly act: 'add'; readonly key: KeyInput }
  | { readonly act: 'rotate'; readonly id: string; readonly rotation: RotationInput }
  | { readonly act: 'revoke'; readonly id: string };

export const keyUsage = `samspel keys                                     lists the keys
samspel keys add NAME --kind channel|write [--channel store] [--origin https://shop.example ...]
                                                 makes a key and prints it, this once
samspel keys rotate ID [--old-until now|DAYSd|TIME]
                                                 makes the key that takes its place and prints it, this once;
                                                 the old one is good for 7 days more, or until then
samspel keys revoke ID                           revokes a key at once

A channel key may ask and promise; with --channel it speaks for that channel. A write key may only hand in
events, so it may stand in a web page. It is made with a source of its name, whose events have the channel;
with --origin only the pages of those sites may send. \`samspel sources\` makes more keys for a source.
`;

type AddOptions = { readonly kind?: string; readonly channel?: string; readonly origin?: string[] };

function readAdd(names: readonly string[], { kind, channel, origin }: AddOptions): KeyInput {
  const [name] = names;
  if (name === undefined || name === '' || names.length > 1)
    throw badArgument('NAME', names.join(' ') || 'nothing', 'one name, in quotes when it holds spaces');
  if (kind !== 'channel' && kind !== 'write') throw badArgument('--kind', kind ?? 'nothing', 'channel or write');
  return {
    name,
    kind,
    ...(channel === undefined ? {} : { channel }),
    ...(origin === undefined ? {} : { origins: origin }),
  };
}

/** Reads the arguments of `samspel keys`. Throws `field-invalid`. */
export function readKeyRequest(args: string[]): KeyRequest {
  const options = {
    help: { type: 'boolean', short: 'h' },
    kind: { type: 'string' },
    channel: { type: 'string' },
    origin: { type: 'string', multiple: true },
    'old-until': { type: 'string' },
  } as const;
  const { values, positionals } = parse(args, options);
  if (values.help === true) return { act: 'help' };
  const [act, ...rest] = positionals;
  if (act === undefined || act === 'list') return { act: 'list' };
  if (act === 'add') return { act, key: readAdd(rest, values) };
  if (act !== 'revoke' && act !== 'rotate') throw badArgument('samspel keys', act, 'add, rotate, revoke or nothing');
  const [id] = rest;
  if (id === undefined || rest.length > 1) throw badArgument('ID', rest.join(' ') || 'nothing', 'the id of one key');
  return act === 'revoke' ? { act, id } : { act, id, rotation: readRotation(values['old-until']) };
}

function readRotation(written: string | undefined): RotationInput {
  if (written === undefined) return {};
  if (written === 'now') return { overlapDays: 0 };
  const [, days] = /^(\d{1,3})d$/.exec(written) ?? [];
  if (days !== undefined) return { overlapDays: Number(days) };
  if (/^\d{4}-\d\d-\d\d/.test(written) && !Number.isNaN(Date.parse(written))) return { oldUntil: written };
  throw badArgument('--old-until', written, 'now, a number of days as 7d, or a time as 2026-12-01T08:00:00Z');
}

function parse<const T extends NonNullable<Parameters<typeof parseArgs>[0]>['options']>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw badArgument('arguments', args.join(' '), error instanceof Error ? error.message : String(error));
  }
}
