import type { SegmentView } from '../../../../src/understand/segment.contract.ts';
import type { Language } from '../../ui/format.ts';
import { firstRule } from './builder.ts';
import type { GroupForm } from './rule-form.ts';
import { formOf } from './rule-read.ts';
import { type FormFault, ruleOf } from './rule-write.ts';

/** A segment as it is being written: its rule by choosing, or as JSON where `root` is not there. */
export type SegmentDraft = {
  readonly name: string;
  readonly root: GroupForm | undefined;
  readonly text: string;
};

/** A draft as it begins: empty, or with what is kept. A rule that the fields cannot hold begins as the JSON that it is. */
export function draftOf(kept: Pick<SegmentView, 'name' | 'rule'> | undefined, language: Language): SegmentDraft {
  if (kept === undefined) return { name: '', root: firstRule(), text: '' };
  return { name: kept.name, root: formOf(kept.rule, language), text: JSON.stringify(kept.rule, null, 2) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The rule of a draft, and what of its fields keeps it from being one. JSON is judged by the server. */
export function writtenIn({ root, text }: SegmentDraft): {
  readonly rule: unknown;
  readonly faults: readonly FormFault[];
} {
  return root === undefined ? { rule: parsed(text), faults: [] } : ruleOf(root);
}

/** The same draft with its rule as JSON, or by choosing; `undefined` where it cannot be shown so. */
export function turnedDraft(draft: SegmentDraft, language: Language): SegmentDraft | undefined {
  const { rule } = writtenIn(draft);
  if (rule === undefined) return undefined;
  if (draft.root !== undefined) return { ...draft, root: undefined, text: JSON.stringify(rule, null, 2) };
  const root = formOf(rule, language);
  return root && { ...draft, root };
}
