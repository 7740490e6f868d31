import { plain } from '../kernel/plain-text.ts';
import type { CheckItem, Level } from './check-item.ts';

const commands: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', note: 'notice' };

/**
 * The items as workflow commands of GitHub Actions, which shows each beside its line. What stands in files cannot end a
 * command and begin another: line ends, percent signs, and in properties colons and commas, are escaped.
 */
export function* reportForGithub(items: readonly CheckItem[]): Generator<string> {
  for (const { level, title, message, places } of items) {
    const [place, ...others] = places;
    const at =
      place === undefined
        ? []
        : [`file=${property(place.file)}`, ...(place.line === null ? [] : [`line=${place.line}`])];
    const also = others.map(({ file, line }) => `${plain(file, 300)}${line === null ? '' : `:${line}`}`);
    const text = also.length === 0 ? message : `${message} (see also ${also.join(', ')})`;
    yield `::${commands[level]} ${[...at, `title=${property(title)}`].join(',')}::${data(text)}\n`;
  }
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
