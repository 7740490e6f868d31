import type { Form } from './message.contract.ts';

/** One text of a form: what the field is called, and whether it becomes HTML. */
export type FormText = { readonly field: string; readonly text: string; readonly output: 'text' | 'html' };

function plain(field: string, text: string): FormText {
  return { field, text, output: 'text' };
}

/** The texts of a form in the order that people meet them. */
export function textsOf(form: Form): FormText[] {
  switch (form.kind) {
    case 'email':
      return [
        plain('subject', form.subject),
        plain('preheader', form.preheader),
        { field: 'mjml', text: form.mjml, output: 'html' },
      ];
    case 'call':
      return form.steps.map((step, index) => plain(`steps.${index + 1}`, step));
    case 'push':
    case 'app':
    case 'web':
    case 'letter':
      return [plain('title', form.title), plain('text', form.text)];
    case 'sms':
    case 'chat':
    case 'till':
      return [plain('text', form.text)];
    default:
      return form satisfies never;
  }
}

/** What tells a form from the others of its message. */
export function keyOfForm({ channel, kind, language }: Pick<Form, 'channel' | 'kind' | 'language'>): string {
  return `${channel} ${kind} ${language}`;
}

/** As many spaces as the piece has signs, with its lines kept. */
function blank(piece: string): string {
  return piece.replaceAll(/[^\n]/gu, ' ');
}

function keepQuoted(piece: string): string {
  return piece.replaceAll(/"[^"]*"|'[^']*'|[^"'\n]/gu, (part) => (part.length > 1 ? ` ${part.slice(1, -1)} ` : ' '));
}

/**
 * The words that somebody wrote themselves, each at its own place: tags, styles and Liquid become spaces, but for alt
 * texts and the quoted texts inside Liquid, which are shown to people too.
 */
export function ownWords({ text, output }: Pick<FormText, 'text' | 'output'>): string {
  const withoutLiquid = text.replaceAll(/\{\{[^}]*\}\}|\{%[^%]*%\}/gu, keepQuoted);
  if (output === 'text') return withoutLiquid;
  return withoutLiquid
    .replaceAll(/<!--[\s\S]*?-->|<(style|mj-style)\b[\s\S]*?<\/\1>/giu, blank)
    .replaceAll(/<[^>]*>/gu, (tag) => {
      const alt = /\salt\s*=\s*("[^"]*"|'[^']*')/iu.exec(tag);
      if (alt === null) return blank(tag);
      const from = alt.index + alt[0].length - (alt[1]?.length ?? 0);
      return (
        blank(tag.slice(0, from)) + ` ${(alt[1] ?? '').slice(1, -1)} ` + blank(tag.slice(from + (alt[1]?.length ?? 0)))
      );
    });
}
