import { describe, expect, test } from 'vitest';
import type { Row } from '../row.ts';
import { headerOf } from '../table.ts';
import { kindOf } from './column-kind.ts';
import { checkEventMapping } from './event-mapping.ts';
import { mappingOf } from './mapping-draft.ts';
import { guessMapping } from './mapping-guess.ts';

function table(text: string, delimiter = ';'): { header: string[]; rows: Row[] } {
  const [head = '', ...lines] = text.trim().split('\n');
  const header = headerOf(head.split(delimiter));
  const rows = lines.map((line) => Object.fromEntries(line.split(delimiter).map((cell, i) => [header[i] ?? '', cell])));
  return { header, rows };
}

function guess(text: string, fileName: string, delimiter = ';') {
  const { header, rows } = table(text, delimiter);
  const guessed = guessMapping(header, rows, { delimiter, fileName, timeZone: 'Europe/Stockholm' });
  const roles = Object.fromEntries(guessed.columns.map((each) => [each.name, each.role]));
  const columns = guessed.columns.map(({ name, role, kind }) => ({ name, role, isNumber: kind.is === 'number' }));
  return { roles, draft: guessed.draft, made: mappingOf(columns, guessed.draft) };
}

describe('what a column holds', () => {
  test.each([
    [['asa@example.se', 'bo@exempel.se'], 'email'],
    [['070-123 45 67', '+46 8 123 456 78'], 'phone'],
    [['10:30', '9:05'], 'time-of-day'],
    [['ja', 'nej'], 'flag'],
    [['röd', 'blå'], 'text'],
    [['', ' '], 'empty'],
  ])('%j is %s', (values, is) => {
    expect(kindOf(values, false).is).toBe(is);
  });

  test.each([
    [['2026-11-22 10:30', '2026-11-23 11:00:05'], 'YYYY-MM-DD HH:mm:ss'],
    [['2026-11-22T10:30:00Z'], 'iso'],
    [['2026-11-22'], 'YYYY-MM-DD'],
    [['22.11.2026', '1.2.2026'], 'D/M/YYYY'],
    [['3/4/2026', '4/5/2026'], 'D/M/YYYY'],
    [['3/4/2026', '12/31/2026'], 'M/D/YYYY'],
    [['31/12/2026 8:05'], 'D/M/YYYY HH:mm:ss'],
    [['20261122'], 'YYYYMMDD'],
    [['1795000000'], 'unix seconds'],
    [['1795000000000'], 'unix milliseconds'],
  ])('%j is a time as %s', (values, format) => {
    expect(kindOf(values, true)).toEqual({ is: 'instant', format });
  });

  test('that is digits alone is a time only where its name says so', () => {
    expect(kindOf(['20261122'], false).is).toBe('number');
  });

  test('that is numbers tells its decimal mark', () => {
    expect(kindOf(['1 299,50', '-3,00'], false, ';')).toEqual({ is: 'number', decimal: ',', isWhole: false });
    expect(kindOf(['1299.50'], false)).toEqual({ is: 'number', decimal: '.', isWhole: false });
  });

  test('may hold one odd value of a hundred', () => {
    expect(kindOf(['-', ...Array.from({ length: 99 }, (_, n) => `a${n}@b.se`)], false).is).toBe('email');
  });
});

