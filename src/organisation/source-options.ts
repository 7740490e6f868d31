import { parseArgs } from 'node:util';
import { type SourceInput, type SourceKind, sourceKinds, type SourcePatch } from './source.contract.ts';
import { badArgument } from '../kernel/arguments.ts';

/** What `samspel sources` was asked to do. */
export type SourceRequest =
  | { readonly act: 'help' }
  | { readonly act: 'list' }
  | { readonly act: 'add'; readonly source: SourceInput }
  | { readonly act: 'change'; readonly id: string; readonly patch: SourcePatch }
  | { readonly act: 'show' | 'key' | 'remove'; readonly id: string };

export const sourceUsage = `samspel sources                         lists the systems that hand in events
samspel sources add NAME [OPTIONS]      makes a source and its first key, and prints the key, this once
samspel sources show ID                 says all there is to know of a source, and of its keys
samspel sources change ID OPTIONS       says something of it anew
samspel sources key ID                  makes another key for it and prints it, this once
samspel sources pause ID                nothing of it is taken in from now on
samspel sources resume ID               it is taken in again
samspel sources remove ID               takes it away and revokes its keys; its events stay

  --id ID              what its events carry for ever, as web-shop; without it made from the name
  --name NAME          what it is called
  --kind KIND          ${sourceKinds.join(', ')}
  --channel ID         the channel of events that name none themselves
  --department NAME    which department it belongs to
  --owner NAME         who answers for it
  --origin ORIGIN      a site whose pages may send, as https://shop.example; as often as needed
  --phone-country CC   where telephone numbers without a country code are from; else the deployment's country
  --purpose TEXT       what it is for
`;

const options = {
  help: { type: 'boolean', short: 'h' },
  id: { type: 'string' },
  name: { type: 'string' },
  kind: { type: 'string' },
  channel: { type: 'string' },
  department: { type: 'string' },
  owner: { type: 'string' },
  origin: { type: 'string', multiple: true },
  'phone-country': { type: 'string' },
  purpose: { type: 'string' },
} as const;

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw badArgument('arguments', args.join(' '), error instanceof Error ? error.message : String(error));
  }
}

type Values = ReturnType<typeof parse>['values'];

function readKind(kind: string | undefined): SourceKind | undefined {
  const known = sourceKinds.find((each) => each === kind);
  if (kind !== undefined && known === undefined) throw badArgument('--kind', kind, sourceKinds.join(', '));
  return known;
}

/** What the options say of a source; what they do not say is left out. */
function saidBy(values: Values): SourcePatch {
  const { channel, department, owner, origin, purpose } = values;
  const kind = readKind(values.kind);
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(channel === undefined ? {} : { channel }),
    ...(department === undefined ? {} : { department }),
    ...(owner === undefined ? {} : { owner }),
    ...(origin === undefined ? {} : { origins: origin }),
    ...(values['phone-country'] === undefined ? {} : { phoneCountry: values['phone-country'] }),
    ...(purpose === undefined ? {} : { purpose }),
  };
}

function oneOf(words: readonly string[], what: string, allowed: string): string {
  const [word] = words;
  if (word !== undefined && word !== '' && words.length === 1) return word;
  throw badArgument(what, words.join(' ') || 'nothing', allowed);
}

function readChange(id: string, values: Values): SourceRequest {
  if (values.id !== undefined)
    throw badArgument('--id', values.id, 'nothing: the id stands on every event and never changes');
  const patch = { ...saidBy(values), ...(values.name === undefined ? {} : { name: values.name }) };
  if (Object.keys(patch).length === 0)
    throw badArgument('OPTIONS', 'nothing', 'something to say anew, as --owner NAME');
  return { act: 'change', id, patch };
}

const acts = ['show', 'key', 'remove', 'change', 'pause', 'resume'] as const;

/** Reads the arguments of `samspel sources`. Throws `field-invalid`. */
export function readSourceRequest(args: string[]): SourceRequest {
  const { values, positionals } = parse(args);
  if (values.help === true) return { act: 'help' };
  const [word, ...rest] = positionals;
  if (word === undefined || word === 'list') return { act: 'list' };
  if (word === 'add') {
    const name = oneOf(rest, 'NAME', 'one name, in quotes when it holds spaces');
    const { state: _state, ...said } = saidBy(values);
    return { act: 'add', source: { ...said, name, ...(values.id === undefined ? {} : { id: values.id }) } };
  }
  const act = acts.find((each) => each === word);
  if (act === undefined) throw badArgument('samspel sources', word, `add, ${acts.join(', ')} or nothing`);
  const id = oneOf(rest, 'ID', 'the id of one source');
  switch (act) {
    case 'change':
      return readChange(id, values);
    case 'pause':
      return { act: 'change', id, patch: { state: 'paused' } };
    case 'resume':
      return { act: 'change', id, patch: { state: 'active' } };
    case 'show':
    case 'key':
    case 'remove':
      return { act, id };
    default:
      return act satisfies never;
  }
}
