/** What stands on the lines of a text (or between other separators), without the empty ones, each once and in order. */
export function linesIn(text: string, separator: RegExp | string = '\n'): string[] {
  const lines = text.split(separator).map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== ''))];
}
