import { readMoment } from '../collect/instant-text.ts';
import type { Instant } from '../kernel/period.ts';
import { shippedQuestions } from './shipped-question.ts';
import { badArgument, readArguments } from '../kernel/arguments.ts';

export const readinessUsage = `samspel readiness FILES --mapping M --question Q [options]

Says whether tables of events are good enough for a question: good, usable with a correction or not enough, with the
numbers, and the cheapest remedy. Needs no server, and does not answer the question.

  --mapping FILE      how rows become events (JSON or YAML, as for \`samspel import events\`); once for all files, or one
                      for each in the same order
  --question Q        a shipped question, or a file with one (JSON or YAML):
                      ${shippedQuestions.map(({ id }) => id).join(', ')}
  --until INSTANT     the end of the period, as 2011-12-10; without it, what the question says, or the newest event
  --days N            the length of the period; without it, what the question says
  --json              all of the verdict, for a program

Exit code: 0 good or usable, 1 not enough, 2 bad usage or a file that cannot be read.
`;

export type ReadinessOptions = {
  readonly files: readonly string[];
  readonly mappings: readonly string[];
  readonly question: string;
  readonly until: Instant | undefined;
  readonly days: number | undefined;
  readonly isJson: boolean;
};

/** Reads the arguments; `help` when the usage is asked for. Throws `field-invalid` in words for who typed them. */
export function readReadinessOptions(args: readonly string[]): ReadinessOptions | 'help' {
  const { values, positionals } = parsed(args);
  if (values.help === true) return 'help';
  const { mapping: mappings = [], question, until, days } = values;
  if (positionals.length === 0) throw badArgument('FILES', 'nothing', 'one or more tables of events');
  if (mappings.length !== 1 && mappings.length !== positionals.length)
    throw badArgument('--mapping', `${mappings.length} of them`, 'one for all files, or one for each');
  if (question === undefined) throw badArgument('--question', 'nothing', 'a shipped question, or a file');
  if (days !== undefined && !/^[1-9]\d{0,3}$/.test(days))
    throw badArgument('--days', `"${days}"`, 'a whole number from 1 to 9999');
  return {
    files: positionals,
    mappings,
    question,
    until: until === undefined ? undefined : instantOf(until),
    days: days === undefined ? undefined : Number(days),
    isJson: values.json === true,
  };
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  return readArguments(args, {
    mapping: { type: 'string', multiple: true },
    question: text,
    until: text,
    days: text,
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  });
}

function instantOf(text: string): Instant {
  const at = readMoment(text, 'UTC');
  if (at === undefined) throw badArgument('--until', `"${text}"`, '2011-12-10 or 2011-12-10T08:00:00Z');
  return at;
}
