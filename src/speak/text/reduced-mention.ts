import { isSaidNear, lowAt, type Token } from './token.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const reducedWords = words(
  'rea rean reapris reapriset slutrea extrapris extrapriset extrapriser specialpris specialpriset fyndpris nedsatt sale deal deals promo promotion promotional clearance reduced discounted',
);
const reducedParts = ['kampanj', 'campaign', 'erbjudande'];
/** "The offer ends", "on offer"; not "we offer you". */
const beforeOffer = words('the this our special on weekend');
const afterOffer = words('ends end runs valid price prices expires');
/** "Utan rea", "efter kampanjen", "no sale", "for sale". */
const notOfNow = words('utan ingen inga inte ej efter före without no not after before for');
const WORDS_BEFORE = 2;

/** Whether the sentence of a price, or the one before or after it, calls it a campaign, a sale or an offer. */
export function isCalledReduced(tokens: readonly Token[], price: number): boolean {
  return isSaidNear(tokens, price, (at) => callsReduced(tokens, at));
}

function callsReduced(tokens: readonly Token[], at: number): boolean {
  const low = lowAt(tokens, at);
  const calls = reducedWords.has(low) || reducedParts.some((part) => low.includes(part)) || isAnOffer(tokens, at);
  if (!calls) return false;
  for (let back = 1; back <= WORDS_BEFORE; back += 1) if (notOfNow.has(lowAt(tokens, at - back))) return false;
  return true;
}

function isAnOffer(tokens: readonly Token[], at: number): boolean {
  const low = lowAt(tokens, at);
  if (low !== 'offer' && low !== 'offers') return false;
  return beforeOffer.has(lowAt(tokens, at - 1)) || afterOffer.has(lowAt(tokens, at + 1));
}
