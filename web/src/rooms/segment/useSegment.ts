import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { SegmentView } from '../../../../src/understand/segment.contract.ts';
import { ApiProblem, ask, change, tell } from '../../api/client.ts';
import { useLanguage } from '../../ui/useLanguage.ts';
import { addId, type Builder, changed } from './builder.ts';
import { draftOf, type SegmentDraft, turnedDraft, writtenIn } from './draft.ts';
import { freeKey, type NodeForm, withAdded, withNode } from './rule-form.ts';
import { useChoices } from './useChoices.ts';

const pathOf = (id: string): string => `/v1/segments/${encodeURIComponent(id)}`;
type Changed = Pick<SegmentView, 'name' | 'rule'>;

/** Changes a segment into its next version on top of the one that was read. */
export function changeSegment(id: string, { name, rule }: Changed, version: number): Promise<SegmentView> {
  return change<SegmentView>('PUT', pathOf(id), { name, rule, version });
}

/** Keeps the segment that is written. Where somebody else has changed it meanwhile, theirs is `other`, and the next try is on top of it. */
export function useKeeping(saved: SegmentView | undefined) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const after = useRef(saved?.version ?? 0);
  const [other, setOther] = useState<SegmentView>();
  const keep = useMutation({
    networkMode: 'always',
    mutationFn: (given: Changed) =>
      saved === undefined ? tell<SegmentView>('/v1/segments', given) : changeSegment(saved.id, given, after.current),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries();
      await navigate(`/kunder/malgrupper/${id}`);
    },
    onError: async (error) => {
      if (saved === undefined || !(error instanceof ApiProblem) || error.code !== 'state-conflict') return;
      const newest = await ask<SegmentView>(pathOf(saved.id));
      after.current = newest.version;
      setOther(newest);
    },
  });
  return { keep, other };
}

/** A segment that is being written, with the fields of its rule. Faults are told of from the first try to save. */
export function useSegmentDraft(saved: SegmentView | undefined) {
  const language = useLanguage();
  const choices = useChoices(saved?.id);
  const [draft, setDraft] = useState<SegmentDraft>(() => draftOf(saved, language));
  const [tries, setTries] = useState(0);
  const [added, setAdded] = useState<number>();
  const { rule, faults } = writtenIn(draft);
  const edit = (next: (root: NonNullable<SegmentDraft['root']>) => SegmentDraft['root']): void =>
    setDraft((before) => (before.root === undefined ? before : { ...before, root: next(before.root) }));
  const builder: Builder = {
    choices,
    added,
    isWrong: (key, field) => tries > 0 && faults.some((fault) => fault.key === key && fault.field === field),
    change: (node: NodeForm) => edit((root) => changed(root, node)),
    add: (groupKey, kind) => {
      if (draft.root !== undefined) setAdded(freeKey(draft.root));
      edit((root) => withAdded(root, groupKey, kind));
    },
    remove: (node, groupKey) => {
      edit((root) => withNode(root, node.key, () => undefined));
      document.getElementById(addId(groupKey))?.focus();
    },
  };
  return {
    draft,
    rule,
    faults,
    builder,
    /** How often somebody has tried to save it. */
    tries,
    tried: (): void => setTries((before) => before + 1),
    write: (part: Partial<SegmentDraft>): void => setDraft((before) => ({ ...before, ...part })),
    /** The same rule shown the other way; nothing where that cannot be. */
    turned: turnedDraft(draft, language),
    turn: setDraft,
  };
}
export type Writing = ReturnType<typeof useSegmentDraft>;
