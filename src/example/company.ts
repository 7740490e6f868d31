import type { Channel } from '../organisation/session.contract.ts';

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
