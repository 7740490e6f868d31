import type { SightingView } from '../collect/sighting.contract.ts';
import { type Instant } from '../kernel/period.ts';
import type { BoardRow, ContradictionKind, Statement } from './contradiction.contract.ts';

export type Cell = BoardRow['cells'][number];

/** An open contradiction as a cell needs it. Of a missing offer the second channel is the silent one. */
export type OpenContradiction = {
  readonly id: string;
  readonly kind: ContradictionKind;
  readonly product: string;
  readonly channels: readonly [string, string];
};

const STATEMENTS_SHOWN = 5;

/** What each channel says of a product: its newest words, and whether they contradict another's. */
export function cellsOf(
  channels: readonly string[],
  latest: readonly SightingView[],
  open: readonly OpenContradiction[],
  now: Instant,
): Cell[] {
  const said = Map.groupBy(latest, (sighting) => sighting.channel);
  return channels.map((channel) => {
    const words = (said.get(channel) ?? []).toSorted((a, b) => Date.parse(b.seenAt) - Date.parse(a.seenAt));
    const involved = open.filter((each) => isAbout(each, channel));
    return {
      channel,
      state: stateOf(words, involved, now),
      statements: words.slice(0, STATEMENTS_SHOWN).map(statementOf),
      places: words.length,
      since: words[0]?.holdsFrom ?? null,
      contradictionIds: involved.map((each) => each.id),
    };
  });
}

function isAbout(contradiction: OpenContradiction, channel: string): boolean {
  const [stated, silent] = contradiction.channels;
  return contradiction.kind === 'missing' ? silent === channel : stated === channel || silent === channel;
}

function stateOf(words: readonly SightingView[], involved: readonly OpenContradiction[], now: Instant): Cell['state'] {
  if (involved.some((each) => each.kind !== 'missing')) return 'contradicts';
  if (involved.length > 0) return 'silent';
  if (words.length === 0) return 'nothing';
  return words.some((word) => word.holdsTo === null || Date.parse(word.holdsTo) > now) ? 'agrees' : 'stale';
}

function statementOf(sighting: SightingView): Statement {
  const { channel, place, amount, currency, onSale, priceType, seenAt, source, sourceRow } = sighting;
  return { channel, place, amount, currency, onSale, priceType, seenAt, source, sourceRow, offerId: null };
}
