import { isTimeZone } from '../kernel/time-zone.ts';
import { readMomentArgument } from '../collect/moment-argument.ts';
import { readConfig } from '../config.ts';
import { type CommandIo, print, runCommand } from '../kernel/command.ts';
import type { Instant } from '../kernel/period.ts';
import { readCatalogue, readWholeText } from './text/text-input.reads.ts';
import { describeTerms, positionsIn } from './text/terms-report.ts';
import { readText, type TextReading } from './text/text-reading.ts';
import { badArgument, readArguments } from '../kernel/arguments.ts';

const usage = `samspel read-text FILE [options]        prints the prices, shares off, codes and dates that a text states

FILE is a newsletter, a call script, a chat or a letter, in Swedish or English: plain text, or HTML (.html, .htm).

  --now DATE         from which "Sunday" and a date without a year are counted, as 2026-11-26; without it, now
  --time-zone ZONE   where the text is read (SAMSPEL_TIME_ZONE, or else Europe/Stockholm)
  --products FILE    a table product,name: products named beside a price are told
  --json             print everything for a program, with offsets

Exit code: 0 read, 2 bad usage or a file that cannot be read.
`;

type Options = {
  readonly file: string;
  readonly now: Instant;
  readonly timeZone: string;
  readonly products: string | undefined;
  readonly json: boolean;
};

/** `samspel read-text`: prints what a text states, with line and column. Returns the exit code. */
export function run(args: string[], io: CommandIo): Promise<number> {
  return runCommand(
    'read-text',
    io,
    async () => {
      const options = readOptions(args);
      if (options === 'help') {
        io.stdout.write(usage);
        return 0;
      }
      const text = await readWholeText(options.file);
      const catalogue = options.products === undefined ? [] : await readCatalogue(options.products);
      const form = /\.html?$/i.test(options.file) ? 'html' : 'plain';
      const reading = readText({ text, form, catalogue }, { now: options.now, timeZone: options.timeZone });
      await print(
        io.stdout,
        options.json ? [`${JSON.stringify(withPositions(text, reading), null, 2)}\n`] : linesOf(text, reading),
      );
      return 0;
    },
    2,
  );
}

function readOptions(args: readonly string[]): Options | 'help' {
  const { values, positionals } = parsed(args);
  if (values.help === true) return 'help';
  const [file] = positionals;
  if (file === undefined || positionals.length > 1)
    throw badArgument('FILE', file === undefined ? 'nothing' : `${positionals.length} files`, 'one file');
  const timeZone = values['time-zone'] ?? readConfig().timeZone;
  if (!isTimeZone(timeZone)) throw badArgument('--time-zone', `"${timeZone}"`, 'a zone as Europe/Stockholm');
  return {
    file,
    now: readMomentArgument('--now', values.now)?.(timeZone) ?? Date.now(),
    timeZone,
    products: values.products,
    json: values.json === true,
  };
}

function parsed(args: readonly string[]) {
  return readArguments(args, {
    now: { type: 'string' },
    'time-zone': { type: 'string' },
    products: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  });
}

function* linesOf(text: string, { terms, groups, general }: TextReading): Generator<string> {
  if (terms.length === 0) {
    yield 'The text states no prices, shares off, codes or dates.\n';
    return;
  }
  const placeOf = positionsIn(text, terms);
  const parts = [...groups, ...(general.length === 0 ? [] : [{ terms: general, whole: true }])];
  for (const part of parts) {
    yield `${'whole' in part ? 'The whole text' : (('product' in part ? part.product : undefined) ?? 'A price')}\n`;
    for (const each of part.terms) {
      const { line, column } = placeOf(each);
      yield `  ${`${line}:${column}`.padEnd(8)} ${describeTerms(each)}  "${each.text.replace(/\s+/g, ' ')}"\n`;
    }
  }
}

function withPositions(text: string, reading: TextReading) {
  const placeOf = positionsIn(text, reading.terms);
  const placed = (terms: TextReading['terms']) => terms.map((each) => ({ ...each, ...placeOf(each) }));
  return {
    groups: reading.groups.map((group) => ({ ...group, terms: placed(group.terms) })),
    general: placed(reading.general),
  };
}
