import { plain } from '../kernel/plain-text.ts';
import type { Instant } from '../kernel/period.ts';
import { type CheckResult, type FileLine, meantText } from './check-result.ts';
import type { Statement } from './claim.ts';
import { contradictionKinds } from './contradiction-kind.ts';
import type { Finding } from './contradiction.ts';
import { sentenceOf } from './finding-text.ts';

/** The kinds of what a check over files finds. A redemption is held against offers, not against what channels say. */
export const checkKinds = [...contradictionKinds, 'redemption'] as const;
export type CheckKind = (typeof checkKinds)[number];

export type Level = 'error' | 'warning' | 'note';

/** One thing that a check found, as the tools of a CI take it. `places` begins with the one to put right. */
export type CheckItem = {
  readonly key: string;
  readonly kind: CheckKind;
  /** What it is about: a product, or the redemptions of an offer. */
  readonly subject: string;
  readonly title: string;
  readonly message: string;
  readonly level: Level;
  readonly places: readonly FileLine[];
  /** A reduction that is over and done can no longer be put right, and fails nothing. */
  readonly isOver: boolean;
  /** Why it is meant, where a declared exception covers it: told, and failing nothing. */
  readonly meant?: string;
};

/** From so many percent a difference is an error, and from so many a warning. */
const ERROR_PERCENT = 10;
const WARNING_PERCENT = 1;

/** The findings of a check as items, in the order of the result: the worst first. */
export function itemsOf(result: CheckResult, now: Instant): CheckItem[] {
  return result.findings.map((finding) => itemOf(finding, result, now));
}

function itemOf(finding: Finding, result: CheckResult, now: Instant): CheckItem {
  const { key, kind, subject } = finding;
  const name = result.productNames.get(subject);
  const exception = result.excepted.get(key);
  const isOver = kind === 'prior-price' && finding.to <= now;
  return {
    key,
    kind,
    subject,
    title: `${kind}: ${plain(subject)}${name === undefined ? '' : ` ${plain(name, 70)}`}`,
    message: `${sentenceOf(finding)}${exception === undefined ? '' : `; ${meantText(exception)}`}`,
    level: levelOf(finding, isOver || exception !== undefined),
    places: placesOf(finding, result),
    isOver,
    ...(exception === undefined ? {} : { meant: meantText(exception) }),
  };
}

/** By harm: what is nowhere to be had or has no price is an error, as are large differences. What is over or meant is a note. */
function levelOf({ difference }: Finding, isNote: boolean): Level {
  if (isNote) return 'note';
  if (difference === null || difference.percent >= ERROR_PERCENT) return 'error';
  return difference.percent >= WARNING_PERCENT ? 'warning' : 'note';
}

/** The rows that prove it. Of what is stale the second statement is at fault, of all others none more than the other. */
function placesOf({ kind, witness }: Finding, result: CheckResult): FileLine[] {
  const [first, second] = witness.statements;
  const statements = kind === 'stale' ? [second, first] : [first, second];
  const places = statements.flatMap((statement) => placeOf(statement, result) ?? []);
  return places.filter(
    ({ file, line }, at) => places.findIndex((each) => each.file === file && each.line === line) === at,
  );
}

function placeOf(statement: Statement, { files, offerPlaces }: CheckResult): FileLine | undefined {
  if (statement.offerId !== null) return offerPlaces.get(statement.offerId);
  if (statement.amount === null && statement.beside === undefined) return undefined;
  // A row may name a source of its own; it is a place only where it is one of the files that were read.
  const [only] = files;
  const file = files.has(statement.source) ? statement.source : files.size === 1 ? only : undefined;
  return file === undefined || file === '-' ? undefined : { file, line: statement.sourceRow ?? null };
}
