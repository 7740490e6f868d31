import type { CheckItem } from './check-item.ts';

export type JunitInput = {
  /** All products that something was said of, with or without findings. */
  readonly subjects: Iterable<string>;
  readonly items: readonly CheckItem[];
  /** What counts is a failure; the rest is told as the output of its test case. */
  readonly isFailure: (item: CheckItem) => boolean;
};

/**
 * JUnit's XML, as CI systems read it: one test case for each product. All failures of a product stand in one element:
 * not every reader takes a second one.
 */
export function* reportAsJunit({ subjects, items, isFailure }: JunitInput): Generator<string> {
  const bySubject = Map.groupBy(items, (item) => item.subject);
  const all = [...new Set([...bySubject.keys(), ...subjects])];
  const failing = new Set(items.filter(isFailure).map((item) => item.subject));
  const counts = `tests="${all.length}" failures="${failing.size}" errors="0"`;
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="samspel check" ${counts}>\n`;
  yield `  <testsuite name="samspel check" ${counts} skipped="0">\n`;
  for (const subject of all) yield testCase(subject, bySubject.get(subject) ?? [], isFailure);
  yield '  </testsuite>\n</testsuites>\n';
}

function testCase(subject: string, items: readonly CheckItem[], isFailure: JunitInput['isFailure']): string {
  const file = items[0]?.places[0]?.file;
  const head = `    <testcase classname="samspel.check" name="${xml(subject)}"${file === undefined ? '' : ` file="${xml(file)}"`}`;
  const parts: string[] = [];
  const failures = items.filter(isFailure);
  const [worst] = failures;
  if (worst !== undefined) {
    const kinds = [...new Set(failures.map((item) => item.kind))].join(', ');
    parts.push(
      `      <failure type="${kinds}" message="${xml(worst.message)}">${xml(failures.map(lineOf).join('\n'))}</failure>\n`,
    );
  }
  const rest = items.filter((item) => !isFailure(item));
  if (rest.length > 0) parts.push(`      <system-out>${xml(rest.map(lineOf).join('\n'))}</system-out>\n`);
  return parts.length === 0 ? `${head}/>\n` : `${head}>\n${parts.join('')}    </testcase>\n`;
}

function lineOf({ kind, message, places }: CheckItem): string {
  const at = places.map(({ file, line }) => `${file}${line === null ? '' : `:${line}`}`);
  return `${kind}: ${message}${at.length === 0 ? '' : ` [${at.join(', ')}]`}`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Signs that XML 1.0 cannot hold, even escaped, become a question mark. */
function xml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF]/gu, '?')
    .replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}
