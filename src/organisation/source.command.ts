import { readConfig } from '../config.ts';
import { type CommandIo, runCommand } from '../kernel/command.ts';
import type { Deps } from '../store/deps.ts';
import { withDeps } from '../store/embedded/running.ts';
import { atTheMachine } from './audit.ts';
import { keyLine } from './key-line.ts';
import { listKeysOf } from './key.reads.ts';
import { addSourceKey } from './key.service.ts';
import { readSourceRequest, type SourceRequest, sourceUsage } from './source-options.ts';
import type { SourceInput, SourceView } from './source.contract.ts';
import { listSources } from './source.reads.ts';
import { addSource, changeSource, demandSource, removeSource } from './source.service.ts';

/** `samspel sources`: the systems that hand in events, who answers for them, and their keys. Returns the exit code. */
export function run(args: string[], io: CommandIo): Promise<number> {
  return runCommand('sources', io, async () => {
    const request = readSourceRequest(args);
    if (request.act === 'help') {
      io.stdout.write(sourceUsage);
      return 0;
    }
    return withDeps(readConfig(), async (open) => {
      io.stdout.write(await answer(open.deps, request));
      return 0;
    });
  });
}

/** Does what was asked and returns what is to be printed. */
export async function answer(deps: Deps, request: Exclude<SourceRequest, { act: 'help' }>): Promise<string> {
  const { act } = request;
  switch (act) {
    case 'list':
      return (
        (await listSources(deps.postgres, deps.clock())).map(lineOf).join('') ||
        'There are no sources. `samspel sources add NAME` makes one.\n'
      );
    case 'add':
      return await added(deps, request.source);
    case 'change':
      return lineOf(await changeSource(deps, request.id, request.patch, atTheMachine));
    case 'show':
      return await shown(deps, request.id);
    case 'key':
      return `${(await addSourceKey(deps, { source: request.id }, atTheMachine)).key}\n`;
    case 'remove':
      await removeSource(deps, request.id, atTheMachine);
      return `The source ${request.id} is taken away, and its keys are revoked.\n`;
    default:
      return act satisfies never;
  }
}

async function added(deps: Deps, input: SourceInput): Promise<string> {
  const { id } = await addSource(deps, input, atTheMachine);
  const { key } = await addSourceKey(deps, { source: id }, atTheMachine);
  return `${key}\n`;
}

function used(at: string | null): string {
  return at === null ? 'never used' : `used ${at.slice(0, 10)}`;
}

function lineOf({ id, kind, state, channel, department, owner, lastUsedAt, name }: SourceView): string {
  const belongs = [channel, department, owner].map((each) => each ?? '-').join(' / ');
  return `${id.padEnd(24)}  ${kind.padEnd(7)}  ${state.padEnd(6)}  ${used(lastUsedAt).padEnd(15)}  ${belongs.padEnd(32)}  ${name}\n`;
}

async function shown(deps: Deps, id: string): Promise<string> {
  const source = await demandSource(deps.postgres, id, deps.clock());
  const keys = await listKeysOf(deps.postgres, id);
  const facts: readonly (readonly [string, string])[] = [
    ['id', source.id],
    ['name', source.name],
    ['kind', source.kind],
    ['state', source.pausedAt === null ? 'active' : `paused since ${source.pausedAt.slice(0, 10)}`],
    ['channel', source.channel ?? '-'],
    ['department', source.department ?? '-'],
    ['owner', source.owner ?? '-'],
    ['pages', source.origins.join(' ') || 'any'],
    ['phones from', source.phoneCountry ?? '-'],
    ['purpose', source.purpose || '-'],
    ['last used', source.lastUsedAt ?? 'never'],
  ];
  const lines = facts.map(([word, value]) => `${word.padEnd(12)}  ${value}\n`);
  return `${lines.join('')}\n${keys.map((key) => keyLine(key, deps.clock())).join('') || 'It has no keys.\n'}`;
}
