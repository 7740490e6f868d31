import { keyOfForm, textsOf } from './form-text.ts';
import { diffLines } from './line-diff.ts';
import type { Difference, MessageBody } from './message.contract.ts';

function audienceText({ kind, size, rule }: MessageBody['audience']): string {
  if (rule !== undefined) return `${kind}: ${JSON.stringify(rule)}`;
  return size === null ? kind : `${kind}: ${size}`;
}

/** A version as texts by field, in the order that people read it. */
function fieldsOf(body: MessageBody): Map<string, string> {
  const fields = new Map<string, string>([
    ['name', body.name],
    ['theme', body.theme],
    ['purpose', body.purpose],
    ['channels', body.channels.join('\n')],
    ['audience', audienceText(body.audience)],
    ['validFrom', body.validFrom],
    ['validTo', body.validTo ?? ''],
  ]);
  const references = Object.entries(body.references).map(([name, reference]) =>
    'offer' in reference
      ? `${name}: offer ${reference.offer}${reference.product === undefined ? '' : `, ${reference.product}`}`
      : `${name}: product ${reference.product}`,
  );
  fields.set('references', references.toSorted().join('\n'));
  for (const form of body.forms) {
    if (form.kind === 'till') fields.set(`${keyOfForm(form)} width`, String(form.width));
    if (form.kind === 'web') fields.set(`${keyOfForm(form)} slot`, form.slot);
    for (const { field, text } of textsOf(form)) fields.set(`${keyOfForm(form)} ${field}`, text);
  }
  return fields;
}

/** What was changed from one version to another: the fields that differ, line by line. */
export function differenceOf(before: MessageBody, after: MessageBody): Difference['fields'] {
  const [old, young] = [fieldsOf(before), fieldsOf(after)];
  const names = [...new Set([...old.keys(), ...young.keys()])];
  return names
    .filter((name) => (old.get(name) ?? '') !== (young.get(name) ?? ''))
    .map((field) => ({ field, lines: diffLines(old.get(field) ?? '', young.get(field) ?? '') }));
}
