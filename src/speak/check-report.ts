import { type Money, majorOf, minorDigits } from '../kernel/money.ts';
import { toIso } from '../kernel/period.ts';
import { csvCell, plain } from '../kernel/plain-text.ts';
import { presentStatement, UNDECLARED_ZONE } from './claim.ts';
import type { CheckItem } from './check-item.ts';
import { type CheckResult, meantText } from './check-result.ts';
import { type Finding, presentWitness } from './contradiction.ts';
import { kindText, priceText, speakerText, verdictText } from './finding-text.ts';

/** How a text stands out on a terminal; without colours it is given back as it is. */
export type Paint = (style: 'bold' | 'red' | 'dim' | 'yellow', text: string) => string;

/** For programs. Redemptions stand in it only where some were checked. */
export function* reportAsJson(result: CheckResult, redemptions?: readonly CheckItem[]): Generator<string> {
  yield `{"summary":${JSON.stringify(result.summary)},"findings":[`;
  let first = true;
  for (const finding of result.findings) {
    yield `${first ? '\n' : ',\n'}${JSON.stringify(presentFinding(finding, result))}`;
    first = false;
  }
  const redeemed = redemptions?.map(({ subject, message, places }) => ({ subject, message, ...places[0] }));
  const more = redeemed === undefined ? '' : `"redemptions":${JSON.stringify(redeemed)},`;
  yield `\n],${more}"badRows":${JSON.stringify(result.badRows)}}\n`;
}

function presentFinding(finding: Finding, { productNames, owners, excepted }: CheckResult) {
  const exception = excepted.get(finding.key);
  const { key, kind, aspect = 'price', subject, zone, channels, from, to, difference, witness } = finding;
  return {
    key,
    kind,
    ...(kind === 'unequal' ? { aspect } : {}),
    product: subject,
    productName: productNames.get(subject) ?? null,
    zone,
    channels,
    owners: channels.map((channel) => ownerOf(owners, channel) ?? null),
    difference,
    holdsFrom: toIso(from),
    holdsTo: toIso(Number.isFinite(to) ? to : null),
    witness: presentWitness(witness),
    ...(exception === undefined ? {} : { exceptedBy: { ...exception, to: toIso(exception.to) } }),
  };
}

function ownerOf(owners: Readonly<Record<string, string>>, channel: string): string | undefined {
  return Object.hasOwn(owners, channel) ? owners[channel] : undefined;
}

function sideColumns(side: string): string[] {
  return ['channel', 'place', 'price', 'source', 'row', 'owner'].map((column) => `${column}_${side}`);
}

/** For a spreadsheet as it opens in Sweden: a byte order mark, semicolons and decimal commas. */
export function* reportAsCsv(result: CheckResult, redemptions: readonly CheckItem[] = []): Generator<string> {
  const columns = ['kind', 'product', 'product_name', 'zone', 'from', 'to', ...sideColumns('a'), ...sideColumns('b')];
  yield `\uFEFF${[...columns, 'difference', 'currency', 'percent', 'excepted_until', 'aspect', 'told_a', 'told_b'].join(';')}\r\n`;
  for (const finding of result.findings) {
    const { kind, subject, zone, channels, from, to, difference, witness } = finding;
    const end = Number.isFinite(to) ? toIso(to) : '';
    const sides = witness.statements.flatMap((statement, index) => {
      const { channel, place, amount, currency, source, sourceRow } = presentStatement(statement);
      const price = amount === null || currency === null ? '' : decimalComma({ amount, currency });
      return [
        channel,
        place ?? '',
        price,
        source,
        String(sourceRow ?? ''),
        ownerOf(result.owners, channels[index] ?? '') ?? '',
      ];
    });
    const name = result.productNames.get(subject) ?? '';
    const meantUntil = toIso(result.excepted.get(finding.key)?.to ?? null) ?? '';
    const aspect = kind === 'unequal' ? (finding.aspect ?? 'price') : '';
    const told = witness.statements.map(({ beside: { until, percent, code } = {} }) =>
      percent === undefined ? (until ?? code ?? '') : comma(percent),
    );
    const money =
      difference === null ? ['', '', ''] : [decimalComma(difference), difference.currency, comma(difference.percent)];
    yield `${[kind, subject, name, zone, toIso(from), end, ...sides, ...money, meantUntil, aspect, ...told].map(csvCell).join(';')}\r\n`;
  }
  for (const { kind, subject, message, places } of redemptions) {
    const [place] = places;
    const side = ['', '', '', place?.file ?? '', String(place?.line ?? ''), ''];
    const cells = [kind, subject, message, '', '', '', ...side, ...Array.from<string>({ length: 13 }).fill('')];
    yield `${cells.map(csvCell).join(';')}\r\n`;
  }
}

function comma(value: number): string {
  return String(value).replace('.', ',');
}

