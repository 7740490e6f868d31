import { sourceIdOf } from '../organisation/source.ts';
import type { Identifier } from '../identify/identifier.ts';
import type { Instant } from '../kernel/period.ts';
import { drawUuid, type Random } from './random.ts';

/** Something that happened in the example: an event as a source would hand it in. */
export type Happening = {
  readonly messageId: string;
  readonly at: Instant;
  readonly name: string;
  readonly channel: string;
  readonly source: string;
  readonly identifiers: readonly Identifier[];
  readonly properties: Readonly<Record<string, unknown>>;
};

/** What a life is written down with: chance, and what has been written so far. */
export type Diary = {
  readonly random: Random;
  readonly now: Instant;
  readonly happenings: Happening[];
};

/** The systems that Fjällro's channels run on; each is a source of its own. */
const sources: Readonly<Record<string, string>> = {
  web: 'webbutik',
  app: 'app',
  newsletter: 'utskick',
  sms: 'utskick',
  store: 'kassa',
  phone: 'vaxel',
  chat: 'chatt',
  print: 'tryckeri',
};

/** Writes down what happened, unless it lies ahead of now. */
export function note(
  diary: Diary,
  who: readonly Identifier[],
  at: Instant,
  channel: string,
  name: string,
  properties: Readonly<Record<string, unknown>> = {},
): void {
  const messageId = drawUuid(diary.random);
  if (at > diary.now || who.length === 0) return;
  const from = typeof properties['from'] === 'string' ? sourceIdOf(properties['from']) : sources[channel];
  const source = from ?? channel;
  diary.happenings.push({ messageId, at: Math.floor(at), name, channel, source, identifiers: who, properties });
}
