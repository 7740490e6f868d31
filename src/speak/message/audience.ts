import type { MessageBody, MessageInput } from './message.contract.ts';

/** Somebody a message is for, and the identifier that the list named. */
export type Addressee = { readonly customerId: string; readonly subject: string };

/** The audience as a version keeps it: of a list only how many it names. */
export function keptAudience(input: MessageInput['audience'], size: number | null): MessageBody['audience'] {
  return { kind: input?.kind ?? 'everyone', size };
}
