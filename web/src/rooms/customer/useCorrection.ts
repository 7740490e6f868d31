import { useMutation, useQueryClient } from '@tanstack/react-query';
import { tell } from '../../api/client.ts';

/** What somebody puts right about who is who: identifiers taken out, or a merge or a split undone. */
export type CorrectionAsked =
  | { readonly act: 'split'; readonly identifierIds: readonly string[]; readonly reason: string }
  | { readonly act: 'undo'; readonly changeId: string; readonly reason: string };

type Corrected = { readonly changeId: string; readonly customerIds: readonly string[] };

/** Puts it right, and has every screen ask again. */
export function useCorrection(customerId: string) {
  const client = useQueryClient();
  return useMutation({
    networkMode: 'always',
    mutationFn: (asked: CorrectionAsked) =>
      asked.act === 'split'
        ? tell<Corrected>(`/v1/customers/${encodeURIComponent(customerId)}/splits`, {
            identifierIds: asked.identifierIds,
            reason: asked.reason,
          })
        : tell<Corrected>(`/v1/identity-changes/${encodeURIComponent(asked.changeId)}/undo`, { reason: asked.reason }),
    onSuccess: () => client.invalidateQueries(),
  });
}
