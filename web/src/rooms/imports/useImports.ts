import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Preview, Uploaded } from '../../../../src/collect/imports/event-import.contract.ts';
import type { EventMapping } from '../../../../src/collect/imports/event-mapping.contract.ts';
import type { ImportDetail, ImportView } from '../../../../src/collect/import.contract.ts';
import { addressOf, ask, sendFile, tell } from '../../api/client.ts';

const LIVE_MS = 10_000;
/** While a file is being taken in its numbers are watched. */
const WATCHED_MS = 1_000;

const importPath = (id: string): string => `/v1/imports/${encodeURIComponent(id)}`;

function isMoving({ state }: ImportView): boolean {
  return state === 'waiting' || state === 'running';
}

export const importList = queryOptions({
  queryKey: ['/v1/imports'],
  queryFn: ({ signal }) => ask<{ imports: ImportView[] }>('/v1/imports', signal),
  refetchInterval: ({ state }) => (state.data?.imports.some(isMoving) === true ? WATCHED_MS : LIVE_MS),
});

export const importDetail = (id: string) =>
  queryOptions({
    queryKey: [importPath(id)],
    queryFn: ({ signal }) => ask<ImportDetail>(importPath(id), signal),
    refetchInterval: ({ state }) => (state.data !== undefined && isMoving(state.data) ? WATCHED_MS : LIVE_MS),
  });

/** What the first rows become; without a mapping, by the one that is guessed. */
export const importPreview = (id: string, mapping: EventMapping | undefined) =>
  queryOptions({
    queryKey: [importPath(id), 'preview', JSON.stringify(mapping ?? null)],
    queryFn: () => tell<Preview>(`${importPath(id)}/preview`, mapping === undefined ? {} : { mapping }),
    staleTime: Infinity,
  });

export type Start = { readonly mapping: EventMapping; readonly source: string; readonly saveAs?: string };

/** Everything that is done with a file, each followed by asking anew. */
export function useImportActions() {
  const client = useQueryClient();
  const settled = { onSettled: () => client.invalidateQueries({ queryKey: ['/v1/imports'] }) };
  const upload = useMutation({
    networkMode: 'always',
    mutationFn: ({ file, onShare }: { file: File; onShare: (share: number) => void }) =>
      sendFile<Uploaded>(addressOf('/v1/imports', { fileName: file.name }), file, onShare),
    ...settled,
  });
  const start = useMutation({
    networkMode: 'always',
    mutationFn: ({ id, ...input }: Start & { id: string }) => tell<Uploaded>(`${importPath(id)}/start`, input),
    onSettled: (_answer, _error, { id }) => client.invalidateQueries({ queryKey: [importPath(id)], exact: true }),
  });
  const change = useMutation({
    networkMode: 'always',
    mutationFn: ({ id, way }: { id: string; way: 'cancellation' | 'resumption' }) =>
      tell<ImportDetail>(`${importPath(id)}/${way}`),
    onSettled: (_answer, _error, { id }) => client.invalidateQueries({ queryKey: [importPath(id)], exact: true }),
  });
  return { upload, start, change };
}
