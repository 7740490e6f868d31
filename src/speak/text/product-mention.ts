import type { Token } from './token.ts';
import { tokensOf } from './token.ts';

/** A product as the catalogue knows it: its number, and its name where there is one. */
export type CatalogueProduct = { readonly product: string; readonly name?: string };

/** Where a text names a product, in tokens. */
export type ProductMention = { readonly product: string; readonly first: number; readonly last: number };

type Branch = { readonly next: Map<string, Branch>; product?: string };

/** Shorter numbers are too often something else. */
const SHORTEST_NUMBER = 4;

/**
 * Finds the products of a catalogue in a text, by name or number, the longest name where several begin at a place.
 * The catalogue is a tree of words, so its size does not matter to the time a text takes.
 */
export function productMentions(tokens: readonly Token[], catalogue: readonly CatalogueProduct[]): ProductMention[] {
  const root: Branch = { next: new Map() };
  for (const { product, name } of catalogue) {
    if (product.length >= SHORTEST_NUMBER) plant(root, product, product);
    if (name !== undefined) plant(root, name, product);
  }
  const mentions: ProductMention[] = [];
  for (let first = 0; first < tokens.length; first += 1) {
    const found = longestAt(tokens, first, root);
    if (found === undefined) continue;
    mentions.push(found);
    first = found.last;
  }
  return mentions;
}

function plant(root: Branch, words: string, product: string): void {
  let branch = root;
  for (const { low } of tokensOf(words)) {
    const next = branch.next.get(low) ?? { next: new Map<string, Branch>() };
    branch.next.set(low, next);
    branch = next;
  }
  if (branch !== root) branch.product ??= product;
}

function longestAt(tokens: readonly Token[], first: number, root: Branch): ProductMention | undefined {
  let found: ProductMention | undefined;
  let branch: Branch | undefined = root;
  for (let at = first; at < tokens.length; at += 1) {
    branch = branch.next.get(tokens[at]?.low ?? '');
    if (branch === undefined) return found;
    if (branch.product !== undefined) found = { product: branch.product, first, last: at };
  }
  return found;
}
