import { cloudEvents } from '../cloud-event.ts';
import { columns, type EventForm } from '../event-form.ts';
import { DomainError, type ErrorCode, type FieldFault } from '../../kernel/errors.ts';
import { type HoldingCall, type IngestInput, judgeCalls, type Refused } from '../ingest.service.ts';
import type { Intake } from '../intake.service.ts';
import { readSighting, type Sighting } from '../sighting.ts';
import { patched, readBody, requestIn } from './dead-letter.ts';
import type { StoredLetter } from './dead-letter.reads.ts';

/** What a letter is judged to be now: the events or the sighting that it would have been, or what is wrong with it. */
export type JudgedLetter =
  | { readonly kind: 'events'; readonly source: string; readonly held: readonly HoldingCall[] }
  | { readonly kind: 'sighting'; readonly sighting: Sighting }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly faults: readonly FieldFault[] };

/** What is put right before a letter is judged. */
export type Mending = { readonly body?: string | undefined; readonly patch?: unknown };

/** What judging takes: who knows identifiers, and the plan. */
type Judge = Pick<Intake, 'deps' | 'identity' | 'plan'>;

function refused(code: ErrorCode, faults: readonly FieldFault[]): JudgedLetter {
  return { kind: 'refused', code, faults };
}

function judgeSighting({ deps }: Judge, letter: StoredLetter, value: unknown): JudgedLetter {
  const { timeZone } = deps;
  const reading = readSighting(value, letter.source === null ? { timeZone } : { timeZone, source: letter.source });
  if ('sighting' in reading) return { kind: 'sighting', sighting: reading.sighting };
  const field = reading.field || '(sighting)';
  return refused('field-invalid', [{ field, found: 'what the reason says', allowed: reading.reason }]);
}

function formOf(name: string): EventForm | undefined {
  if (name === cloudEvents.name) return cloudEvents;
  return name === columns.name ? columns : undefined;
}

function inputOf(letter: StoredLetter, value: unknown): IngestInput {
  const { form, door, keyChannel, source, sentAt, context } = letter;
  const asForm = formOf(form === 'unread' ? door : form);
  const from = { source: source ?? '', keyChannel, ...(asForm === undefined ? {} : { form: asForm }) };
  if (form === 'unread') return { ...requestIn(value, door), ...from };
  return {
    calls: [value],
    isBatch: false,
    sentAt,
    context: context === null ? null : (JSON.parse(context) as Record<string, unknown>),
    ...from,
  };
}

/** The ids of what has none of its own. They follow from the letter, so that replaying it again adds nothing. */
function idsOf(letter: StoredLetter): () => string {
  let made = 0;
  return () => {
    made += 1;
    return made === 1 ? letter.id : `${letter.id}.${made}`;
  };
}

function faultsIn(refusedCalls: readonly Refused[], isBatch: boolean): readonly FieldFault[] {
  return refusedCalls.flatMap(({ index, bad }) =>
    bad.faults.map((each) => (isBatch ? { ...each, field: `batch.${index}.${each.field}` } : each)),
  );
}

async function judgeEvents(intake: Judge, letter: StoredLetter, value: unknown): Promise<JudgedLetter> {
  const input = inputOf(letter, value);
  try {
    const judged = await judgeCalls(intake, input, letter.receivedAt, idsOf(letter));
    const [first] = judged.refused;
    if (first !== undefined) return refused(first.bad.code, faultsIn(judged.refused, input.isBatch));
    return { kind: 'events', source: input.source, held: judged.good };
  } catch (error) {
    if (error instanceof DomainError) return refused(error.code, error.faults);
    throw error;
  }
}

/** Judges a letter as if it had come right in the first place: at its own time, from its own source. */
export async function judgeLetter(
  intake: Judge,
  letter: StoredLetter,
  { body, patch }: Mending = {},
): Promise<JudgedLetter> {
  if (body === undefined && letter.isCut)
    return refused('body-too-large', [
      { field: '(body)', found: 'the beginning of it only', allowed: 'a body that is written out whole' },
    ]);
  const read = readBody(body ?? letter.body);
  if ('fault' in read) return refused('body-invalid', [read.fault]);
  const value = patch === undefined ? read.value : patched(read.value, patch);
  return letter.kind === 'sighting' ? judgeSighting(intake, letter, value) : judgeEvents(intake, letter, value);
}

/** The events or the sighting as they are kept, for people to see. */
export function becameOf(judged: JudgedLetter): Record<string, unknown>[] {
  if (judged.kind === 'refused') return [];
  if (judged.kind === 'sighting') return [{ ...judged.sighting }];
  return judged.held.map(({ call }) => JSON.parse(call.line) as Record<string, unknown>);
}
