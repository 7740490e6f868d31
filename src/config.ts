import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { DomainError } from './kernel/errors.ts';
import { isSecretType, type SecretType, secretTypes } from './kernel/identifier-settings.ts';
import { isTimeZone, USUAL_TIME_ZONE } from './kernel/time-zone.ts';

/**
 * The one schema of the configuration and the only reader of the environment. `docs/configuration.md` is generated
 * from it (`npm run -s docs`) and a test holds the two together.
 */
type Setting = {
  readonly key: string;
  readonly description: string;
  readonly fallback: string;
  readonly read: (text: string) => unknown;
  /** Its value is never shown, also not in a fault. */
  readonly isSecret?: boolean;
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

function countryCode(value: string): string {
  if (!/^[A-Z]{2}$/.test(value)) throw new Error('two capital letters, as SE');
  return value;
}

function timeZoneName(value: string): string {
  if (!isTimeZone(value)) throw new Error('a time zone, as Europe/Stockholm');
  return value;
}

function secretTypeList(value: string): SecretType[] {
  const types = value.split(',').map((each) => each.trim());
  return types
    .filter((each) => each !== '')
    .map((each) => {
      if (isSecretType(each)) return each;
      throw new Error(`any of ${secretTypes.join(', ')}, with a comma between`);
    });
}

function secret(value: string): Buffer | undefined {
  if (value === '') return undefined;
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length !== 32 || !/^[A-Za-z0-9+/_-]{43}=?$/.test(value)) throw new Error('32 bytes in base64');
  return bytes;
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
  country: {
    key: 'SAMSPEL_COUNTRY',
    description: 'Whose phone numbers are written without a country (ISO 3166-1).',
    fallback: 'SE',
    read: countryCode,
  },
  timeZone: {
    key: 'SAMSPEL_TIME_ZONE',
    description:
      'Where days and weeks begin and end, and times without an offset are read, where nothing else says it: in feeds, pages, texts, tables and files, on the screens, and in segments and questions.',
    fallback: USUAL_TIME_ZONE,
    read: timeZoneName,
  },
  gmailDots: {
    key: 'SAMSPEL_GMAIL_DOTS',
    description:
      'Whether `a.b+c@gmail.com` is told from `ab@gmail.com` (`kept`) or is the same address, as Google has it (`ignored`).',
    fallback: 'kept',
    read: oneOf('kept', 'ignored'),
  },
  personalNumbers: {
    key: 'SAMSPEL_PERSONAL_NUMBERS',
    description:
      'Which numbers are taken in, hashed and sealed: `personnummer`, `organisation_number`, or both with a comma between. Empty: none.',
    fallback: '',
    read: secretTypeList,
  },
  identifierKey: {
    key: 'SAMSPEL_IDENTIFIER_KEY',
    description:
      'The key for personal numbers and erasures: 32 bytes in base64, the same for every process. Empty: `identifier.key` in the data folder, made by the first start.',
    fallback: '',
    read: secret,
    isSecret: true,
  },
  identifierKeyBefore: {
    key: 'SAMSPEL_IDENTIFIER_KEY_BEFORE',
    description: 'The key before, until `samspel secrets rotate` has done its work.',
    fallback: '',
    read: secret,
    isSecret: true,
  },
  deadLetterDays: {
    key: 'SAMSPEL_DEAD_LETTER_DAYS',
    description: 'How many days what was not taken in is kept, with what came and its fault.',
    fallback: '30',
    read: wholeNumber(1, 3650),
  },
  segmentsMb: {
    key: 'SAMSPEL_SEGMENTS_MB',
    description:
      'The most, in MB, that acknowledged events may take on the disk of a process while ClickHouse does not take them. Above it events are answered with 429.',
    fallback: '10000',
    read: wholeNumber(1, 100_000_000),
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
      const shown = 'isSecret' in setting ? `${found.length} characters` : found;
      faults.push({
        field: setting.key,
        found: shown,
        allowed: error instanceof Error ? error.message : String(error),
      });
      return [name, undefined] as const;
    }
  });
  if (faults.length > 0) {
    const lines = faults.map((fault) => `${fault.field} is "${fault.found}", allowed is ${fault.allowed}`);
    throw new DomainError('config-invalid', lines.join('; '), faults);
  }
  return Object.fromEntries(entries) as Config;
}
