import type { Form, MessageBody, MessageInput, Language } from '../../../../src/speak/message/message.contract.ts';

export const kinds = ['email', 'sms', 'push', 'app', 'web', 'chat', 'call', 'till', 'letter'] as const;
export type Kind = Form['kind'];

/** The width of a common receipt, in characters. */
const RECEIPT_WIDTH = 32;

const firstMail = `<mjml>
  <mj-body>
    <mj-section>
      <mj-column>
        <mj-text></mj-text>
        <mj-text font-size="12px"><a href="{{ optout }}">Avanmäl</a></mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>`;

/** The kind of form that a channel most often has. */
export function usualKind(channel: string): Kind {
  const usual: Readonly<Record<string, Kind>> = {
    newsletter: 'email',
    email: 'email',
    sms: 'sms',
    app: 'push',
    store: 'till',
    phone: 'call',
    chat: 'chat',
    print: 'letter',
  };
  return (Object.hasOwn(usual, channel) ? usual[channel] : undefined) ?? 'web';
}

/** A form with nothing written in it. */
export function emptyForm(channel: string, kind: Kind, language: Language): Form {
  const about = { channel, language };
  switch (kind) {
    case 'email':
      return { kind, ...about, subject: '', preheader: '', mjml: firstMail };
    case 'call':
      return { kind, ...about, steps: [''] };
    case 'till':
      return { kind, ...about, text: '', width: RECEIPT_WIDTH };
    case 'web':
      return { kind, ...about, slot: '', title: '', text: '' };
    case 'push':
    case 'app':
    case 'letter':
      return { kind, ...about, title: '', text: '' };
    case 'sms':
    case 'chat':
      return { kind, ...about, text: '' };
    default:
      return kind satisfies never;
  }
}

/** What is edited of a version; the audience stays as it was. */
export function inputOf({ audience: _kept, ...parts }: MessageBody): MessageInput {
  return parts;
}

/** A name for a reference that no other has: of the word's own letters, as texts can name it. */
export function referenceName(word: string, taken: readonly string[]): string {
  const plain = word
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[^a-z]+|_+$/g, '')
    .slice(0, 30);
  const base = plain === '' ? 'vara' : plain;
  let name = base;
  for (let count = 2; taken.includes(name); count += 1) name = `${base}_${count}`;
  return name;
}

/** The draft with one form more; its channel is named. The first form decides which channels there are. */
export function withForm(draft: MessageInput, form: Form): Pick<MessageInput, 'forms' | 'channels'> {
  const { forms, channels } = draft;
  const named = forms.length === 0 ? [] : channels;
  return { forms: [...forms, form], channels: [...new Set([...named, form.channel])] };
}

/** The draft with one form less; a channel whose last form it was is named no more, unless it is the only one. */
export function withoutForm(draft: MessageInput, form: Form): Pick<MessageInput, 'forms' | 'channels'> {
  const forms = draft.forms.filter((each) => each !== form);
  const isLeft = forms.some(({ channel }) => channel === form.channel) || draft.channels.length === 1;
  return { forms, channels: isLeft ? draft.channels : draft.channels.filter((channel) => channel !== form.channel) };
}
