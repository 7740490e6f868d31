import { type LdNode, nodesOf, textOf } from './json-ld.ts';

/** Codes of UN/CEFACT and words for single pieces; what is said without a unit is pieces too. */
const pieces = new Set(['', 'C62', 'H87', 'EA', 'PCE', 'NMP', 'ST', 'STYCK', 'UNIT', 'PIECE', 'ITEM', 'EACH']);

/**
 * Whether an offer or a price is only for whoever takes several, or buys for more than the product costs: a multi-buy
 * ("2 for 50"), a price from ten pieces on. It is no price of the product, and outside the rules of reductions; one whose
 * condition the product fulfils alone is inside.
 */
export function asksForMore(node: LdNode): boolean {
  const quantities = [...nodesOf(node['eligibleQuantity']), { minValue: node['eligibleQuantity'] }];
  if (quantities.some((each) => isInPieces(each) && leastOf(each) > 1)) return true;
  const price = numberIn(node['price']);
  return nodesOf(node['eligibleTransactionVolume']).some(
    (each) => Math.max(numberIn(each['minPrice']), numberIn(each['price'])) > price,
  );
}

/**
 * Whether a price is the one for comparison (jämförpris): so much for a litre, whatever the product holds. A reference
 * quantity that names another to compare by says what the product itself holds, as Google has it, and its price is the
 * product's; so is the price of one piece.
 */
export function isUnitPrice(spec: LdNode): boolean {
  const [reference] = nodesOf(spec['referenceQuantity']);
  if (reference === undefined) return spec['referenceQuantity'] !== undefined;
  if (nodesOf(reference['valueReference']).length > 0) return false;
  return !(isInPieces(reference) && numberIn(reference['value'], 1) === 1);
}

function isInPieces(quantity: LdNode): boolean {
  const unit = textOf(quantity['unitCode']) || textOf(quantity['unitText']);
  return pieces.has(unit.toUpperCase());
}

/** How many at least; an exact number stands alone. */
function leastOf(quantity: LdNode): number {
  return numberIn(quantity['minValue']) || numberIn(quantity['value']);
}

function numberIn(value: unknown, otherwise = 0): number {
  const number = Number(textOf(value) || otherwise);
  return Number.isFinite(number) ? number : otherwise;
}
