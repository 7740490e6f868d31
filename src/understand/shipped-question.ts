import type { NamedQuestion, Question } from './question.contract.ts';

/** Questions that a marketing lead asks sooner or later, in the names of Segment's e-commerce events. */
const within = { days: 365, precision: { points: 5, confidence: 95 } } as const;
const buys = ['Order Completed', 'Receipt Issued'];

const receipts = { channels: ['store'], events: ['Receipt Issued'] };
const online = { channels: ['web', 'app'], events: ['Order Completed'] };

const questions: Readonly<Record<string, Question>> = {
  'store-readers': {
    title: { sv: 'Vilken kanal läser butikskunderna?', en: 'Which channel do store customers read?' },
    population: receipts,
    measure: {
      kind: 'share',
      channels: ['newsletter', 'sms', 'print'],
      events: ['Email Opened', 'Email Link Clicked', 'SMS Delivered', 'Letter Sent'],
    },
    compare: 'channel',
    strata: { by: 'field', field: 'store' },
    value: 'total',
    ...within,
  },
  'web-and-store': {
    title: { sv: 'Vilka nätkunder handlar också i butik?', en: 'Which online customers also buy in the store?' },
    population: online,
    measure: { kind: 'share', ...receipts },
    compare: 'none',
    strata: { by: 'day-part' },
    value: 'total',
    ...within,
  },
  'newsletter-to-store': {
    title: {
      sv: 'Kommer de som läser nyhetsbrevet till butiken?',
      en: 'Do those who read the newsletter come to the store?',
    },
    population: { channels: ['newsletter'], events: ['Email Opened', 'Email Link Clicked'] },
    measure: { kind: 'share', ...receipts },
    compare: 'none',
    strata: { by: 'day-part' },
    ...within,
    days: 180,
  },
  'return-rate': {
    title: { sv: 'Hur mycket skickas tillbaka, per kanal?', en: 'How much is sent back, by channel?' },
    population: online,
    measure: { kind: 'rate', channels: [], events: ['Return Completed', 'Order Refunded'], field: 'order_id' },
    compare: 'channel',
    strata: { by: 'day-part' },
    value: 'total',
    ...within,
  },
  'first-purchase': {
    title: {
      sv: 'Hur lång tid går från första besöket på webben till första köpet?',
      en: 'How long is it from the first visit to the web to the first purchase?',
    },
    population: { channels: ['web'], events: ['Product Viewed'] },
    measure: { kind: 'time', channels: [], events: buys },
    compare: 'none',
    strata: { by: 'day-part' },
    value: 'price',
    ...within,
  },
  'email-reach': {
    title: { sv: 'Hur många kunder når vi med e-post?', en: 'How many customers can we reach by e-mail?' },
    population: { channels: [], events: buys },
    measure: { kind: 'reach', identifier: 'email' },
    compare: 'channel',
    strata: { by: 'day-part' },
    value: 'total',
    ...within,
  },
  'buys-again': {
    title: { sv: 'Hur många handlar igen inom ett år?', en: 'How many buy again within a year?' },
    population: { channels: [], events: buys },
    measure: { kind: 'share', channels: [], events: buys },
    compare: 'none',
    strata: { by: 'day-part' },
    value: 'total',
    ...within,
  },
  'broken-promise-calls': {
    title: {
      sv: 'Vilka ringer efter ett brutet löfte?',
      en: 'Who calls after a promise was broken?',
    },
    population: { channels: [], events: ['Promise Broken'] },
    measure: { kind: 'share', channels: ['phone'], events: ['Call Ended'] },
    compare: 'none',
    strata: { by: 'none' },
    ...within,
  },
  'social-to-store': {
    title: {
      sv: 'Kommer de som möter oss i sociala medier till butiken?',
      en: 'Do those who meet us in social media come to the store?',
    },
    population: { channels: ['social'], events: ['Post Clicked', 'Ad Clicked'] },
    measure: { kind: 'share', ...receipts },
    compare: 'none',
    strata: { by: 'none' },
    ...within,
  },
  'basket-by-store': {
    title: { sv: 'Hur stor är korgen i varje butik?', en: 'How large is the basket in each store?' },
    population: receipts,
    measure: { kind: 'mean', field: 'total' },
    compare: 'stratum',
    strata: { by: 'field', field: 'store' },
    value: 'total',
    ...within,
  },
};

export const shippedQuestions: readonly NamedQuestion[] = Object.entries(questions).map(([id, question]) => ({
  id,
  shipped: true,
  question,
}));

/** The shipped question with this id, or none. */
export function shippedQuestion(id: string): Question | undefined {
  return Object.hasOwn(questions, id) ? questions[id] : undefined;
}
