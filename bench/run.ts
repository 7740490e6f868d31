import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';

/**
 * `npm run -s bench -- NAME [--seconds N] [--records N]` runs bench/NAME.ts, which prints its figures for people; the
 * last line is the same figures as one line of JSON. A benchmark uses the options that mean something to it.
 */
export type Bench = (options: {
  readonly seconds: number | undefined;
  readonly records: number | undefined;
}) => Promise<Record<string, unknown>>;

const notBenches = new Set(['run.ts']);

function benches(): string[] {
  return readdirSync(import.meta.dirname)
    .filter((file) => /^[a-z-]+\.ts$/.test(file) && !notBenches.has(file))
    .map((file) => file.slice(0, -3));
}

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { seconds: { type: 'string' }, records: { type: 'string' } },
  });
  const [name = ''] = positionals;
  if (!benches().includes(name)) {
    process.stderr.write(`There is no benchmark "${name}"; there are ${benches().join(', ')}.\n`);
    return 2;
  }
  const seconds = values.seconds === undefined ? undefined : Number(values.seconds);
  if (seconds !== undefined && !(seconds > 0)) {
    process.stderr.write(`--seconds is "${values.seconds}"; allowed is a number above 0.\n`);
    return 2;
  }
  const records = values.records === undefined ? undefined : Number(values.records);
  if (records !== undefined && !(Number.isInteger(records) && records > 1)) {
    process.stderr.write(`--records is "${values.records}"; allowed is a whole number from 2.\n`);
    return 2;
  }
  const { bench } = (await import(`./${name}.ts`)) as { bench: Bench };
  const figures = await bench({ seconds, records });
  process.stdout.write(`${JSON.stringify({ bench: name, ...figures })}\n`);
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