test('a Swedish table of receipts is guessed whole, and makes one order of each receipt', () => {
  const { roles, draft, made } = guess(
    `Kvittonr;Datum;Klockslag;Medlemsnr;E-post;Artikelnr;Benämning;Antal;À-pris;Butik
1001;2026-11-20;10:31;9752;asa@example.se;J-1;Jacka;1;1 299,00;Umeå
1001;2026-11-20;10:31;9752;asa@example.se;M-2;Mössa;2;199,50;Umeå
1002;2026-11-20;10:40;;;M-2;Mössa;1;199,50;Umeå`,
    'kvitton-2026.csv',
  );
  expect(roles).toEqual({
    Kvittonr: 'receipt',
    Datum: 'time',
    Klockslag: 'time-of-day',
    Medlemsnr: 'loyalty',
    'E-post': 'email',
    Artikelnr: 'product_id',
    Benämning: 'product_name',
    Antal: 'quantity',
    'À-pris': 'price',
    Butik: 'property',
  });
  expect(draft).toMatchObject({ eventName: 'Order Completed', channel: 'store', decimal: ',', prefix: 'kvitton2026:' });
  expect(made).toEqual({
    mapping: checkEventMapping({
      kind: 'events',
      decimal: ',',
      timeZone: 'Europe/Stockholm',
      at: { columns: ['Datum', 'Klockslag'], join: ' ', format: 'YYYY-MM-DD HH:mm:ss' },
      identifiers: [
        { type: 'loyalty', column: 'Medlemsnr' },
        { type: 'email', column: 'E-post' },
      ],
      otherwise: { type: 'receipt', column: 'Kvittonr', prefix: 'kvitton2026:' },
      event: 'Order Completed',
      channel: 'store',
      properties: { order_id: { column: 'Kvittonr', as: 'text' }, Butik: 'Butik' },
      group: {
        by: ['Kvittonr'],
        products: {
          product_id: { column: 'Artikelnr', as: 'text' },
          name: 'Benämning',
          quantity: { column: 'Antal', as: 'number' },
          price: { column: 'À-pris', as: 'number' },
        },
        totals: { total: { product: ['Antal', 'À-pris'] } },
      },
    }),
  });
});

test('an English table of invoices is guessed whole', () => {
  const { roles } = guess(
    `InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
536365,85123A,WHITE HANGING HEART,6,2010-12-01 08:26:00,2.55,17850,United Kingdom
536366,71053,WHITE METAL LANTERN,6,2010-12-01 08:28:00,3.39,17850,United Kingdom`,
    'online-retail.csv',
    ',',
  );
  expect(roles).toEqual({
    InvoiceNo: 'receipt',
    StockCode: 'product_id',
    Description: 'product_name',
    Quantity: 'quantity',
    InvoiceDate: 'time',
    UnitPrice: 'price',
    CustomerID: 'user_id',
    Country: 'property',
  });
});

test.each([
  [
    'Samtalsid;Telefonnummer;Starttid;Längd\n1;0701234567;2026-11-20 10:00;120',
    'samtal.csv',
    'Phone Call Ended',
    'phone',
  ],
  ['Mobil;När;Ärende\n0701234567;2026-11-20 10:00;retur', 'chattar.csv', 'Chat Ended', 'chat'],
  ['Kundnr;Datum;Brev\n17;2026-11-20;Höstbrev', 'x.csv', 'Letter Sent', 'print'],
  ['Kort nr;Besöksdatum;Ort\n17;2026-11-20;Umeå', 'y.csv', 'Store Visited', 'store'],
])('%j tells what happened and where', (text, fileName, event, channel) => {
  const { draft, made } = guess(text, fileName);
  expect(draft).toMatchObject({ eventName: event, channel });
  expect(made).toHaveProperty('mapping');
});

test('an event log is known by its own names', () => {
  const { roles, made } = guess(
    'case:concept:name,concept:name,time:timestamp,org:resource\n3,register request,2010-12-30T14:32:00.000+01:00,Pete',
    'running-example.xes',
    ',',
  );
  expect(roles).toMatchObject({ 'case:concept:name': 'case', 'concept:name': 'event', 'time:timestamp': 'time' });
  expect(made).toMatchObject({ mapping: { identifiers: [{ type: 'case', column: 'case:concept:name' }] } });
});

test('what values alone tell is used where the names say nothing', () => {
  const { roles } = guess('a;b;c\n2026-11-20;asa@example.se;070-123 45 67', 'x.csv');
  expect(roles).toEqual({ a: 'time', b: 'email', c: 'phone' });
});

test('a table without a time or a customer says what is lacking, and makes no mapping', () => {
  expect(guess('färg;form\nröd;rund', 'x.csv').made).toEqual({ lacks: ['time', 'identifier'] });
});
