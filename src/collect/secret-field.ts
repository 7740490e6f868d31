import { isSecretType, PROTECTED, type SecretType } from '../kernel/identifier-settings.ts';
import type { EventIdentifier } from './event.ts';

/**
 * Personal numbers in what sources send. They count as identifiers, but nothing that is kept (the history, attributes,
 * dead letters) may hold them, so every field that by its name holds one is emptied before it is written down.
 */
const typeByName: ReadonlyMap<string, SecretType> = new Map([
  ...[
    'personnummer',
    'personalnumber',
    'personalidentitynumber',
    'samordningsnummer',
    'socialsecuritynumber',
    'ssn',
  ].map((name) => [name, 'personnummer'] as const),
  ...['organisationsnummer', 'organisationnumber', 'organizationnumber', 'orgnr', 'orgnumber'].map(
    (name) => [name, 'organisation_number'] as const,
  ),
]);

/** True only for text in which such a field may stand: one look at a whole event, so that others cost next to nothing. */
const anyMention =
  /personn|personal[^a-z]?(?:number|identity)|samordning|social[^a-z]?security|ssn|organi[sz]ation|org[^a-z]?n/i;

export function mayHoldSecrets(line: string): boolean {
  return anyMention.test(line);
}

/** The type that a field's name says its value is of: `personal_number` and `Personnummer` are personal numbers. */
function typeOfField(name: string): SecretType | undefined {
  return typeByName.get(name.toLowerCase().replaceAll(/[_\s.-]/g, ''));
}

type Fields = Readonly<Record<string, unknown>>;

/** The secret identifiers that a customer's traits hold, as they were written. */
export function secretIdentifiersIn(traits: Fields): EventIdentifier[] {
  return Object.entries(traits).flatMap(([name, value]) => {
    const type = typeOfField(name);
    const written = typeof value === 'number' ? String(value) : value;
    return type !== undefined && typeof written === 'string' && written !== '' ? [{ type, value: written }] : [];
  });
}

/** `personnummer:19701063-2391`, as CloudEvents name their subject. */
const typedValue = /^([a-z][a-z_]{1,39}):./s;

/** A copy in which every secret value is replaced by a mark: fields by their name, external ids and subjects by their type. */
export function withoutSecrets(value: unknown, levels = 40): unknown {
  if (typeof value === 'string') {
    const [, type] = typedValue.exec(value) ?? [];
    return type !== undefined && isSecretType(type) ? `${type}:${PROTECTED}` : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  // Deeper than any call may be: what cannot be looked through is not kept.
  if (levels === 0) return PROTECTED;
  if (Array.isArray(value)) return value.map((each) => withoutSecrets(each, levels - 1));
  const fields = value as Fields;
  const isTyped = typeof fields['type'] === 'string' && isSecretType(fields['type']);
  return Object.fromEntries(
    Object.entries(fields).map(([name, each]) => {
      const isSecret = typeOfField(name) !== undefined || (isTyped && (name === 'id' || name === 'value'));
      return [name, isSecret && each !== null ? PROTECTED : withoutSecrets(each, levels - 1)];
    }),
  );
}

const writtenNumber = /(?<!\d)(?:(?:18|19|20)\d{10}|(?:(?:18|19|20)?\d{6})[-+]\d{4})(?!\d)/g;

/** A text in which nothing looks like a personal number: for reasons and bodies of what was refused, whatever field it stood in. */
export function withoutNumbers(text: string): string {
  return text.replace(writtenNumber, PROTECTED);
}

/** A secret identifier that came and was not taken, and why. Kept with the event, so that nothing vanishes silently. */
export type LeftOut = { readonly type: string; readonly because: 'switched-off' | 'not-valid' };

export function leftOutOf(
  given: readonly EventIdentifier[],
  usable: readonly EventIdentifier[],
  takes: ReadonlySet<string>,
): LeftOut[] {
  const missing = new Set(given.filter((each) => isSecretType(each.type)).map((each) => each.type));
  for (const { type } of usable) missing.delete(type);
  return [...missing].map((type) => ({ type, because: takes.has(type) ? 'not-valid' : 'switched-off' }));
}
