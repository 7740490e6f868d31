import type { Channel } from '../organisation/session.contract.ts';
import type { SourceInput } from '../organisation/source.contract.ts';

/**
 * Fjällro, a made-up Swedish outdoor retailer. It is organised as such companies are: each department owns its
 * channels, so nobody owns the customer. Every name is made up.
 */
export const COMPANY_NAME = 'Fjällro';

export const companyChannels: readonly Channel[] = [
  { id: 'web', nameSv: 'Webb', nameEn: 'Web', isOurs: true, department: 'E-handel', owner: 'Tuva Granlycka' },
  { id: 'app', nameSv: 'App', nameEn: 'App', isOurs: true, department: 'E-handel', owner: 'Ilir Björkhed' },
  {
    id: 'newsletter',
    nameSv: 'Nyhetsbrev',
    nameEn: 'Newsletter',
    isOurs: true,
    department: 'Marknad',
    owner: 'Saga Ljungkulle',
  },
  { id: 'sms', nameSv: 'Sms', nameEn: 'SMS', isOurs: true, department: 'Marknad', owner: 'Saga Ljungkulle' },
  { id: 'store', nameSv: 'Butik', nameEn: 'Store', isOurs: true, department: 'Butik', owner: 'Åke Tallsund' },
  { id: 'phone', nameSv: 'Telefon', nameEn: 'Phone', isOurs: true, department: 'Kundservice', owner: 'Mirja Vikmyr' },
  { id: 'chat', nameSv: 'Chatt', nameEn: 'Chat', isOurs: true, department: 'Kundservice', owner: 'Jonatan Älvsten' },
  { id: 'print', nameSv: 'Tryck', nameEn: 'Print', isOurs: true, department: 'Inköp', owner: 'Beata Stenhöjd' },
  { id: 'partner', nameSv: 'Partner', nameEn: 'Partner', isOurs: false, department: null, owner: null },
  { id: 'social', nameSv: 'Sociala medier', nameEn: 'Social media', isOurs: false, department: null, owner: null },
];

const purposes: Readonly<Record<string, readonly [name: string, purpose: string]>> = {
  web: ['Webbutik', 'Sidvisningar, varukorgar och köp på webben'],
  app: ['App', 'Det som händer i appen'],
  newsletter: ['Utskick', 'Nyhetsbrev och sms: skickade, öppnade, klickade'],
  store: ['Kassa', 'Kvitton och frågor i de sex butikerna'],
  phone: ['Växel', 'Samtal till kundservice och säljare'],
  chat: ['Chatt', 'Frågor och svar i chatten'],
  print: ['Tryckeri', 'Katalogen och var den har delats ut'],
};

/** The systems that the channels run on. Each belongs where its channel does; those of others belong to nobody here. */
export const companySources: readonly SourceInput[] = [
  ...companyChannels.flatMap(({ id: channel, department, owner }) => {
    const [name, purpose] = purposes[channel] ?? [];
    if (name === undefined || purpose === undefined) return [];
    return [{ name, purpose, kind: 'example' as const, channel, department, owner }];
  }),
  ...['Bank', 'Mäklare', 'Flyttfirma'].map((name) => ({ name, kind: 'example' as const, channel: 'partner' })),
];

/** What you send yourself while you try the example. */
export const ownSource = {
  name: 'Händelser',
  kind: 'server',
  purpose: 'Egna händelser, skickade med nyckeln i example-keys.json',
} as const satisfies SourceInput;

/** The stores, and the price zone that each is declared to lie in. Rent and service cost more in the mountains. */
export const storeZones: Readonly<Record<string, string>> = {
  Stockholm: 'städerna',
  Göteborg: 'städerna',
  Malmö: 'städerna',
  Umeå: 'städerna',
  Åre: 'fjällen',
  Kiruna: 'fjällen',
};

export const storeNames = ['Stockholm', 'Göteborg', 'Malmö', 'Umeå', 'Åre', 'Kiruna'] as const;
