import { Type, type Static } from 'typebox';
import { Cursor, PageLimit, Time, Uuid } from '../kernel/contract.ts';

export const AuditRowSchema = Type.Object(
  {
    id: Uuid,
    at: Time,
    actor: Type.Object({
      kind: Type.Enum(['member', 'key', 'command', 'system']),
      id: Type.Union([Type.String(), Type.Null()]),
      name: Type.String(),
    }),
    action: Type.String(),
    subject: Type.Object({ kind: Type.String(), id: Type.String() }),
    detail: Type.Record(Type.String(), Type.Unknown()),
  },
  {
    examples: [
      {
        id: '019aaab4-77f0-7c41-a4a1-0d6e8b1f0a11',
        at: '2026-11-22T08:00:00.000Z',
        actor: { kind: 'member', id: '019aaab4-0000-7c41-a4a1-0d6e8b1f0a11', name: 'Åsa Lind' },
        action: 'changed',
        subject: { kind: 'source', id: 'web-shop' },
        detail: { from: { state: 'active' }, to: { state: 'paused' } },
      },
    ],
  },
);
export type AuditRow = Static<typeof AuditRowSchema>;

const Word = Type.String({ minLength: 1, maxLength: 400 });
export const AuditQuerySchema = Type.Object({
  subjectKind: Type.Optional(Word),
  subjectId: Type.Optional(Word),
  action: Type.Optional(Word),
  cursor: Cursor,
  limit: PageLimit,
});
export const AuditPageSchema = Type.Object({
  rows: Type.Array(AuditRowSchema),
  next: Type.Union([Type.String(), Type.Null()]),
});
export type AuditPage = Static<typeof AuditPageSchema>;
