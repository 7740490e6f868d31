import { type CheckItem, type CheckKind, checkKinds } from './check-item.ts';
import type { FileLine } from './check-result.ts';

/** What each kind is, for whoever reads a result in a tool that knows nothing of us. */
const rules: Readonly<Record<CheckKind, { readonly name: string; readonly short: string; readonly help: string }>> = {
  unequal: {
    name: 'UnequalPrices',
    short: 'Two channels say different prices of one product at the same time.',
    help: 'Change one of the prices, or state an offer that answers in both channels.',
  },
  missing: {
    name: 'MissingOffer',
    short: 'An offer is stated for a channel that shows nothing of the product.',
    help: 'Show the product in the channel, or end the offer there.',
  },
  stale: {
    name: 'StalePrice',
    short: 'A channel still shows what no longer holds.',
    help: 'Take it down, or bring it up to date.',
  },
  'prior-price': {
    name: 'PriorPrice',
    short: 'The lowest price of the 30 days before does not bear the reduction.',
    help: 'Set another price, or another struck price. This is no legal advice.',
  },
  'plan-conflict': {
    name: 'PlanConflict',
    short: 'Two offers aim at the same people at the same time, on other terms.',
    help: 'Change the terms or the time, or end one of them.',
  },
  'wrong-audience': {
    name: 'WrongAudience',
    short: 'Two departments aim at the same people at the same time, on other terms.',
    help: 'Agree on who speaks to them, or on the terms.',
  },
  undeliverable: {
    name: 'UndeliverableOffer',
    short: 'An offer of what the channel was last seen to be out of.',
    help: 'Get the product in, or end the offer there.',
  },
  unknown: {
    name: 'UnknownPromise',
    short: 'A promise that a channel which shows a worse price never asks for.',
    help: 'Let the channel ask before it answers a customer.',
  },
  redemption: {
    name: 'RedemptionFault',
    short: 'A redemption does not agree with what was offered.',
    help: 'Find out which channel took what was not offered, and correct the offer or the till.',
  },
};

/** A file that was not read, or a row of it, and why. */
export type SarifNotice = FileLine & { readonly reason: string };

/**
 * The items as SARIF 2.1.0 (OASIS): a rule for each kind, a result for each item with the file and line that prove it,
 * and what could not be read as notifications of the run.
 */
export function* reportAsSarif(items: readonly CheckItem[], notices: readonly SarifNotice[]): Generator<string> {
  const driver = { name: 'Samspel', rules: checkKinds.map(ruleOf) };
  const notifications = notices.map(({ reason, ...place }) => ({
    level: 'warning',
    message: messageOf(reason),
    locations: [locationOf(place)],
  }));
  const invocations = [{ executionSuccessful: true, toolExecutionNotifications: notifications }];
  yield '{"version":"2.1.0","$schema":"https://json.schemastore.org/sarif-2.1.0.json","runs":[{';
  yield `"tool":${JSON.stringify({ driver })},"invocations":${JSON.stringify(invocations)},"columnKind":"utf16CodeUnits","results":[`;
  let first = true;
  for (const item of items) {
    yield `${first ? '\n' : ',\n'}${JSON.stringify(resultOf(item))}`;
    first = false;
  }
  yield '\n]}]}\n';
}

function ruleOf(kind: CheckKind) {
  const { name, short, help } = rules[kind];
  return { id: kind, name, shortDescription: { text: short }, help: { text: help } };
}

function resultOf({ key, kind, title, message, level, places, meant }: CheckItem) {
  const [place, ...others] = places;
  return {
    ruleId: kind,
    ruleIndex: checkKinds.indexOf(kind),
    level,
    message: messageOf(`${title}. ${message}`),
    locations: place === undefined ? [] : [locationOf(place)],
    ...(others.length === 0 ? {} : { relatedLocations: others.map((each, id) => ({ id, ...locationOf(each) })) }),
    // Where one result of a run says whether it is suppressed, all have to (3.27.23).
    suppressions: meant === undefined ? [] : [{ kind: 'external', justification: meant }],
    // The same finding is known again from run to run, wherever its line has moved.
    partialFingerprints: { 'finding/v1': key },
  };
}

/**
 * A plain message (3.11): what stands in braces would be an argument to fill in, and words in brackets before a parenthesis
 * a link. Names that people give products are neither.
 */
function messageOf(text: string): { readonly text: string } {
  return { text: text.toWellFormed().replaceAll(/[{}]/g, '$&$&').replaceAll('](', '] (') };
}

function locationOf({ file, line }: FileLine) {
  const artifactLocation = { uri: uriOf(file) };
  return { physicalLocation: { artifactLocation, ...(line === null ? {} : { region: { startLine: line } }) } };
}

/** A path as a URI reference (RFC 3986): relative as it was given, absolute with its scheme. */
function uriOf(file: string): string {
  const path = file
    .toWellFormed()
    .replace(/^(?:\.\/)+/, '')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  return path.startsWith('/') ? `file://${path}` : path;
}
