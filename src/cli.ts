import { readFileSync } from 'node:fs';
import { enableCompileCache, flushCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Identity } from './collect/intake.service.ts';
import type { CommandIo } from './kernel/command.ts';
import { DomainError } from './kernel/errors.ts';

type Command = {
  readonly summary: string;
  readonly load: () => Promise<{ readonly run: (args: string[], io: CommandIo) => Promise<number> }>;
};

/** Each command is a file of its own, read only when it is asked for. */
const commands: Readonly<Record<string, Command>> = {
  start: { summary: 'run the server, with its databases', load: () => import('./start.command.ts') },
  import: { summary: 'hand in a file of sightings or of events', load: loadImport },
  crawl: {
    summary: 'read the prices on pages of ours, without a server',
    load: () => import('./collect/crawl/crawl.command.ts'),
  },
  login: {
    summary: 'print a link that logs in the owner, or a member, once',
    load: () => import('./organisation/login.command.ts'),
  },
  secrets: {
    summary: 'change the key by which personal numbers are kept',
    load: () => import('./identify/secrets.command.ts'),
  },
  plan: {
    summary: 'what events hold: list, export, import, check',
    load: () => import('./collect/plan/plan.command.ts'),
  },
  sources: {
    summary: 'list and make the systems that hand in events',
    load: () => import('./organisation/source.command.ts'),
  },
  keys: {
    summary: 'list, make, rotate and revoke the keys of systems',
    load: () => import('./organisation/key.command.ts'),
  },
  identity: {
    summary: 'the rules of who is who; think everybody through again',
    load: () => import('./identify/graph/identity.command.ts'),
  },
  maintain: {
    summary: 'take away for good what was deleted or is kept for long enough',
    load: () => import('./protect/maintain.command.ts'),
  },
  customers: {
    summary: 'export, erase or freeze a customer',
    load: () => import('./protect/customer.command.ts'),
  },
  check: { summary: 'find contradictions in files, without a server', load: () => import('./speak/check.command.ts') },
  'read-text': {
    summary: 'print the prices, codes and dates that a text states',
    load: () => import('./speak/read-text.command.ts'),
  },
  readiness: {
    summary: 'say whether tables are good enough for a question, without a server',
    load: () => import('./understand/readiness.command.ts'),
  },
  duplicates: {
    summary: 'find customers that are one person, for somebody to decide about',
    load: () => import('./identify/review/duplicates.command.ts'),
  },
  match: {
    summary: 'find the same people in lists, without a server',
    load: () => import('./identify/match.command.ts'),
  },
};

/** The room that takes files in stands to the left of the one that knows the customers, so that is handed to it here. */
async function loadImport(): ReturnType<Command['load']> {
  const [command, { usableIdentifiers }, { resolveUsable }, { KnownSets }, { erasedAmong, newErasedMemory }] =
    await Promise.all([
      import('./collect/import.command.ts'),
      import('./identify/identifier.ts'),
      import('./identify/resolve.service.ts'),
      import('./identify/known-sets.ts'),
      import('./identify/erased.service.ts'),
    ]);
  const erased = newErasedMemory();
  const sets = new KnownSets();
  const identity: Identity = {
    usable: usableIdentifiers,
    resolve: (...asked) => resolveUsable(...asked, sets),
    erasedAmong: (...asked) => erasedAmong(...asked, erased),
  };
  return { run: (args, io) => command.run(args, io, identity) };
}

/** Exit codes: 0 done, 1 the command's own "no" (contradictions found, a folder in use), 2 it could not be understood. */
async function main(args: readonly string[], io: CommandIo): Promise<number> {
  const [name = '--help', ...rest] = args;
  if (name === '--help' || name === '-h' || name === 'help') {
    io.stdout.write(usage());
    return 0;
  }
  if (name === '--version' || name === '-v') {
    io.stdout.write(`${version()}\n`);
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    io.stderr.write(`samspel: there is no command "${name}". There is: ${Object.keys(commands).join(', ')}.\n`);
    return 2;
  }
  const { run } = await command.load();
  // A server lives for long, and may be killed.
  flushCompileCache();
  return await run(rest, io);
}

function usage(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return `samspel COMMAND [ARGUMENTS]\n\n${lines.join('\n')}\n\nsamspel COMMAND --help says more. samspel --version says which version this is.\n`;
}

function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

// Half of what a start takes is making sense of the source. Kept beside the packages, where only who installed them may
// write; where nobody may, nothing is kept.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/samspel', import.meta.url)));

try {
  process.exitCode = await main(process.argv.slice(2), process);
} catch (error) {
  if (error instanceof DomainError) process.stderr.write(`samspel: ${error.detail}\n`);
  else throw error;
  process.exitCode = error.kind === 'invalid' ? 2 : 1;
}
