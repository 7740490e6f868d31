import { parseArgs } from 'node:util';
import { DomainError } from '../kernel/errors.ts';
import { isUuid } from '../kernel/id.ts';

export const customerUsage = `samspel customers export CUSTOMER --to FILE.zip [--language sv|en]
samspel customers erase CUSTOMER [--yes]
samspel customers freeze CUSTOMER --because TEXT
samspel customers thaw CUSTOMER
samspel customers keep EVENT --days N | --for-ever

CUSTOMER is an id, or an identifier as email:asa@example.se. A personal number does not belong in the history of a shell:
look its customer up by POST /v1/customers/lookup.

  export     writes everything that is kept of the customer to a ZIP: a page for people, JSON, and tables
  erase      deletes everything that is kept of the customer; without --yes it says what that would be
  freeze     keeps the customer's data without using it: nothing new is offered, promises are kept
  keep       how long events of a name are kept; without arguments it lists what is said
`;

export type CustomerRequest =
  | { readonly act: 'help' }
  | { readonly act: 'retention' }
  | { readonly act: 'export'; readonly who: Who; readonly to: string; readonly language: 'sv' | 'en' }
  | { readonly act: 'erase'; readonly who: Who; readonly isSure: boolean }
  | { readonly act: 'freeze'; readonly who: Who; readonly because: string }
  | { readonly act: 'thaw'; readonly who: Who }
  | { readonly act: 'keep'; readonly event: string; readonly days: number | null };
export type Who = { readonly id: string } | { readonly type: string; readonly value: string };

function wrong(why: string): DomainError {
  return new DomainError('field-invalid', `${why}.`);
}

/** An id, or an identifier with its type before it. */
export function readWho(text: string): Who {
  if (isUuid(text)) return { id: text };
  const [, type, value] = /^([a-z][a-z_]{1,39}):(.+)$/.exec(text) ?? [];
  if (type === undefined || value === undefined) throw wrong(`"${text}" is no customer's id and no type:value`);
  return { type, value };
}

const options = {
  to: { type: 'string' },
  language: { type: 'string', default: 'sv' },
  because: { type: 'string' },
  days: { type: 'string' },
  'for-ever': { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

function parsed(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options });
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
}

export function readCustomerRequest(args: string[]): CustomerRequest {
  const { values, positionals } = parsed(args);
  const [act, subject, ...more] = positionals;
  if (values.help || act === undefined) return { act: 'help' };
  if (act === 'keep' && subject === undefined) return { act: 'retention' };
  if (subject === undefined || more.length > 0)
    throw wrong(`${act} takes one ${act === 'keep' ? 'event' : 'customer'}`);
  switch (act) {
    case 'export': {
      const { to, language } = values;
      if (to === undefined) throw wrong('--to is missing: the file to write');
      if (language !== 'sv' && language !== 'en') throw wrong(`--language is "${language}", allowed are sv and en`);
      return { act, who: readWho(subject), to, language };
    }
    case 'erase':
      return { act, who: readWho(subject), isSure: values.yes };
    case 'freeze':
      if (values.because === undefined) throw wrong('--because is missing: why the customer is frozen');
      return { act, who: readWho(subject), because: values.because };
    case 'thaw':
      return { act, who: readWho(subject) };
    case 'keep':
      return { act, event: subject, days: daysIn(values) };
    default:
      throw wrong(`there is no "${act}"`);
  }
}

function daysIn({ days, 'for-ever': isForEver }: { days?: string | undefined; 'for-ever': boolean }): number | null {
  if (isForEver) return null;
  const number = Number(days);
  if (days === undefined || !Number.isInteger(number) || number < 1 || number > 36_500)
    throw wrong(`--days is ${days === undefined ? 'missing' : `"${days}"`}, allowed is a whole number from 1 to 36500`);
  return number;
}
