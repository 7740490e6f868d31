/** An element of a record, as far as it matters here: its name without prefix, its text, and what stands in it. */
export type XmlNode = {
  readonly name: string;
  /** What stands before the colon of the name as it is written; empty when nothing does. */
  readonly prefix: string;
  text: string;
  readonly children: XmlNode[];
};

/** The elements of this name (or of its short form) that stand directly in the node. */
export function childrenOf(node: XmlNode | undefined, ...names: readonly string[]): XmlNode[] {
  return node?.children.filter((each) => names.includes(each.name)) ?? [];
}

/** The text of the first such element; empty when there is none. */
export function textIn(node: XmlNode | undefined, ...names: readonly string[]): string {
  return childrenOf(node, ...names)[0]?.text.trim() ?? '';
}

/**
 * A record whose elements only hold text, as a row. Where a name stands twice, the first with a prefix counts: the feed's
 * own names have one, and RSS and Atom may say something else by the same word (`id`).
 */
export function rowOfRecord(record: XmlNode): Record<string, string> {
  const row: Record<string, string> = Object.create(null) as Record<string, string>;
  const flat = record.children.filter((each) => each.children.length === 0);
  for (const wanted of [true, false])
    for (const { name, prefix, text } of flat) if ((prefix !== '') === wanted) row[name] ??= text.trim();
  return row;
}
