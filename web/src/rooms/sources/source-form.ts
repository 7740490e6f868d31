import type { SourceFields, SourcePatch, SourceView } from '../../../../src/organisation/source.contract.ts';

/** A source as it is written in a form: every field is text. */
export type SourceForm = {
  readonly id: string;
  readonly name: string;
  readonly kind: SourceFields['kind'];
  readonly channel: string;
  readonly department: string;
  readonly owner: string;
  readonly origins: string;
  readonly phoneCountry: string;
  readonly purpose: string;
};

/** The form of a source as it stands; of none, an empty one. */
export function formOf(source: SourceView | undefined): SourceForm {
  return {
    id: source?.id ?? '',
    name: source?.name ?? '',
    kind: source?.kind ?? 'server',
    channel: source?.channel ?? '',
    department: source?.department ?? '',
    owner: source?.owner ?? '',
    origins: source?.origins.join('\n') ?? '',
    phoneCountry: source?.phoneCountry ?? '',
    purpose: source?.purpose ?? '',
  };
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

/** What the form says of the source. */
export function fieldsOf(form: SourceForm): Omit<SourceFields, 'state'> {
  return {
    name: form.name.trim(),
    kind: form.kind,
    channel: orNull(form.channel),
    department: orNull(form.department),
    owner: orNull(form.owner),
    origins: form.origins.split(/\s+/).filter(Boolean),
    phoneCountry: orNull(form.phoneCountry.toUpperCase()),
    purpose: form.purpose.trim(),
  };
}

/** What the form says otherwise than the source does. */
export function patchOf(source: SourceView, form: SourceForm): SourcePatch {
  const before: Readonly<Record<string, unknown>> = source;
  const entries = Object.entries(fieldsOf(form)).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key]),
  );
  return Object.fromEntries(entries) as SourcePatch;
}
