import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { settings } from '../src/config.ts';

/** `npm run -s docs` writes docs/configuration.md from the schema of the configuration; `--check` only compares. */
const path = join(resolve(import.meta.dirname, '..'), 'docs/configuration.md');

/** The page as the schema has it. */
export function configurationPage(): string {
  const rows = Object.values(settings).map(
    ({ key, description, fallback }) =>
      `| \`${key}\` | ${fallback === '' ? '(empty)' : `\`${fallback}\``} | ${description} |`,
  );
  return `# Configuration

Samspel is configured by environment variables. All faults are reported at once, each with what was found and what is
allowed, and nothing starts. This page is generated: \`npm run -s docs\`.

| variable | default | what it does |
|---|---|---|
${rows.join('\n')}
`;
}

if (import.meta.main) {
  const wanted = configurationPage();
  if (process.argv.includes('--check')) {
    if (readFileSync(path, 'utf8') !== wanted) {
      process.stderr.write('docs/configuration.md is not as the schema has it. Run: npm run -s docs\n');
      process.exitCode = 1;
    }
  } else {
    writeFileSync(path, wanted);
  }
}
