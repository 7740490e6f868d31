import { parse as parseYaml } from 'yaml';
import { DomainError } from '../../kernel/errors.ts';
import { type PersonField, personFields } from './person-field.ts';

/** Which columns of a table hold what: a field may be made of several, put together with a space. */
export type ListColumns = {
  readonly fields: Readonly<Partial<Record<PersonField, readonly string[]>>>;
  /** What a record is called in the answer; without it, its line in the file. */
  readonly id?: string;
  /** Records with different values here are never the same person. */
  readonly apart?: string;
};

/** Names of columns as lists have them, without case, spaces and marks. */
const names: Readonly<Record<PersonField | 'id', RegExp>> = {
  id: /^(?:unique|record|rec|customer|kund|member|medlems)?_?(?:id|nr|no|nummer|number)$/,
  surname: /^(?:surname|last_?name|family_?name|efternamn)$/,
  givenName: /^(?:given_?names?|first_?names?|fore_?name|förnamn|fornamn|tilltalsnamn)$/,
  birthDate: /^(?:dob|birth_?da(?:te|y)|date_?of_?birth|född|fodd|födelse(?:datum|dag)|fodelsedatum)$/,
  nationalId:
    /^(?:person_?nummer|personal_?(?:number|no|nr)|pnr|ssn|soc_?sec_?id|national_?id|social_security_number)$/,
  email: /^(?:e_?mail(?:_?address)?|mail|e_?post(?:adress)?)$/,
  phone:
    /^(?:(?:tele)?phone(?:_?(?:number|no))?|mobile(?:_?(?:phone|number))?|cell|mobil(?:nummer|telefon)?|tel(?:efon)?(?:nummer)?)$/,
  address: /^(?:address(?:_?1)?|street(?:_?(?:address|name))?|adress|gatu?adress|gata|postadress)$/,
  postcode: /^(?:post_?(?:al_?)?code|zip(?:_?code)?|postnummer|postnr)$/,
  city: /^(?:city|town|suburb|post_?ort|ort|stad)$/,
};

/** Guesses by their names which columns hold what; the first that fits is taken. */
export function guessColumns(header: readonly string[]): ListColumns {
  const plain = header.map((name) =>
    name
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_'),
  );
  const find = (field: PersonField | 'id'): string | undefined =>
    header[plain.findIndex((name) => names[field].test(name))];
  const id = find('id');
  const fields = personFields.flatMap((field) => {
    const column = find(field);
    return column === undefined ? [] : [[field, [column]] as const];
  });
  return { fields: Object.fromEntries(fields), ...(id === undefined ? {} : { id }) };
}

const allowedKeys: readonly string[] = [...personFields, 'id', 'apart'];

/** Reads a mapping (JSON or YAML) of fields to columns. Throws `mapping-invalid` with what was found and is allowed. */
export function readListColumns(text: string, name: string): ListColumns {
  let value: unknown;
  try {
    value = text.trimStart().startsWith('{') ? JSON.parse(text) : parseYaml(text);
  } catch (error) {
    throw invalid(`${name} is neither JSON nor YAML: ${error instanceof Error ? error.message.split('\n', 1)[0] : ''}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid(`${name} must say which column holds which field, as {"surname": "last_name"}`);
  const entries: [string, unknown][] = Object.entries(value);
  const columns = new Map<string, readonly string[]>();
  for (const [key, given] of entries) {
    if (!allowedKeys.includes(key))
      throw invalid(`${name}: found the field "${key}", allowed is ${allowedKeys.join(', ')}`);
    const list: unknown[] = Array.isArray(given) ? given : [given];
    const texts = list.filter((each) => typeof each === 'string');
    if (texts.length !== list.length || texts.length === 0)
      throw invalid(
        `${name}: ${key} holds ${JSON.stringify(given)}, allowed is the name of a column or a list of names`,
      );
    if ((key === 'id' || key === 'apart') && texts.length > 1)
      throw invalid(`${name}: ${key} is one column, not several`);
    columns.set(key, texts);
  }
  const fields = personFields.flatMap((field) => {
    const found = columns.get(field);
    return found === undefined ? [] : [[field, found] as const];
  });
  const [id, apart] = [columns.get('id')?.[0], columns.get('apart')?.[0]];
  return {
    fields: Object.fromEntries(fields),
    ...(id === undefined ? {} : { id }),
    ...(apart === undefined ? {} : { apart }),
  };
}

/** Throws `mapping-invalid` when a table lacks the columns, or when they hold nothing to tell people by. */
export function requireListColumns(columns: ListColumns, header: readonly string[], file: string): void {
  const { fields, id, apart } = columns;
  const has = header.slice(0, 40).join(', ') || 'none';
  if (Object.keys(fields).length === 0)
    throw invalid(
      `${file} has no column that is known to hold a ${personFields.join(', ')}; it has ${has}. Say it by --mapping`,
    );
  const missing = [...Object.values(fields).flat(), ...[id, apart].flatMap((each) => each ?? [])].filter(
    (column) => !header.includes(column),
  );
  if (missing.length > 0) throw invalid(`${file} has no column ${missing.join(', ')}; it has ${has}`);
}

function invalid(detail: string): DomainError {
  return new DomainError('mapping-invalid', `${detail}.`);
}
