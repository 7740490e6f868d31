import { badArgument, readArguments } from '../kernel/arguments.ts';
export const matchUsage = `samspel match FILE [FILE] [options]     finds the same people within a list, or between two; needs no server

FILE is a table: CSV, TSV or NDJSON, also .gz; - reads standard input. Columns are known by their names (first_name,
efternamn, dob, e-post, phone, adress, postcode, city, personnummer and the like); --mapping says it otherwise.
Nothing is learnt from examples: how often people agree with themselves is learnt from the lists.

  --mapping FILE      which column holds what, JSON or YAML: {"surname": "last", "address": ["no", "street"],
                      "id": "customer", "apart": "account"}; given twice, the second is for the second file.
                      Records whose "apart" differs are never the same person.
  --threshold NUMBER  from which probability two records are one person (0.5)
  --one-to-one        between two lists that hold nobody twice: each record has at most one other
  --pairs             print pairs as they are compared two by two, instead of the clusters that stand up together
  --limit N           how many clusters or pairs to print for people (20)
  --json, --csv       print all for a program, or for a spreadsheet

The output holds personal data of the lists. Exit code: 0 done, 2 bad usage or a file that cannot be read.
`;

export type MatchCommandOptions = {
  readonly files: readonly string[];
  readonly mappings: readonly string[];
  readonly threshold: number;
  readonly oneToOne: boolean;
  readonly pairs: boolean;
  readonly limit: number;
  readonly output: 'people' | 'json' | 'csv';
};

/** Reads the arguments; `help` when the usage is asked for. Throws `field-invalid` in words for who typed them. */
export function readMatchOptions(args: readonly string[]): MatchCommandOptions | 'help' {
  const { values, positionals } = parsed(args);
  if (values.help === true) return 'help';
  const { mapping: mappings = [], threshold = '0.5', limit = '20' } = values;
  const one = positionals.length === 1;
  if (!one && positionals.length !== 2) throw badArgument('FILE', `${positionals.length} files`, 'one list, or two');
  if (positionals.every((file) => file === '-') && !one) throw badArgument('FILE', '- twice', '- once');
  if (mappings.length > positionals.length)
    throw badArgument('--mapping', `${mappings.length} of them`, 'one for each file at most');
  if (values['one-to-one'] === true && one) throw badArgument('--one-to-one', 'one list', 'two lists');
  if (values.json === true && values.csv === true) throw badArgument('--json', '--csv beside it', 'one of the two');
  if (!/^0?\.\d+$/.test(threshold) || Number(threshold) <= 0)
    throw badArgument('--threshold', `"${threshold}"`, 'a number above 0 and below 1, as 0.5');
  if (!/^\d{1,6}$/.test(limit)) throw badArgument('--limit', `"${limit}"`, 'a whole number');
  return {
    files: positionals,
    mappings,
    threshold: Number(threshold),
    oneToOne: values['one-to-one'] === true,
    pairs: values.pairs === true,
    limit: Number(limit),
    output: values.json === true ? 'json' : values.csv === true ? 'csv' : 'people',
  };
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  return readArguments(args, {
    mapping: { type: 'string', multiple: true },
    threshold: text,
    'one-to-one': flag,
    pairs: flag,
    limit: text,
    json: flag,
    csv: flag,
    help: { type: 'boolean', short: 'h' },
  });
}
