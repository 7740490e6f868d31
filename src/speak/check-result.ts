import { majorOf } from '../kernel/money.ts';
import { type Instant, toIso } from '../kernel/period.ts';
import { plain } from '../kernel/plain-text.ts';
import type { Finding, Summary } from './contradiction.ts';

export type BadRow = { readonly file: string; readonly line: number; readonly field: string; readonly reason: string };

/** A place in a file of whoever runs the check. The line is from 1, and null when the whole file is meant. */
export type FileLine = { readonly file: string; readonly line: number | null };

/** An exception that covers a finding: where it stands, until when, and what customers are told. */
export type MeantBy = { readonly id: string; readonly to: Instant; readonly shownText: string };

/** What a check came to, before it is written for people, programs or spreadsheets. */
export type CheckResult = {
  readonly summary: Summary;
  /** In order of harm. */
  readonly findings: readonly Finding[];
  readonly otherCurrency: number;
  readonly badRows: { readonly count: number; readonly first: readonly BadRow[] };
  readonly sightings: number;
  /** All products that something was said of, with their names where they were told. */
  readonly products: ReadonlySet<string>;
  readonly productNames: ReadonlyMap<string, string>;
  readonly owners: Readonly<Record<string, string>>;
  /** Channels that offers are stated for and that nobody has seen: no finding, but worth saying. */
  readonly unobserved: readonly string[];
  /** The files that were read, by the names that statements give as their source. */
  readonly files: ReadonlySet<string>;
  /** Where each offer stands, by its id. */
  readonly offerPlaces: ReadonlyMap<string, FileLine>;
  /** The findings that are meant, by their key, with the exception that says so. */
  readonly excepted: ReadonlyMap<string, MeantBy>;
};

/** Findings in order of harm: the largest difference first, those without an amount, as an offer that is nowhere to be seen, before all. */
export function byHarm(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => {
    const [left, right] = [harm(a), harm(b)];
    return left === right ? (a.key < b.key ? -1 : 1) : right - left;
  });
}

function harm({ difference }: Finding): number {
  return difference === null ? Infinity : majorOf(difference);
}

/** What is said of a finding that is meant. */
export function meantText({ id, to, shownText }: MeantBy): string {
  return `a declared exception (${plain(id, 300)}) until ${toIso(to)}: "${plain(shownText, 300)}"`;
}
