import { plain } from '../../kernel/plain-text.ts';
import { lowContrasts } from './contrast.ts';
import { textOfHtml } from './html-text.ts';
import { lightOf } from './light.ts';
import { renderTemplate } from './liquid.ts';
import type { Form, Light, Preview } from './message.contract.ts';
import { compileMjml } from './mjml.ts';
import { smsParts } from './sms-parts.ts';
import { wideLines } from './till-lines.ts';

/** More parts than this cost more than they say. */
const MOST_SMS_PARTS = 3;
const LONGEST_SUBJECT = 500;
/** More of the same in one mail say no more than these. */
const MOST_CONTRASTS = 20;

export type Filled = Omit<Preview, 'customer'>;

/** Fills texts of one form, and keeps what went wrong. */
function filler(form: Form, scope: object) {
  const lights: Light[] = [];
  const fill = (field: string, text: string, output: 'text' | 'html' = 'text'): string => {
    const rendered = renderTemplate(text, scope, output);
    if (rendered.ok) return rendered.text;
    lights.push(lightOf('template-unreadable', { form, field, line: rendered.line }, { why: rendered.why }));
    return '';
  };
  return { lights, fill };
}

/** One form as it is met: filled from the scope, with the lights that only the filled text can tell. */
export async function fillForm(form: Form, scope: object): Promise<Filled> {
  const { channel, kind, language } = form;
  const { lights, fill } = filler(form, scope);
  const empty = { channel, kind, language, subject: null, preheader: null, html: null, steps: [], sms: null, lights };
  switch (form.kind) {
    case 'email':
      return { ...empty, ...(await fillMail(form, fill, lights)) };
    case 'sms': {
      const text = fill('text', form.text);
      const sms = { ...smsParts(text) };
      if (sms.parts > MOST_SMS_PARTS)
        lights.push(lightOf('sms-long', { form, field: 'text' }, { parts: sms.parts, most: MOST_SMS_PARTS }));
      if (sms.costly.length > 0)
        lights.push(lightOf('sms-dear', { form, field: 'text' }, { signs: sms.costly.slice(0, 8).join(' ') }));
      return { ...empty, text, sms: { ...sms, costly: [...sms.costly] } };
    }
    case 'till': {
      const text = fill('text', form.text);
      for (const { line, length } of wideLines(text, form.width))
        lights.push(lightOf('till-wide', { form, field: 'text', line }, { length, width: form.width }));
      return { ...empty, text };
    }
    case 'call': {
      const steps = form.steps.map((step, index) => fill(`steps.${index + 1}`, step));
      return { ...empty, text: steps.join('\n'), steps };
    }
    case 'chat':
      return { ...empty, text: fill('text', form.text) };
    case 'push':
    case 'app':
    case 'web':
    case 'letter':
      return { ...empty, subject: fill('title', form.title), text: fill('text', form.text) };
    default:
      return form satisfies never;
  }
}

type Mail = Extract<Form, { kind: 'email' }>;

async function fillMail(form: Mail, fill: ReturnType<typeof filler>['fill'], lights: Light[]) {
  // A line break in a subject would begin a header of its own.
  const subject = plain(fill('subject', form.subject), LONGEST_SUBJECT).replaceAll(/\s+/gu, ' ').trim();
  const preheader = plain(fill('preheader', form.preheader), LONGEST_SUBJECT);
  const made = await compileMjml(form.mjml);
  if (!made.ok) {
    lights.push(lightOf('mjml-invalid', { form, field: 'mjml' }, { why: made.why }));
    return { subject, preheader, html: null, text: '' };
  }
  for (const { line, why } of made.faults) lights.push(lightOf('mjml-invalid', { form, field: 'mjml', line }, { why }));
  const html = fill('mjml', made.html, 'html');
  for (const { text, ratio, least } of lowContrasts(html).slice(0, MOST_CONTRASTS))
    lights.push(lightOf('contrast-low', { form, field: 'mjml' }, { text, ratio, least }));
  return { subject, preheader, html, text: textOfHtml(html) };
}
