import type { Form, Light } from './message.contract.ts';

/** What the checks can find, and how it is said. `{word}` is filled from the params. The screens have their own words for each code. */
const sentences = {
  'form-missing': ['fault', 'The message names {channel} but has no form there.'],
  'channel-not-named': ['fault', 'There is a form for {channel}, which the message does not name.'],
  'period-over': ['fault', 'The period of the message is over.'],
  'text-empty': ['fault', 'Nothing is written here.'],
  'template-unreadable': ['fault', 'The text cannot be read: {why}.'],
  'mjml-invalid': ['fault', 'The MJML is not valid: {why}.'],
  'variable-unknown': ['fault', '{variable} is nothing that a text can name.'],
  'variable-worked-out': ['fault', '{variable} is worked out; write the name itself, as price.jacket.'],
  'typed-term': [
    'fault',
    '"{text}" is typed by hand. Name an offer instead, as price.jacket, so that every channel says the same.',
  ],
  'word-unknown': ['fault', '{variable} is not known: {why}.'],
  'offer-gone': ['fault', '{name} points at an offer that does not exist.'],
  'offer-ended': ['fault', '{name} points at an offer that is over.'],
  'offer-not-live': ['fault', '{name} points at an offer that is {state}, not live.'],
  'offer-other-channel': ['fault', '{name} points at an offer that does not hold in {channel}.'],
  'offer-other-period': ['fault', '{name} points at an offer that does not hold for the whole period of the message.'],
  'offer-personal': ['warning', '{name} points at an offer for some customers only, and the message is for everyone.'],
  'product-missing': ['fault', '{name} points at an offer of {count} products; say which one.'],
  'prior-missing': ['fault', 'A reduction is claimed of {name} without the prior price: name prior.{name} too.'],
  'prior-not-above': [
    'warning',
    'The prior price of {name} is shown, but {name} costs no less than that: nothing is reduced.',
  ],
  'prior-hint': [
    'warning',
    'The price of {name} is shown without the prior price. That is no claim of a reduction, as long as no words make it one.',
  ],
  'optout-missing': ['fault', 'Marketing must show the way out: name optout.'],
  'alt-missing': ['fault', 'A picture has no alt text.'],
  'alt-empty': ['warning', 'A picture has an empty alt text: right only for decoration.'],
  'contrast-low': ['warning', '"{text}" is hard to read: the contrast is {ratio}:1, at least {least}:1 is asked.'],
  'sms-long': ['warning', 'The text message is {parts} parts; more than {most} is much.'],
  'sms-dear': ['warning', '{signs} turns the text message into UCS-2, which has room for less than half.'],
  'till-wide': ['fault', 'The line is {length} characters; the receipt is {width}.'],
} as const satisfies Record<string, readonly [Light['severity'], string]>;

export type LightCode = keyof typeof sentences;
export type LightPlace = { readonly form?: Form; readonly field: string; readonly line?: number | null };

/** One finding, at its place and in words. */
export function lightOf(code: LightCode, place: LightPlace, params: Light['params'] = {}): Light {
  const [severity, sentence] = sentences[code];
  const { form, field, line = null } = place;
  return {
    code,
    severity,
    place: { channel: form?.channel ?? null, kind: form?.kind ?? null, language: form?.language ?? null, field, line },
    params,
    says: sentence.replaceAll(/\{(\w+)\}/gu, (_, name: string) => String(params[name] ?? '')),
  };
}

/** True when nothing that was found keeps the message from going live. */
export function mayGoLive(lights: readonly Light[]): boolean {
  return lights.every((light) => light.severity !== 'fault');
}
