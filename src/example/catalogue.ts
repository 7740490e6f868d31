/**
 * What Fjällro sells: made-up goods at prices that are usual for such goods, in whole kronor. Each line is a model in
 * one or more versions; a version is a product of its own.
 */
export type Product = {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly kronor: number;
};

const models = `
jackor|Skaljacka Blåst|1999|dam,herr,barn
jackor|Regnjacka Droppe|899|dam,herr,barn
jackor|Dunjacka Rimfrost|2499|dam,herr,barn
jackor|Vindjacka Bris|799|dam,herr,barn
jackor|Softshell Myrten|1199|dam,herr,barn
tröjor|Ulltröja Gran|999|
tröjor|Ulltröja Kotte|899|dam,herr,barn
tröjor|Fleecetröja Mossa|599|dam,herr,barn
tröjor|Underställ Merino|749|dam,herr,barn
tröjor|T-shirt Ull|399|dam,herr,barn
tröjor|Flanellskjorta Härd|699|dam,herr,barn
byxor|Vandringsbyxa Stig|1199|dam,herr,barn
byxor|Friluftsjeans Rot|899|dam,herr
byxor|Regnbyxa Droppe|699|dam,herr,barn
byxor|Skalbyxa Blåst|1699|dam,herr
byxor|Shorts Klippa|549|dam,herr,barn
skor|Vandringskänga Sten|1599|dam,herr
skor|Lättkänga Grus|1299|dam,herr,barn
skor|Terrängsko Språng|1399|dam,herr
skor|Gummistövel Kärr|599|dam,herr,barn
skor|Ullsocka två par|199|tunn,tjock
ryggsäckar|Ryggsäck Led|1499|45 liter,65 liter
ryggsäckar|Dagsryggsäck Udde|699|18 liter,28 liter
ryggsäckar|Barnbärstol Topp|2299|
ryggsäckar|Packpåse torr|149|5 liter,15 liter
tält|Turtält Skog|4495|två personer,tre personer
tält|Familjetält Lägerplats|5995|
tält|Fjälltält Kam|7495|
tält|Vindskydd Tarp|899|
sova|Sovsäck Sommar|899|normal,lång
sova|Sovsäck Tre årstider|1899|normal,lång
sova|Sovsäck Vinter|3495|normal,lång
sova|Liggunderlag Luft|1099|normal,bred
sova|Liggunderlag Skum|299|
sova|Lakan till sovsäck|349|silke,bomull
kök|Stormkök Glöd|699|litet,stort
kök|Gasbrännare Låga|499|
kök|Gas till brännare|69|230 gram,450 gram
kök|Kåsa|129|björk,plast
kök|Vattenflaska|159|0.7 liter,1 liter
kök|Termos|349|0.5 liter,1 liter
kök|Frystorkad middag|99|renskav,linsgryta,pasta
tillbehör|Pannlampa Norrsken|599|
tillbehör|Vandringsstavar|799|par
tillbehör|Kniv Skida|349|
tillbehör|Karta fjällen|169|norra,mellersta,södra
tillbehör|Hängmatta Vila|599|
tillbehör|Ficklampa Gnista|249|
tillbehör|Solglasögon Glaciär|499|
tillbehör|Snöskor Fjun|1299|dam,herr
tillbehör|Kompass|399|
tillbehör|Myggmedel|89|
tillbehör|Första hjälpen|249|
tillbehör|Impregnering|129|kläder,skor
tillbehör|Mössa Ull|299|vuxen,barn,tunn
tillbehör|Handskar Ull|399|dam,herr,barn
tjänster|Vallning av skidor|350|
tjänster|Omimpregnering|199|
tjänster|Hyra av tält, dygn|250|
tjänster|Hyra av turskidor, dygn|395|
tjänster|Utprovning av känga|299|
`;

function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[åä]/g, 'a')
    .replaceAll('ö', 'o')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

/** A child's size costs less. */
const CHILD_SHARE = 0.7;

function versionsOf(line: string): Product[] {
  const [category = '', model = '', price = '0', versions = ''] = line.split('|');
  return versions.split(',').map((version) => {
    const name = version === '' ? model : `${model}, ${version}`;
    const kronor = version === 'barn' ? Math.round((Number(price) * CHILD_SHARE) / 10) * 10 - 1 : Number(price);
    return { id: slug(name), name, category, kronor };
  });
}

export const SERVICES = 'tjänster';
export const catalogue: readonly Product[] = models.trim().split('\n').flatMap(versionsOf);

const byId = new Map(catalogue.map((product) => [product.id, product]));

/** The product with this id. Throws `RangeError` on an id that the shop does not sell: a fault in the example itself. */
export function productOf(id: string): Product {
  const product = byId.get(id);
  if (product === undefined) throw new RangeError(`Fjällro does not sell ${id}.`);
  return product;
}
