import type { BoardRow, Statement } from '../../../../src/speak/contradiction.contract.ts';
import type { Money } from '../../../../src/kernel/money.ts';

/** What a cell of the board shows of its statements: the lowest and highest price, and the newest source row. */
type Cell = BoardRow['cells'][number];

type Priced = Statement & { readonly amount: number; readonly currency: string };

function isPriced(statement: Statement): statement is Priced {
  return statement.amount !== null && statement.currency !== null;
}

/** The span of prices in a cell; `undefined` when nothing in it has a price or the currencies are mixed. */
export function priceSpan(cell: Cell): { readonly low: Money; readonly high: Money } | undefined {
  const priced = cell.statements.filter(isPriced);
  const [first] = priced;
  if (first === undefined || priced.some((statement) => statement.currency !== first.currency)) return undefined;
  const amounts = priced.map((statement) => statement.amount);
  return {
    low: { amount: Math.min(...amounts), currency: first.currency },
    high: { amount: Math.max(...amounts), currency: first.currency },
  };
}

/** True when some statement of the cell calls its price reduced. */
export function isReduced(cell: Cell): boolean {
  return cell.statements.some((statement) => statement.onSale === true || statement.priceType === 'sale');
}

/** The file or feed without its folders: what tells sources apart in a narrow cell. */
export function sourceName(source: string): string {
  return source.split('/').at(-1) ?? source;
}

/** Columns that say nothing in any of the rows are drawn narrow, so that the others get the room. */
export function quietChannels(rows: readonly BoardRow[], channels: readonly string[]): ReadonlySet<string> {
  const speaking = new Set(
    rows.flatMap((row) => row.cells.filter((cell) => cell.state !== 'nothing').map((cell) => cell.channel)),
  );
  return new Set(channels.filter((channel) => !speaking.has(channel)));
}
