import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { DomainError } from './kernel/errors.ts';

/**
 * The one schema of the configuration and the only reader of the environment. `docs/configuration.md` is generated
 * from it (`npm run -s docs`) and a test holds the two together.
 */
type Setting = {
  readonly key: string;
  readonly description: string;
  readonly fallback: string;
  readonly read: (text: string) => unknown;
};

function text(value: string): string {
  return value;
}

function url(...schemes: readonly string[]) {
  return (value: string): string | undefined => {
    if (value === '') return undefined;
    const scheme = schemes.find((each) => value.startsWith(`${each}:`));
    if (scheme === undefined || !URL.canParse(value))
      throw new Error(`a URL that begins with ${schemes.join(': or ')}:`);
    return value;
  };
}

function wholeNumber(from: number, to: number) {
  return (value: string): number => {
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < from || number > to) throw new Error(`a whole number from ${from} to ${to}`);
    return number;
  };
}

function oneOf<const T extends string>(...allowed: readonly T[]) {
  return (value: string): T => {
    const found = allowed.find((each) => each === value);
    if (found === undefined) throw new Error(`one of ${allowed.join(', ')}`);
    return found;
  };
}

export const settings = {
  dataFolder: {
    key: 'SAMSPEL_DATA',
    description: 'The folder that holds everything this deployment keeps: databases, segments, its lock.',
    fallback: '.samspel',
    read: (value: string): string => resolve(value.replace(/^~(?=\/)/, homedir())),
  },
  host: {
    key: 'SAMSPEL_HOST',
    description: 'The address to listen on. Loopback opens no port to other machines.',
    fallback: '127.0.0.1',
    read: text,
  },
  port: {
    key: 'SAMSPEL_PORT',
    description: 'The port to listen on; 0 takes a free one.',
    fallback: '4000',
    read: wholeNumber(0, 65_535),
  },
  publicUrl: {
    key: 'SAMSPEL_PUBLIC_URL',
    description: 'How people reach this server, where it stands behind a proxy. Empty: the address listened on.',
    fallback: '',
    read: url('http', 'https'),
  },
  databaseUrl: {
    key: 'DATABASE_URL',
    description: 'A PostgreSQL (15 or later) to use. Empty: one is run in the data folder.',
    fallback: '',
    read: url('postgres', 'postgresql'),
  },
  clickhouseUrl: {
    key: 'CLICKHOUSE_URL',
    description: 'A ClickHouse to use, with its database as the path. Empty: one is run in the data folder.',
    fallback: '',
    read: url('http', 'https'),
  },
  logLevel: {
    key: 'SAMSPEL_LOG_LEVEL',
    description: 'What is logged: the level and everything graver.',
    fallback: 'warn',
    read: oneOf('debug', 'info', 'warn', 'error', 'silent'),
  },
  language: {
    key: 'LANG',
    description:
      'The language of the lines that `samspel start` prints: Swedish where it begins with sv, else English.',
    fallback: 'en',
    read: (value: string): 'sv' | 'en' => (value.startsWith('sv') ? 'sv' : 'en'),
  },
  engineMemoryMb: {
    key: 'SAMSPEL_ENGINE_MEMORY_MB',
    description: 'The most memory, in MB, that our own ClickHouse engine may take.',
    fallback: '1500',
    read: wholeNumber(256, 1_000_000),
  },
} as const satisfies Record<string, Setting>;

export type Config = { readonly [K in keyof typeof settings]: ReturnType<(typeof settings)[K]['read']> };

/** Reads the environment; what the command line says goes before it. Throws `config-invalid` with every fault at once: the key, what was found, what is allowed. */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  overrides: Readonly<Record<string, string | undefined>> = {},
): Config {
  const faults: { field: string; found: string; allowed: string }[] = [];
  const entries = Object.entries(settings).map(([name, setting]) => {
    const found = overrides[setting.key] ?? environment[setting.key] ?? setting.fallback;
    try {
      return [name, setting.read(found)] as const;
    } catch (error) {
      faults.push({ field: setting.key, found, allowed: error instanceof Error ? error.message : String(error) });
      return [name, undefined] as const;
    }
  });
  if (faults.length > 0) {
    const lines = faults.map((fault) => `${fault.field} is "${fault.found}", allowed is ${fault.allowed}`);
    throw new DomainError('config-invalid', lines.join('; '), faults);
  }
  return Object.fromEntries(entries) as Config;
}
