import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const guide = readFileSync(resolve(import.meta.dirname, '../../docs/guide/events.md'), 'utf8');

/** The lines under a heading of the guide that people copy, with their key and server filled in. */
export function linesOf(heading: string, key: string, server: string): string {
  const [, section = ''] = guide.split(`\n## ${heading}\n`, 2);
  const lines = (section.split('\n## ', 1)[0] ?? '').split('\n').filter((line) => line.startsWith('    '));
  if (lines.length === 0) throw new Error(`docs/guide/events.md has no lines under "${heading}"`);
  return lines
    .map((line) => line.slice(4))
    .join('\n')
    .replaceAll('WRITE_KEY', key)
    .replaceAll('https://samspel.example', server);
}
