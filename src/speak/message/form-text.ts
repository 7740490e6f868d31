import { attributeIn, markupPieces, replaceLiquid } from './markup.ts';
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
  const withoutLiquid = replaceLiquid(text, keepQuoted);
  if (output === 'text') return withoutLiquid;
  let words = '';
  let isStyle = false;
  for (const { kind, text: piece } of markupPieces(withoutLiquid)) {
    if (kind === 'words') words += isStyle ? blank(piece) : piece;
    else if (kind === 'comment') words += blank(piece);
    else {
      const style = /^<(\/?)(?:mj-)?style\b/iu.exec(piece);
      if (style !== null) isStyle = style[1] === '' && !piece.endsWith('/>');
      words += keepAlt(piece);
    }
  }
  return words;
}

function keepAlt(tag: string): string {
  const alt = attributeIn(tag, 'alt');
  if (alt === undefined) return blank(tag);
  return blank(tag.slice(0, alt.at)) + alt.value + blank(tag.slice(alt.at + alt.value.length));
}
