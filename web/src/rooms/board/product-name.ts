/** What a product is called, or `undefined` where nobody has told its name. A product may be numbered as anything, "constructor" too. */
export function nameOfProduct(product: string, names: Readonly<Record<string, string>>): string | undefined {
  return Object.hasOwn(names, product) ? names[product] : undefined;
}
