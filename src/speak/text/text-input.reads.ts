import { stat } from 'node:fs/promises';
import { cellOf } from '../../collect/row.ts';
import { readTableFile } from '../../collect/table.reads.ts';
import { readTextFile } from '../../collect/text-file.reads.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { CatalogueProduct } from './product-mention.ts';

const LARGEST_TEXT_MB = 16;

/** The whole of a text. Throws `file-unreadable` when it cannot be read, or is larger than any text is. */
export async function readWholeText(file: string): Promise<string> {
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LARGEST_TEXT_MB * 1_000_000)
    throw new DomainError(
      'file-unreadable',
      `${file} is ${Math.ceil(size / 1_000_000)} MB, allowed is ${LARGEST_TEXT_MB} MB; hand in one text at a time.`,
    );
  return readTextFile(file);
}

/** The products of a table with the columns product and name. Throws `file-unreadable`. */
export async function readCatalogue(file: string): Promise<CatalogueProduct[]> {
  const products: CatalogueProduct[] = [];
  for await (const { header, rows } of readTableFile(file, { name: file })) {
    if (!header.includes('product') || !header.includes('name'))
      throw new DomainError(
        'file-unreadable',
        `${file} must have the columns product and name; it has ${header.join(', ') || 'none'}.`,
      );
    for (const each of rows)
      if ('row' in each) products.push({ product: cellOf(each.row, 'product'), name: cellOf(each.row, 'name') });
  }
  return products;
}
