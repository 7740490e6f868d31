import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { shipPlan } from './collect/plan/plan.service.ts';
import { type Config, readConfig, settings } from './config.ts';
import { loadExampleShop } from './example/shop.service.ts';
import { createLog } from './http/log.ts';
import type { CommandIo } from './kernel/command.ts';
import { DomainError } from './kernel/errors.ts';
import { type Role, type Stage, start, type Started } from './main.ts';
import { isNewDeployment, markStarted } from './organisation/deployment.store.ts';
import { createLoginLink } from './organisation/login.service.ts';
import type { Deps } from './store/deps.ts';

const usage = `samspel start [--empty] [--role all|api|worker] [--port N]

Runs the server with its databases until Ctrl-C. The first start loads an example shop.

  --empty      the first start loads nothing
  --role       all (default): server, jobs and databases on this machine
               api, worker: one process of many, on DATABASE_URL and CLICKHOUSE_URL
  --port N     the port to listen on, instead of SAMSPEL_PORT or 4000

docs/configuration.md lists the environment variables.
`;

const roles: readonly Role[] = ['all', 'api', 'worker'];

/** What is printed, in the two languages of the house. */
const sentences = {
  en: {
    stages: {
      databases: 'Starting the databases ...',
      schema: 'Bringing them up to date ...',
      example: 'Loading the example shop, once ...',
      doors: 'Opening the doors ...',
    },
    answers: (url: string) => `Samspel answers at ${url}`,
    login: (link: string) => `Log in once, within 15 minutes: ${link}`,
    noLink: '`samspel login` prints a link to log in by.',
    works: 'The worker is at work.',
    howToStop: 'Ctrl-C stops it.',
    stopping: 'Stopping ... (Ctrl-C once more ends it at once)',
  },
  sv: {
    stages: {
      databases: 'Startar databaserna ...',
      schema: 'Uppdaterar dem ...',
      example: 'Laddar exempelbutiken, en gång ...',
      doors: 'Öppnar dörrarna ...',
    },
    answers: (url: string) => `Samspel svarar på ${url}`,
    login: (link: string) => `Logga in en gång, inom 15 minuter: ${link}`,
    noLink: '`samspel login` skriver ut en länk att logga in med.',
    works: 'Arbetaren är igång.',
    howToStop: 'Ctrl-C stoppar.',
    stopping: 'Stoppar ... (Ctrl-C en gång till avslutar genast)',
  },
} as const satisfies Record<string, { stages: Record<Stage | 'example', string> } & Record<string, unknown>>;

type StartArguments = { readonly role: Role; readonly empty: boolean; readonly port: string | undefined };

/** `samspel start`: runs until it is told to stop. Returns the exit code. */
export async function run(args: string[], io: CommandIo): Promise<number> {
  const asked = readArguments(args);
  if (asked === 'help') {
    io.stdout.write(usage);
    return 0;
  }
  const config = configOf(asked);
  const say = sentences[config.language];
  const log = createLog(config.logLevel);
  const signals = listenForSignals();
  try {
    const started = await start(config, {
      role: asked.role,
      log,
      signal: signals.told,
      onStage: (stage) => void io.stderr.write(`${say.stages[stage]}\n`),
      prepare: (deps) => prepareFirst(deps, asked, config, () => io.stderr.write(`${say.stages.example}\n`)),
    });
    await greet(started, io, say);
    if (!signals.told.aborted) await once(signals.told, 'abort');
    io.stderr.write(`${say.stopping}\n`);
    await started.stop();
  } catch (error) {
    // Told to stop while it was still starting: what had been started is stopped again, and that was what was asked.
    if (!signals.told.aborted) throw error;
  } finally {
    signals.forget();
  }
  return 0;
}

/** Every deployment is given the shipped plan once, and a new one the example shop, unless it was asked to be empty. */
async function prepareFirst(deps: Deps, asked: StartArguments, config: Config, onLoading: () => void): Promise<void> {
  await shipPlan(deps);
  if (asked.role !== 'all' || !(await isNewDeployment(deps.postgres))) return;
  if (!asked.empty) {
    onLoading();
    await loadExampleShop(deps, { now: deps.clock(), keysFile: join(config.dataFolder, 'example-keys.json') });
  }
  await markStarted(deps.postgres, deps.clock());
}

async function greet(started: Started, io: CommandIo, say: (typeof sentences)['en' | 'sv']): Promise<void> {
  if (started.url === undefined) {
    io.stdout.write(`${say.works} ${say.howToStop}\n`);
    return;
  }
  io.stdout.write(`${say.answers(started.url)}\n`);
  // The server runs and stays: a link that cannot be made just now is made later by `samspel login`.
  const link = await createLoginLink(started.deps).then(
    (token) => say.login(`${started.url}/login/${token}`),
    () => say.noLink,
  );
  io.stdout.write(`${link}\n${say.howToStop}\n`);
}

function readArguments(args: string[]): StartArguments | 'help' {
  try {
    const { values } = parseArgs({
      args,
      options: {
        empty: { type: 'boolean', default: false },
        role: { type: 'string', default: 'all' },
        port: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return 'help';
    const role = roles.find((each) => each === values.role);
    if (role === undefined) throw new Error(`--role is "${values.role}", allowed is ${roles.join(', ')}`);
    return { role, empty: values.empty, port: values.port };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new DomainError('field-invalid', `${why}. samspel start --help shows what is allowed.`);
  }
}

function configOf(asked: StartArguments): Config {
  return readConfig(undefined, { [settings.port.key]: asked.port });
}

/** The first signal asks for a clean stop; the second ends the process at once, and our engines with it. */
function listenForSignals(): { readonly told: AbortSignal; readonly forget: () => void } {
  const told = new AbortController();
  const hear = (): void => {
    if (told.signal.aborted) process.exit(130);
    told.abort();
  };
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of names) process.on(name, hear);
  return {
    told: told.signal,
    forget: () => {
      for (const name of names) process.removeListener(name, hear);
    },
  };
}
