import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { PlanMode, PlanVersionView } from '../../../../src/collect/plan/plan.contract.ts';
import type { DryRun, Learnt, PlanView } from '../../../../src/collect/plan/plan-report.contract.ts';
import { change, tell } from '../../api/client.ts';
import { session } from '../../api/queries.ts';

type Name = { readonly type: string; readonly name: string };
export type Draft = { readonly schema: object; readonly mode: PlanMode; readonly isLearnt: boolean };

const versionPath = (id: string): string => `/v1/plan/versions/${encodeURIComponent(id)}`;

/** Readers look; who may change the plan is a member with another role. */
export function useMayChange(): boolean {
  return (useQuery(session).data?.member.role ?? 'reader') !== 'reader';
}

/** What can be done with the plan. Every screen asks again when something has been. */
export function usePlanChanges({ type, name }: Name) {
  const client = useQueryClient();
  const again = { networkMode: 'always', onSuccess: () => client.invalidateQueries() } as const;
  const save = useMutation({
    ...again,
    mutationFn: ({ draft, id }: { draft: Draft; id: string | undefined }) => {
      const { schema, mode } = draft;
      if (id !== undefined) return change<PlanVersionView>('PATCH', versionPath(id), { schema, mode });
      const origin = draft.isLearnt ? 'learnt' : 'written';
      return tell<PlanVersionView>('/v1/plan/versions', { type, name, schema, mode, origin });
    },
  });
  const publish = useMutation({
    ...again,
    mutationFn: (id: string) => tell<PlanVersionView>(`${versionPath(id)}/publication`),
  });
  const retire = useMutation({
    ...again,
    mutationFn: (id: string) => tell<PlanVersionView>(`${versionPath(id)}/retirement`),
  });
  const drop = useMutation({ ...again, mutationFn: (id: string) => change<undefined>('DELETE', versionPath(id)) });
  const switchMode = useMutation({
    ...again,
    mutationFn: ({ id, mode }: { id: string; mode: PlanMode }) =>
      change<PlanVersionView>('PATCH', versionPath(id), { mode }),
  });
  const describe = useMutation({
    ...again,
    mutationFn: ({ id, ...about }: { id: string; owner: string | null; description: string | null }) =>
      change<PlanVersionView>('PATCH', versionPath(id), about),
  });
  return { describe, save, publish, retire, drop, switchMode };
}

/** What is asked of the traffic; nothing is kept by it. */
export function useTraffic({ type, name }: Name) {
  const learn = useMutation({
    networkMode: 'always',
    mutationFn: () => tell<Learnt>('/v1/plan/learning', { type, name }),
  });
  const dryRun = useMutation({
    networkMode: 'always',
    mutationFn: (schema: object) => tell<DryRun>('/v1/plan/dry-run', { type, name, schema }),
  });
  return { learn, dryRun };
}

export function useSettings() {
  const client = useQueryClient();
  return useMutation({
    networkMode: 'always',
    mutationFn: (settings: PlanView['settings']) => change<PlanView['settings']>('PUT', '/v1/plan/settings', settings),
    onSuccess: () => client.invalidateQueries(),
  });
}
