import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ensureChromium } from './chromium.ts';

/**
 * `npm test`: every gate and every test, with one line of figures at the end. `npm test -- PATH...` runs those tests
 * only, without the gates.
 */
type Count = { readonly passed: number; readonly failed: number; readonly skipped: number };
type Gate = { readonly name: string; readonly command: string; readonly args: readonly string[] };

const root = resolve(import.meta.dirname, '..');

const webApp: Gate = { name: 'the web app is built', command: process.execPath, args: ['scripts/build-web.ts'] };
const gates: readonly Gate[] = [
  { name: 'form', command: 'oxfmt', args: ['--check'] },
  { name: 'lint', command: 'oxlint', args: ['--type-aware'] },
  { name: 'types', command: 'tsc', args: [] },
  { name: 'nothing unused', command: 'knip', args: [] },
  { name: 'generated pages', command: process.execPath, args: ['scripts/docs.ts', '--check'] },
];

/** Runs a program with its output passed on as it comes; true when it ended well. */
function runs(command: string, args: readonly string[]): Promise<boolean> {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit' });
    child.on('error', (error) => {
      console.error(`${command}: ${error.message}`);
      done(false);
    });
    child.on('exit', (code) => done(code === 0));
  });
}

async function passes({ name, command, args }: Gate): Promise<boolean> {
  const isWell = await runs(command, args);
  console.log(`- ${name}${isWell ? '' : ': FAILED'}`);
  return isWell;
}

/** The web app is built first, for others look at it; then all gates at once, since none alone keeps two cores busy. */
async function passGates(): Promise<Count> {
  const isBuilt = await passes(webApp);
  const results = [isBuilt, ...(await Promise.all(gates.map(passes)))];
  const passed = results.filter(Boolean).length;
  return { passed, failed: results.length - passed, skipped: 0 };
}

type Report = { readonly numPassedTests: number; readonly numFailedTests: number; readonly numTotalTests: number };

async function runTests(paths: readonly string[]): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), 'samspel-report-'));
  const file = join(folder, 'report.json');
  try {
    const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...paths];
    const isWell = await runs('vitest', args);
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
    const { numPassedTests: passed, numFailedTests: failed, numTotalTests: total } = report;
    // A file that cannot be read, or a fault between tests, is a failure too, though no test carries it.
    return { passed, failed: isWell ? failed : Math.max(1, failed), skipped: total - passed - failed };
  } catch (error) {
    console.error(`vitest left no report: ${error instanceof Error ? error.message : String(error)}`);
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The browser tests need Chromium; without it they fail, and this says in one line what to install. */
function prepareChromium(): void {
  try {
    ensureChromium();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
  }
}

const paths = process.argv.slice(2);
prepareChromium();
// Dozens of tests start the program, and each start compiles the same files: once is enough. Those that are killed would
// not keep what they have compiled, so somebody who is not does it first.
const compiled = mkdtempSync(join(tmpdir(), 'samspel-compiled-'));
process.env['NODE_COMPILE_CACHE'] = compiled;
if (paths.length === 0)
  await runs(process.execPath, ['--input-type=module', '--eval', "await import('./src/start.command.ts')"]);
const counts = [...(paths.length === 0 ? [await passGates()] : []), await runTests(paths)];
const sum = (key: keyof Count): number => counts.reduce((total, count) => total + count[key], 0);
const skipped = sum('skipped') === 0 ? '' : `, ${sum('skipped')} skipped`;
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped}`);
rmSync(compiled, { recursive: true, force: true });
process.exitCode = sum('failed') === 0 ? 0 : 1;
