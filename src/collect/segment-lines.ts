/** A line of a segment: which message it is, and where its bytes stand, the newline with them. */
export type SegmentLine = { readonly message: string; readonly from: number; readonly to: number };

const NEWLINE = 10;
/** What `lineOf` begins a line with: whom it is about, which message it is, and from where. */
const head = /^\{"customer":"[^"]*","subject":"[^"]*","message_id":("(?:[^"\\]|\\.)*","source":"(?:[^"\\]|\\.)*")/u;
const HEAD_BYTES = 400;

/** The lines of a segment. Of nearly all only the first few hundred bytes are read, so that it costs next to nothing. */
export function linesIn(segment: Buffer): SegmentLine[] {
  const lines: SegmentLine[] = [];
  for (let from = 0; from < segment.length;) {
    const end = segment.indexOf(NEWLINE, from);
    const to = end < 0 ? segment.length : end + 1;
    const start = segment.toString('latin1', from, Math.min(to, from + HEAD_BYTES));
    lines.push({ message: head.exec(start)?.[1] ?? messageOfLong(segment.toString('latin1', from, to)), from, to });
    from = to;
  }
  return lines;
}

/** A line that begins otherwise was written by an earlier version, or is no event: it is only ever the same as itself. */
function messageOfLong(line: string): string {
  return head.exec(line)?.[1] ?? line;
}
