import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Form, MessageInput, MessageView, Preview } from '../../../../src/speak/message/message.contract.ts';
import { change, tell } from '../../api/client.ts';
import { session } from '../../api/queries.ts';
import { useDebouncedValue } from '../../ui/mantine.ts';
import { inputOf } from './draft.ts';

const pathOf = (id: string): string => `/v1/messages/${encodeURIComponent(id)}`;

/** Readers look; whoever writes is a member with another role. */
export function useMayWrite(): boolean {
  return (useQuery(session).data?.member.role ?? 'reader') !== 'reader';
}

/** A message that is being written, and what can be done with it. Every screen asks again when something has been done. */
export function useMessage(saved: MessageView) {
  const client = useQueryClient();
  const [edited, setEdited] = useState<{ readonly after: number; readonly draft: MessageInput }>();
  // What was written on top of an older version is kept until it is saved or let go.
  const draft = edited?.draft ?? inputOf(saved.body);
  const again = {
    networkMode: 'always',
    onSuccess: () => client.invalidateQueries(),
  } as const;
  const save = useMutation({
    ...again,
    mutationFn: async () => {
      const sent = edited;
      const after = sent?.after ?? saved.version;
      return { sent, kept: await change<MessageView>('PUT', `${pathOf(saved.id)}/draft`, { message: draft, after }) };
    },
    onSuccess: async ({ sent, kept }) => {
      await client.invalidateQueries();
      // What was written while it was being saved is written on top of what was saved.
      setEdited((now) => (now === sent || now === undefined ? undefined : { ...now, after: kept.version }));
    },
  });
  const step = useMutation({
    ...again,
    mutationFn: (address: string) => tell<MessageView>(`${pathOf(saved.id)}/${address}`),
  });
  const approve = useMutation({
    ...again,
    mutationFn: (given: { channel: string; note?: string }) =>
      tell<MessageView>(`${pathOf(saved.id)}/approvals`, { ...given, version: saved.version }),
  });
  return {
    saved,
    draft,
    isEdited: edited !== undefined,
    write: (patch: Partial<MessageInput>): void =>
      setEdited((before) => ({
        after: before?.after ?? saved.version,
        draft: { ...(before?.draft ?? inputOf(saved.body)), ...patch },
      })),
    writeForms: (next: (forms: readonly Form[]) => Form[]): void =>
      setEdited((before) => {
        const current = before?.draft ?? inputOf(saved.body);
        return { after: before?.after ?? saved.version, draft: { ...current, forms: next(current.forms) } };
      }),
    /** The whole draft anew, where something is taken out of it. */
    rewrite: (next: MessageInput): void =>
      setEdited((before) => ({ after: before?.after ?? saved.version, draft: next })),
    letGo: (): void => setEdited(undefined),
    save,
    step,
    approve,
  };
}
export type Writing = ReturnType<typeof useMessage>;

/** How long the writing pauses before the preview follows, in milliseconds. */
const PAUSE_MS = 400;

/** The form as it will be met, of what is being written. It is asked for anew when something it depends on changes. */
export function usePreview({ saved, draft }: Pick<Writing, 'saved' | 'draft'>, form: Form, customerId: string | null) {
  const { audience, ...unaddressed } = draft;
  // A list on which nobody stands yet cannot be shown to anybody.
  const aimed = audience?.kind === 'list' && audience.identifiers.length === 0 ? undefined : audience;
  const { references, purpose, validFrom, validTo, channels } = draft;
  const asked = {
    form,
    references,
    purpose,
    validFrom,
    validTo,
    channels,
    audience: aimed?.kind,
    customerId,
  };
  const [settled] = useDebouncedValue(JSON.stringify(asked), PAUSE_MS);
  return useQuery(
    queryOptions({
      queryKey: [saved.id, 'preview', settled],
      queryFn: () =>
        tell<Preview>(`${pathOf(saved.id)}/preview`, {
          channel: form.channel,
          kind: form.kind,
          language: form.language,
          message: { ...unaddressed, ...(aimed === undefined ? {} : { audience: aimed }), forms: [form] },
          ...(customerId === null ? {} : { customerId }),
        }),
      staleTime: Infinity,
      placeholderData: (before) => before,
    }),
  );
}