function decimalComma(money: Money): string {
  return majorOf(money).toFixed(minorDigits(money.currency)).replace('.', ',');
}

/** The report for people: what it came to in words, then the worst findings with the rows that prove them. */
export function* reportForPeople(
  result: CheckResult,
  limit: number,
  paint: Paint,
  redemptions: readonly CheckItem[] = [],
): Generator<string> {
  const { summary, findings, badRows } = result;
  const found = `${count(summary.contradictions, 'contradiction')} in ${count(summary.products, 'product')}`;
  yield `${count(result.sightings, 'sighting')} read, ${count(summary.compared, 'comparison')} of a product at one time in two channels or places.\n`;
  yield `${paint(findings.length > 0 ? 'red' : 'bold', `${found}.`)}\n`;
  if (result.excepted.size > 0)
    yield `Declared exceptions cover ${number(result.excepted.size)} of them; these fail nothing.\n`;
  if (summary.onSale > 0)
    yield `On sale outside the store: ${number(summary.onSale)}; at the regular price in the store: ${number(summary.regularInStore)} of them; dearer there: ${number(summary.dearerInStore)} of these.\n`;
  if (result.otherCurrency > 0) yield `${count(result.otherCurrency, 'time')} the currencies differed: not compared.\n`;
  for (const channel of result.unobserved)
    yield `${paint('yellow', `${channel}: offers are stated for it, but nobody has seen what it says.`)}\n`;
  if (findings.length > 0 && limit > 0) {
    yield `\n${paint('bold', findings.length > limit ? `The ${limit} largest differences of ${number(findings.length)}:` : 'The largest differences first:')}\n`;
    for (const finding of findings.slice(0, limit)) yield* describeFinding(finding, result, paint);
  }
  yield* describeRedemptions(redemptions, limit, paint);
  if (badRows.count === 0) return;
  yield `\n${paint('yellow', `${count(badRows.count, 'row')} could not be read${badRows.count > badRows.first.length ? '; the first' : ''}:`)}\n`;
  for (const { file, line, field, reason } of badRows.first)
    yield `  ${plain(file)}:${line}  ${field === '' ? '' : `${plain(field)}: `}${plain(reason)}\n`;
}

function* describeRedemptions(items: readonly CheckItem[], limit: number, paint: Paint): Generator<string> {
  if (items.length === 0) return;
  yield `\n${paint('red', `${count(items.length, 'redemption')} not as offered${items.length > limit ? '; the first' : ''}:`)}\n`;
  for (const { subject, message, places } of items.slice(0, limit)) {
    const at = places.map(({ file, line }) => `${plain(file)}:${line}`).join('');
    yield `  ${plain(subject)}: ${message}  ${paint('dim', at)}\n`;
  }
}

function* describeFinding(finding: Finding, result: CheckResult, paint: Paint): Generator<string> {
  const { subject, zone, witness } = finding;
  const name = result.productNames.get(subject);
  const where = zone === UNDECLARED_ZONE ? '' : `, zone ${plain(zone)}`;
  yield `\n${paint('bold', plain(subject))}${name === undefined ? '' : `  ${plain(name, 70)}`}  ${paint('dim', `${instantText(witness.at)}${where}`)}\n`;
  const speakers = witness.statements.map(speakerText);
  const prices = witness.statements.map(priceText);
  const kinds = witness.statements.map(kindText);
  const widths = [speakers, prices, kinds].map((texts) => Math.max(...texts.map((text) => text.length)));
  for (const [index, statement] of witness.statements.entries()) {
    const owner = ownerOf(result.owners, statement.channel);
    const source =
      (statement.sourceRow ?? null) === null
        ? plain(statement.source)
        : `${plain(statement.source)}:${statement.sourceRow}`;
    const [speaker = 0, price = 0, kind = 0] = widths;
    yield `  ${(speakers[index] ?? '').padEnd(speaker)}  ${(prices[index] ?? '').padStart(price)}  ${(kinds[index] ?? '').padEnd(kind)}  ${paint('dim', source)}${owner === undefined ? '' : `  ${plain(owner)}`}\n`;
  }
  const exception = result.excepted.get(finding.key);
  if (exception === undefined) yield `  ${paint('red', verdictText(finding))}\n`;
  else yield `  ${verdictText(finding)}; ${meantText(exception)}\n`;
}

/** A day when it is one, else the minute. */
function instantText(at: number): string {
  return new Date(at)
    .toISOString()
    .replace('T00:00:00.000Z', '')
    .replace('T', ' ')
    .replace(/:\d\d\.\d{3}Z$/, ' UTC');
}

function number(value: number): string {
  return value.toLocaleString('en');
}

function count(value: number, word: string): string {
  return `${number(value)} ${word}${value === 1 ? '' : 's'}`;
}
