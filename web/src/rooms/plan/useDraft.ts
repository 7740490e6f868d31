import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { PlanMode, PlanVersionView } from '../../../../src/collect/plan/plan.contract.ts';
import { EMPTY_SCHEMA, readWritten, textOf } from './draft.ts';
import { usePlanChanges, useTraffic } from './usePlan.ts';

export type About = { readonly type: string; readonly name: string };
export type Versions = { readonly live: PlanVersionView | undefined; readonly draft: PlanVersionView | undefined };

/** What a draft is to become, and the state of becoming it. */
export function useDraft(about: About, { live, draft }: Versions, learnsAtOnce: boolean) {
  const [text, setText] = useState(() => startOf(draft, live));
  const [mode, setMode] = useState<PlanMode>(draft?.mode ?? live?.mode ?? 'observe');
  const changes = usePlanChanges(about);
  const { learn, dryRun } = useTraffic(about);
  const [, setParams] = useSearchParams();
  const learnNow = (): void =>
    learn.mutate(undefined, {
      onSuccess: ({ schema }) => {
        setText(textOf(schema));
        dryRun.reset();
      },
    });
  const hasLearnt = useRef(false);
  useEffect(() => {
    if (!learnsAtOnce || hasLearnt.current) return;
    hasLearnt.current = true;
    // The address says it once: a reload does not learn over what has been written since.
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        after.delete('lar');
        return after;
      },
      { replace: true },
    );
    learnNow();
  });
  const written = readWritten(text);
  const isSaved =
    draft !== undefined &&
    written.state === 'good' &&
    textOf(draft.schema) === textOf(written.schema) &&
    draft.mode === mode;
  const isSameAsLive =
    live !== undefined &&
    written.state === 'good' &&
    textOf(live.schema) === textOf(written.schema) &&
    live.mode === mode;
  const saved = async (): Promise<PlanVersionView | undefined> => {
    if (written.state !== 'good') return undefined;
    const isLearnt = learn.data !== undefined;
    return await changes.save.mutateAsync({ draft: { schema: written.schema, mode, isLearnt }, id: draft?.id });
  };
  const publishNow = async (): Promise<void> => {
    const version = isSaved ? draft : await saved();
    if (version !== undefined) await changes.publish.mutateAsync(version.id);
  };
  return {
    ...changes,
    text,
    setText,
    mode,
    setMode,
    written,
    isSaved,
    canPublish: written.state === 'good' && !isSameAsLive,
    learn,
    learnNow,
    dryRun,
    // What went wrong is shown beside the buttons.
    saveDraft: () => void saved().catch(() => undefined),
    goLive: () => void publishNow().catch(() => undefined),
  };
}

function startOf(draft: PlanVersionView | undefined, live: PlanVersionView | undefined): string {
  const schema = draft?.schema ?? live?.schema;
  return schema === undefined ? EMPTY_SCHEMA : textOf(schema);
}
