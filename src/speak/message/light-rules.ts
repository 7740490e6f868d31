import type { Instant } from '../../kernel/period.ts';
import { type FormText, ownWords, textsOf } from './form-text.ts';
import { lightOf } from './light.ts';
import { readTemplate, type UsedVariable } from './liquid.ts';
import { attributeIn, markupPieces } from './markup.ts';
import type { Form, Light, MessageBody, ReferenceFact } from './message.contract.ts';
import { customerWords, OPT_OUT, termWords, type TermWord, wordOf } from './scope.ts';
import { typedTerms } from './typed-terms.ts';

/** What the rules look at, together. */
export type Checked = {
  readonly body: Pick<MessageBody, 'purpose' | 'channels' | 'validFrom' | 'validTo' | 'forms'> & {
    readonly audience: { readonly kind: string };
  };
  readonly facts: ReadonlyMap<string, ReferenceFact>;
  readonly now: Instant;
  readonly timeZone: string;
};

/** More of the same in one text say no more than these. */
const MOST_OF_A_KIND = 20;

type Use = { readonly word: TermWord; readonly name: string; readonly field: string; readonly line: number };
/** A form as its texts have been read. */
export type ReadForm = {
  readonly form: Form;
  readonly uses: readonly Use[];
  readonly hasOptOut: boolean;
  readonly lights: readonly Light[];
};

function isTermWord(word: string | undefined): word is TermWord {
  return termWords.some((each) => each === word);
}

/** The names that a text may use. */
type Names = { readonly has: (name: string) => boolean };

function isKnown({ path }: UsedVariable, facts: Names): boolean {
  const [root, name = '', ...deeper] = path;
  if (root === OPT_OUT) return path.length === 1;
  if (deeper.length > 0 || path.length !== 2) return false;
  if (root === 'customer') return customerWords.some((each) => each === name);
  return isTermWord(root) && facts.has(name);
}

function typedLights(form: Form, text: FormText): Light[] {
  const words = ownWords(text);
  return typedTerms(words)
    .slice(0, MOST_OF_A_KIND)
    .map((term) =>
      lightOf(
        'typed-term',
        { form, field: text.field, line: words.slice(0, term.at).split('\n').length },
        { text: term.text },
      ),
    );
}

/** Reads every text of a form once: which variables it uses, and what is wrong with the texts themselves. */
export function readForm(form: Form, facts: Names): ReadForm {
  const lights: Light[] = [];
  const uses: Use[] = [];
  let hasOptOut = false;
  const texts = textsOf(form);
  if (texts.length === 0) lights.push(lightOf('text-empty', { form, field: 'steps' }));
  for (const text of texts) {
    const { field } = text;
    if (text.text.trim() === '' && field !== 'preheader') lights.push(lightOf('text-empty', { form, field }));
    lights.push(...typedLights(form, text));
    const read = readTemplate(text.text, text.output);
    if (!read.ok) {
      lights.push(lightOf('template-unreadable', { form, field, line: read.line }, { why: read.why }));
      continue;
    }
    for (const variable of read.variables) {
      const [word, name = ''] = variable.path;
      const place = { form, field, line: variable.line };
      const written = variable.path.join('.');
      if (!variable.isFixed) lights.push(lightOf('variable-worked-out', place, { variable: written }));
      else if (!isKnown(variable, facts)) lights.push(lightOf('variable-unknown', place, { variable: written }));
      else if (word === OPT_OUT) hasOptOut = true;
      else if (isTermWord(word)) uses.push({ word, name, field, line: variable.line });
    }
  }
  return { form, uses, hasOptOut, lights };
}

/** Why a word of a reference is not known, in the words of whoever writes. */
function whyUnknown(fact: ReferenceFact, word: TermWord): string {
  if (word === 'until') return fact.offer === null ? 'a regular price has no last day' : 'the offer has no last day';
  if (word === 'prior') return 'no price was seen in the 30 days before the offer';
  if (word === 'percent') return 'the price is not below the lowest of the 30 days before';
  return 'no regular price of the product has been seen';
}

function offerLights({ form, uses }: ReadForm, { body, facts, now }: Checked): Light[] {
  const first = new Map(uses.map((use) => [use.name, use] as const).toReversed());
  return [...first.values()].flatMap(({ name, field, line }) => {
    const fact = facts.get(name);
    const place = { form, field, line };
    if (fact === undefined) return [];
    const { offer } = fact;
    if (offer === null) return fact.product === null ? [lightOf('offer-gone', place, { name })] : [];
    const lights: Light[] = [];
    const from = Date.parse(offer.validFrom);
    const to = offer.validTo === null ? Infinity : Date.parse(offer.validTo);
    const bodyTo = body.validTo === undefined ? Infinity : Date.parse(body.validTo);
    if (offer.state === 'ended' || to <= now) lights.push(lightOf('offer-ended', place, { name }));
    else if (offer.state !== 'live') lights.push(lightOf('offer-not-live', place, { name, state: offer.state }));
    else if (from > Date.parse(body.validFrom) || to < bodyTo)
      lights.push(lightOf('offer-other-period', place, { name }));
    if (!offer.channels.includes(form.channel))
      lights.push(lightOf('offer-other-channel', place, { name, channel: form.channel }));
    if (offer.audience !== 'everyone' && body.audience.kind === 'everyone')
      lights.push(lightOf('offer-personal', place, { name }));
    if (fact.product === null) lights.push(lightOf('product-missing', place, { name, count: offer.products.length }));
    return lights;
  });
}

