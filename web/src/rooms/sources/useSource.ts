import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import type { NewKey, Rotated } from '../../../../src/organisation/key.contract.ts';
import type { SourcePatch, SourceView } from '../../../../src/organisation/source.contract.ts';
import { change, tell } from '../../api/client.ts';

/** Everything shown of sources is asked for anew; a key or a source is in several answers. */
async function refresh(client: QueryClient): Promise<void> {
  await client.invalidateQueries({
    predicate: ({ queryKey: [address] }) => /^\/v1\/(sources|audit)/.test(String(address)),
  });
}

/**
 * What can be done with a source and its keys. A new key is handed to `showKey` before anything is asked for anew: the part
 * of the screen that asked for it may be gone by then, and the key is shown this once.
 */
export function useSource(id: string, showKey: (key: string) => void = () => {}) {
  const client = useQueryClient();
  const path = `/v1/sources/${encodeURIComponent(id)}`;
  const always = { networkMode: 'always', onSuccess: () => refresh(client) } as const;
  const showing = async ({ key }: { readonly key: string }): Promise<void> => {
    showKey(key);
    await refresh(client);
  };
  const changing = useMutation({
    ...always,
    mutationFn: (patch: SourcePatch) => change<SourceView>('PATCH', path, patch),
  });
  const remove = useMutation({
    networkMode: 'always',
    mutationFn: () => change<void>('DELETE', path),
    onSuccess: () => client.invalidateQueries({ queryKey: ['/v1/sources'] }),
  });
  const addKey = useMutation({
    networkMode: 'always',
    mutationFn: () => tell<NewKey>(`${path}/keys`),
    onSuccess: showing,
  });
  const rotate = useMutation({
    networkMode: 'always',
    mutationFn: ({ key, days }: { key: string; days: number }) =>
      tell<Rotated>(`/v1/keys/${key}/rotation`, { overlapDays: days }),
    onSuccess: showing,
  });
  const revoke = useMutation({ ...always, mutationFn: (key: string) => change<void>('DELETE', `/v1/keys/${key}`) });
  return { change: changing, remove, addKey, rotate, revoke };
}
