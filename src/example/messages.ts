import { DAY_MS, type Instant, toIso } from '../kernel/period.ts';
import type { Form, MessageInput } from '../speak/message/message.contract.ts';
import type { PlaceInput } from '../speak/message/portfolio.contract.ts';
import { JEANS, JEANS_DAYS } from './planted.ts';
import { DOWN_JACKET_OFFER, downJackets } from './prices.ts';

/** What Fjällro says: one message that is live, one that waits for an approval, and a draft with faults to find. */
export type PlannedMessage = {
  readonly message: MessageInput;
  readonly author: { readonly channel: string; readonly name: string };
  readonly at: Instant;
  readonly state: 'draft' | 'review' | 'live';
  /** The channels whose owners have said yes. */
  readonly approvedIn: readonly string[];
};

const author = { channel: 'newsletter', name: 'Saga Ljungkulle' };
const sv = { language: 'sv' as const };

function mail(heading: string, text: string): string {
  return `<mjml>
  <mj-body background-color="#ffffff">
    <mj-section>
      <mj-column>
        <mj-text font-size="22px" font-weight="700">${heading}</mj-text>
        <mj-text>Hej {{ customer.first_name | default: "du" }}!</mj-text>
        <mj-text>${text}</mj-text>
        <mj-button background-color="#1f5f3f" href="https://exempel.se/">Till varan</mj-button>
        <mj-text font-size="12px">Vill du inte ha fler brev? <a href="{{ optout }}">Avsluta här</a>.</mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>`;
}

const jeansForms: Form[] = [
  {
    kind: 'email',
    channel: 'newsletter',
    ...sv,
    subject: 'Jeansveckan: {{ price.jeans }} till och med {{ until.jeans }}',
    preheader: '{{ name.jeans }}, tidigare lägsta pris {{ prior.jeans }}',
    mjml: mail(
      'Jeansveckan',
      '{{ name.jeans }} kostar {{ price.jeans }}. Tidigare lägsta pris: {{ prior.jeans }}. Gäller till och med {{ until.jeans }}.',
    ),
  },
  {
    kind: 'push',
    channel: 'app',
    ...sv,
    title: 'Jeansveckan',
    text: '{{ name.jeans }} för {{ price.jeans }}. Tidigare lägsta pris {{ prior.jeans }}.',
  },
  {
    kind: 'till',
    channel: 'store',
    ...sv,
    width: 40,
    text: 'Jeansveckan\nI dag: {{ price.jeans }}\nTidigare lägst: {{ prior.jeans }}',
  },
];

/** The messages as they stand now. `offerId` gives the id of an offer by its name. */
export function planMessages(now: Instant, offerId: (name: string) => string): PlannedMessage[] {
  const [jacket] = downJackets();
  const days = (from: number, to: number) => ({
    validFrom: toIso(now + from * DAY_MS),
    validTo: toIso(now + to * DAY_MS),
  });
  const left = DOWN_JACKET_OFFER.forDays - DOWN_JACKET_OFFER.sinceDays;
  const down = `Dunjackor, ${DOWN_JACKET_OFFER.kronorOff} kr lägre pris`;
  return [
    {
      message: {
        name: 'Jeansveckan i alla kanaler',
        theme: 'Jeans',
        purpose: 'marketing',
        channels: ['newsletter', 'app', 'store'],
        ...days(-JEANS_DAYS.since, JEANS_DAYS.left),
        references: { jeans: { offer: offerId('Jeansveckan'), product: JEANS } },
        forms: jeansForms,
      },
      author,
      at: now - 3 * DAY_MS,
      state: 'live',
      approvedIn: ['newsletter', 'app', 'store'],
    },
    {
      message: {
        name: 'Dunjackan inför kylan',
        theme: 'Vinterjackor',
        purpose: 'marketing',
        channels: ['web', 'app', 'store'],
        ...days(0, left),
        references: { jacka: { offer: offerId(down), product: jacket?.id ?? '' } },
        forms: [
          {
            kind: 'web',
            channel: 'web',
            ...sv,
            slot: 'startsidan, överst',
            title: 'Inför kylan',
            text: '{{ name.jacka }} för {{ price.jacka }}. Tidigare lägsta pris {{ prior.jacka }}.',
          },
          {
            kind: 'app',
            channel: 'app',
            ...sv,
            title: 'Inför kylan',
            text: '{{ name.jacka }}: {{ price.jacka }}, tidigare lägst {{ prior.jacka }}.',
          },
          {
            kind: 'till',
            channel: 'store',
            ...sv,
            width: 40,
            text: 'Dunjackan: {{ price.jacka }}\nTidigare lägst: {{ prior.jacka }}',
          },
        ],
      },
      author: { channel: 'web', name: 'Tuva Granlycka' },
      at: now - DAY_MS,
      state: 'review',
      approvedIn: ['web'],
    },
    {
      message: {
        name: 'Julklappar till friluftsköket',
        theme: 'Jul',
        purpose: 'marketing',
        channels: ['newsletter', 'sms', 'chat'],
        ...days(9, 30),
        references: { kasa: { offer: offerId('Julklappar till friluftsköket'), product: 'kasa-bjork' } },
        forms: [
          {
            kind: 'email',
            channel: 'newsletter',
            ...sv,
            subject: 'Julklappar till den som lagar mat ute',
            preheader: '',
            mjml: mail('Julklappar', '{{ name.kasa }} för {{ price.kasa }}.'),
          },
          // Planted: a typed percentage and no way out, for whoever tries the lights.
          { kind: 'sms', channel: 'sms', ...sv, text: 'Jul i friluftsköket: 10 % på {{ name.kasa }}!' },
        ],
      },
      author,
      at: now - 2 * DAY_MS,
      state: 'draft',
      approvedIn: [],
    },
  ];
}

/** What Fjällro's channels are for. The newsletter is meant for Christmas and speaks of jeans: a drift to find. */
export const companyPortfolio: readonly PlaceInput[] = [
  { channel: 'web', touchpoint: '', role: 'sells', owner: null, themes: ['Vinterjackor', 'Jul'] },
  { channel: 'app', touchpoint: '', role: 'reminds', owner: null, themes: ['Jeans'] },
  { channel: 'newsletter', touchpoint: '', role: 'reminds', owner: null, themes: ['Jul'] },
  { channel: 'store', touchpoint: '', role: 'sells', owner: null, themes: ['Jeans', 'Vinterjackor'] },
  { channel: 'phone', touchpoint: '', role: 'answers', owner: null, themes: [] },
  { channel: 'chat', touchpoint: '', role: 'helps', owner: null, themes: [] },
];
