import { Type, type Static } from 'typebox';
import { Time, Uuid } from '../kernel/contract.ts';

export const ExportLanguage = Type.Enum(['sv', 'en'], { description: 'of the page in the file that people read' });

/** A file with everything that is kept of a customer: being made, or to be fetched until it expires. */
export const CustomerExportSchema = Type.Object({
  id: Uuid,
  customerId: Uuid,
  language: ExportLanguage,
  state: Type.Enum(['waiting', 'ready', 'failed']),
  askedBy: Type.String(),
  askedAt: Time,
  readyAt: Type.Union([Time, Type.Null()]),
  expiresAt: Time,
  bytes: Type.Integer(),
});
export type CustomerExport = Static<typeof CustomerExportSchema>;
export const CustomerExportListSchema = Type.Object({ exports: Type.Array(CustomerExportSchema) });
export const NewExportSchema = Type.Object(
  { language: Type.Optional(ExportLanguage) },
  { additionalProperties: false },
);
