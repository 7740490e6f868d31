import type { Form } from '../src/speak/message/message.contract.ts';
import { fillForm } from '../src/speak/message/preview.ts';
import type { Bench } from './run.ts';

/**
 * How long it takes to fill a message for each of 2,000 people (`--records` for another number): a mail of eight products,
 * and a text message, neither of which changes from one to the next.
 */
const PEOPLE = 2000;
const PRODUCTS = 8;
const ROUNDS = 5;

const names = Array.from({ length: PRODUCTS }, (_, at) => `vara${at + 1}`);
const rows = names.map(
  (name) =>
    `<mj-section><mj-column><mj-text><h2>{{ name.${name} }}</h2>{% if percent.${name} %}<p>{{ percent.${name} }} lägre: nu {{ price.${name} }}, tidigare {{ prior.${name} }}.</p>{% else %}<p>{{ price.${name} }}</p>{% endif %}</mj-text></mj-column></mj-section>`,
);
const forms = {
  email: {
    kind: 'email',
    channel: 'newsletter',
    language: 'sv',
    subject: '{{ customer.first_name }}, veckans priser',
    preheader: 'Från {{ price.vara1 }}',
    mjml: `<mjml><mj-body>${rows.join('')}<mj-section><mj-column><mj-text><a href="{{ optout }}">Avsluta</a></mj-text></mj-column></mj-section></mj-body></mjml>`,
  },
  sms: {
    kind: 'sms',
    channel: 'sms',
    language: 'sv',
    text: 'Hej {{ customer.first_name | default: "du" }}! {% if customer.city %}I {{ customer.city }}: {% endif %}{{ name.vara1 }} {{ price.vara1 }} till {{ until.vara1 }}. {{ optout }}',
  },
} as const satisfies Record<string, Form>;

const words = Object.fromEntries(
  ['price', 'prior', 'percent', 'until', 'name'].map((word) => [
    word,
    Object.fromEntries(names.map((name, at) => [name, `${word} ${at}`])),
  ]),
);

export const bench: Bench = async ({ records = PEOPLE }) => {
  const figures: Record<string, number> = {};
  for (const [kind, form] of Object.entries(forms)) {
    const took: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const from = performance.now();
      for (let person = 0; person < records; person += 1)
        await fillForm(form, {
          ...words,
          customer: { first_name: `Kund ${person}`, city: 'Borås' },
          optout: 'https://exempel.se',
        });
      took.push((performance.now() - from) / records);
    }
    const ms = Math.round((took.toSorted((a, b) => a - b)[(ROUNDS - 1) / 2] ?? 0) * 1e4) / 1e4;
    process.stdout.write(`${kind.padEnd(6)} ${ms} ms for each of ${records} people (median of ${ROUNDS})\n`);
    figures[`${kind}Ms`] = ms;
  }
  return { people: records, ...figures };
};