function wordLights({ form, uses }: ReadForm, { facts, timeZone }: Checked): Light[] {
  const { language } = form;
  return uses.flatMap(({ word, name, field, line }) => {
    const fact = facts.get(name);
    // Without a product or an offer there is a light of its own, which says more.
    if (fact?.product == null || wordOf(fact, word, { language, timeZone }) !== undefined) return [];
    const params = { variable: `${word}.${name}`, why: whyUnknown(fact, word) };
    return [lightOf('word-unknown', { form, field, line }, params)];
  });
}

// P1: words that make a price into a claim that it has been reduced. "Bra pris" and "lågt pris" are no such words.
const claiming =
  /(?<!\p{L})(?:rea|rean|nedsatt|nedsatta|sänkt|sänkta|rabatt|rabatten|kampanj|kampanjpris|utförsäljning|ordinarie|sale|reduced|discount|deal|deals|black friday|was|save|spara)(?!\p{L})/iu;

/** P1: who claims a reduction shows the prior price. Reductions for some customers only are outside (P8). */
function priorLights({ form, uses }: ReadForm, { facts }: Checked): Light[] {
  const words = textsOf(form).map(ownWords).join('\n');
  const shown = new Set(uses.filter(({ word }) => word === 'prior').map(({ name }) => name));
  const told = new Set<string>();
  return uses.flatMap(({ word, name, field, line }) => {
    const { offer } = facts.get(name) ?? {};
    if (offer == null || offer.audience !== 'everyone' || shown.has(name) || told.has(name)) return [];
    if (word !== 'price' && word !== 'percent') return [];
    told.add(name);
    const isClaim = uses.some((use) => use.name === name && use.word === 'percent') || claiming.test(words);
    return [lightOf(isClaim ? 'prior-missing' : 'prior-hint', { form, field, line }, { name })];
  });
}

/** P2: a prior price beside a price that is not below it makes a reduction of what is none. */
function notAboveLights({ form, uses }: ReadForm, { facts }: Checked): Light[] {
  const shown = new Map(uses.filter(({ word }) => word === 'prior').map((use) => [use.name, use] as const));
  return [...shown.values()].flatMap(({ name, field, line }) => {
    const { price, prior } = facts.get(name) ?? {};
    if (price == null || prior == null || price.currency !== prior.currency || price.amount < prior.amount) return [];
    return [lightOf('prior-not-above', { form, field, line }, { name })];
  });
}

function altLights({ form }: ReadForm): Light[] {
  if (form.kind !== 'email') return [];
  const images = [...markupPieces(form.mjml)].filter(
    ({ kind, text }) => kind === 'tag' && /^<(?:mj-image|img)\b/iu.test(text),
  );
  const faulty = images.filter(({ text }) => (attributeIn(text, 'alt')?.value ?? '').trim() === '');
  return faulty.slice(0, MOST_OF_A_KIND).map(({ text, at }) => {
    const code = attributeIn(text, 'alt') === undefined ? 'alt-missing' : 'alt-empty';
    return lightOf(code, { form, field: 'mjml', line: form.mjml.slice(0, at).split('\n').length });
  });
}

function optOutLights({ form, hasOptOut }: ReadForm, { body }: Checked): Light[] {
  const field = form.kind === 'email' ? 'mjml' : 'text';
  const isAsked = body.purpose === 'marketing' && (form.kind === 'email' || form.kind === 'sms');
  return isAsked && !hasOptOut ? [lightOf('optout-missing', { form, field })] : [];
}

/** Everything that can be said of a form from its texts and what they name; what takes filling them in is `filled-lights`. */
export function formLights(read: ReadForm, checked: Checked): Light[] {
  return [
    ...read.lights,
    ...offerLights(read, checked),
    ...wordLights(read, checked),
    ...priorLights(read, checked),
    ...notAboveLights(read, checked),
    ...optOutLights(read, checked),
    ...altLights(read),
  ];
}

/** What is wrong with the message as a whole. */
export function messageLights({ body, now }: Checked): Light[] {
  const formed = new Set(body.forms.map((form) => form.channel));
  const named = new Set(body.channels);
  return [
    ...body.channels
      .filter((channel) => !formed.has(channel))
      .map((channel) => lightOf('form-missing', { field: 'forms' }, { channel })),
    ...body.forms
      .filter(({ channel }) => !named.has(channel))
      .map((form) => lightOf('channel-not-named', { form, field: 'channel' }, { channel: form.channel })),
    ...(body.validTo !== undefined && Date.parse(body.validTo) <= now
      ? [lightOf('period-over', { field: 'validTo' })]
      : []),
  ];
}
