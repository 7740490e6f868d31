import { isDeepStrictEqual } from 'node:util';
import { textsOf } from './form-text.ts';
import type { MessageBody } from './message.contract.ts';

/**
 * What whoever answers for a channel has said yes to: its forms, the references they name, and the period, the purpose
 * and the audience. The name, the theme and the other channels may change without them.
 */
function contentOf(body: MessageBody, channel: string) {
  const forms = body.forms.filter((form) => form.channel === channel);
  const words = forms
    .flatMap(textsOf)
    .map(({ text }) => text)
    .join('\n');
  const named = Object.entries(body.references).filter(([name]) => words.includes(name));
  const { validFrom, validTo = null, purpose, audience } = body;
  return { forms, references: Object.fromEntries(named), validFrom, validTo, purpose, audience };
}

/** True when an approval of the channel in one version holds for the next. A new list of people is always a change. */
export function keepsApproval(
  before: MessageBody,
  after: MessageBody,
  channel: string,
  isSameAudience: boolean,
): boolean {
  return isSameAudience && isDeepStrictEqual(contentOf(before, channel), contentOf(after, channel));
}

/** The channels that a message touches: those it names and those it has forms in. */
export function channelsTouched(body: Pick<MessageBody, 'channels' | 'forms'>): string[] {
  return [...new Set([...body.channels, ...body.forms.map((form) => form.channel)])].toSorted();
}
