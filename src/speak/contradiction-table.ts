import { csvCell } from '../kernel/plain-text.ts';
import type { Contradiction } from './contradiction.contract.ts';

/** A byte order mark, so that spreadsheets read what follows as UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

const columns: readonly (readonly [string, (each: Contradiction) => string | number | null])[] = [
  ['id', (each) => each.id],
  ['status', (each) => each.status],
  ['kind', (each) => each.kind],
  ['product', (each) => each.product],
  ['product_name', (each) => each.productName],
  ['zone', (each) => each.zone],
  ['channel_a', (each) => each.channels[0]],
  ['owner_a', (each) => each.owners[0]],
  ['amount_a', (each) => each.witness.statements[0].amount],
  ['place_a', (each) => each.witness.statements[0].place],
  ['seen_at_a', (each) => each.witness.statements[0].seenAt],
  ['source_a', (each) => each.witness.statements[0].source],
  ['source_row_a', (each) => each.witness.statements[0].sourceRow],
  ['channel_b', (each) => each.channels[1]],
  ['owner_b', (each) => each.owners[1]],
  ['amount_b', (each) => each.witness.statements[1].amount],
  ['place_b', (each) => each.witness.statements[1].place],
  ['seen_at_b', (each) => each.witness.statements[1].seenAt],
  ['source_b', (each) => each.witness.statements[1].source],
  ['source_row_b', (each) => each.witness.statements[1].sourceRow],
  ['difference', (each) => each.difference?.amount ?? null],
  ['percent', (each) => each.difference?.percent ?? null],
  ['currency', (each) => each.difference?.currency ?? null],
  ['exposed', (each) => each.exposed],
  ['harm', (each) => each.harm],
  ['holds_from', (each) => each.holdsFrom],
  ['holds_to', (each) => each.holdsTo],
  ['opened_at', (each) => each.openedAt],
  ['excepted_by', (each) => each.exceptedBy],
  ['accepted_until', (each) => each.acceptance?.until ?? null],
  ['assignee', (each) => each.assignee?.name ?? null],
  ['snoozed_until', (each) => each.snoozedUntil],
  ['aspect', (each) => each.aspect ?? null],
  ['told_a', (each) => toldBy(each.witness.statements[0])],
  ['told_b', (each) => toldBy(each.witness.statements[1])],
];

/** What a side tells beside its price, where the two differ in that. */
function toldBy({ until, percent, code }: Contradiction['witness']['statements'][number]): string | number | null {
  return until ?? percent ?? code ?? null;
}

/** The first line of the table. Amounts are minor units, decimals are written with a comma. */
export function tableHead(): string {
  return `${BYTE_ORDER_MARK}${columns.map(([name]) => name).join(';')}\r\n`;
}

export function tableLines(contradictions: readonly Contradiction[]): string {
  return contradictions.map((each) => `${columns.map(([, of]) => cellText(of(each))).join(';')}\r\n`).join('');
}

function cellText(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value).replace('.', ',');
  return csvCell(value);
}
