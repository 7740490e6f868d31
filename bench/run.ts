import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';

/**
 * `npm run -s bench -- NAME [--seconds N]` runs bench/NAME.ts, which prints its figures for people; the last line is
 * the same figures as one line of JSON.
 */
export type Bench = (options: { readonly seconds: number | undefined }) => Promise<Record<string, unknown>>;

const notBenches = new Set(['run.ts']);

function benches(): string[] {
  return readdirSync(import.meta.dirname)
    .filter((file) => /^[a-z-]+\.ts$/.test(file) && !notBenches.has(file))
    .map((file) => file.slice(0, -3));
}

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { seconds: { type: 'string' } } });
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
  const { bench } = (await import(`./${name}.ts`)) as { bench: Bench };
  const figures = await bench({ seconds });
  process.stdout.write(`${JSON.stringify({ bench: name, ...figures })}\n`);
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
