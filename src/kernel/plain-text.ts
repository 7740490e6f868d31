/**
 * Names in lists and feeds come from whoever wrote them. Printed, they may not command a terminal; in a table, they may
 * not run in a spreadsheet.
 */

/** The text without control signs, and not longer than `most`. */
export function plain(text: string, most = 200): string {
  const bare = text.replaceAll(/\p{Cc}|\p{Cf}/gu, ' ');
  return bare.length > most ? `${bare.slice(0, most - 1)}…` : bare;
}

/** The value as JSON, for people to see: whatever came in, and however deeply it is nested, there is a text for it. */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'undefined';
  } catch {
    return '(nested too deeply to be written down)';
  }
}

/** The text as a cell of a table between semicolons. What begins like a formula and is no number is marked as text. */
export function csvCell(text: string): string {
  const isFormula = /^[=+\-@\t\r]/.test(text) && !/^-\d+(,\d+)?$/.test(text);
  const safe = isFormula ? `'${text}` : text;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
