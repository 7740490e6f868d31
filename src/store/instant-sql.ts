/** An instant as a statement returns it, also inside JSON: milliseconds, as everywhere else. */
export function instantSql(column: string): string {
  return `(extract(epoch from ${column}) * 1000)::bigint`;
}
