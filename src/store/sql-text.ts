/** Reads SQL as ClickHouse does, as far as quotes and comments go: what is code, and where a statement ends. */

const piece =
  /'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S])*"|`(?:[^`\\]|\\[\s\S])*`|--[^\n]*|#[!\s][^\n]*|\/\*[\s\S]*?\*\/|\$(\w*)\$[\s\S]*?\$\1\$/g;

/** The text with literals, quoted names and comments blanked out, each as long as it was: what is left is code. */
export function codeOf(sql: string): string {
  return sql.replace(piece, (quoted) => ' '.repeat(quoted.length));
}

/** The statements of a file, without the semicolons between them. A semicolon in a literal or a comment ends nothing. */
export function splitStatements(sql: string): string[] {
  const code = codeOf(sql);
  const statements: string[] = [];
  let from = 0;
  for (let to = code.indexOf(';'); from <= code.length; to = code.indexOf(';', from)) {
    const end = to === -1 ? code.length : to;
    if (code.slice(from, end).trim() !== '') statements.push(sql.slice(from, end).trim());
    from = end + 1;
  }
  return statements;
}

/** The names of the `{name:Type}` parameters that a statement takes. */
export function parametersOf(code: string): string[] {
  return Array.from(code.matchAll(/\{\s*([a-z_]\w*)\s*:/gi), (match) => match[1] ?? '');
}

/** A value as a ClickHouse string literal. */
export function literal(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** A name as ClickHouse takes any name. */
export function quotedName(name: string): string {
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
}
