import { guessColumns, type ListColumns } from '../matching/list-columns.ts';
import { type PersonField, personFields, type PersonValues } from '../matching/person-field.ts';
import type { Identifier } from '../identifier.ts';

/** What is known of a customer, as far as it says who the person is. */
export type KnownPerson = {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly identifiers: readonly Identifier[];
};

const MOST_LAYOUTS = 5000;

/** Texts of the attributes, one level down too: an address is often an object of its own. */
function flattened(attributes: KnownPerson['attributes']): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [key, value] of Object.entries(attributes)) {
    const text = textOf(value);
    if (text !== undefined) flat[key] = text;
    else if (typeof value === 'object' && value !== null && !Array.isArray(value))
      for (const [inner, each] of Object.entries(value)) {
        const part = textOf(each);
        if (part !== undefined && !Object.hasOwn(flat, inner)) flat[inner] = part;
      }
  }
  return flat;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : undefined;
}

/** The last word of a name is the surname; a name of one word is a given name. */
function partsOfName(name: string): { readonly givenName: string; readonly surname: string } {
  const words = name.trim().split(/\s+/);
  return words.length < 2
    ? { givenName: words[0] ?? '', surname: '' }
    : { givenName: words.slice(0, -1).join(' '), surname: words.at(-1) ?? '' };
}

/**
 * Reads customers as records of a list. Sources call the same thing differently, so what an attribute holds is told by
 * its name, as the columns of a list are; how a set of names was read is remembered, because most customers share few.
 */
export function personReader(): (known: KnownPerson) => PersonValues {
  const layouts = new Map<string, ListColumns>();
  return ({ attributes, identifiers }) => {
    const flat = flattened(attributes);
    const names = Object.keys(flat);
    const signature = names.join('\n');
    let columns = layouts.get(signature);
    if (columns === undefined) {
      columns = guessColumns(names);
      if (layouts.size < MOST_LAYOUTS) layouts.set(signature, columns);
    }
    const values: Partial<Record<PersonField, string>> = {};
    for (const field of personFields) {
      const found = (columns.fields[field] ?? []).map((name) => flat[name] ?? '').join(' ');
      if (found.trim() !== '') values[field] = found;
    }
    const { name } = flat;
    if (name !== undefined && values.givenName === undefined && values.surname === undefined) {
      const { givenName, surname } = partsOfName(name);
      if (givenName !== '') values.givenName = givenName;
      if (surname !== '') values.surname = surname;
    }
    for (const type of ['email', 'phone'] as const) {
      const [own] = identifiers.flatMap((each) => (each.type === type ? [each.value] : []));
      if (own !== undefined) values[type] = own;
    }
    return values;
  };
}
