import { Value } from 'typebox/value';
import { isTimeZone } from '../kernel/time-zone.ts';
import { invalidMapping, schemaFaults } from '../collect/mapping-fault.ts';
import { DomainError } from '../kernel/errors.ts';
import { DAY_MS, type Instant, type Period } from '../kernel/period.ts';
import { measuredIn } from './criterion.ts';
import type { Role } from './facts.ts';
import { type Question, QuestionSchema } from './question.contract.ts';

/** The field that says what an event was worth, where the question names none. */
export const DEFAULT_VALUE = 'total';

/** A question with the clocks that its hours and weekdays are told by. */
export type ZonedQuestion = Question & { readonly timeZone: string };

/** The question by the clocks that it names, or else by those of the deployment. */
export function inZone(question: Question, timeZone: string): ZonedQuestion {
  return { timeZone, ...question };
}

/** The period that the question asks about: so many days up to an instant, or up to now. */
export function periodOf({ days, until }: Question, now: Instant): Period {
  const to = until === undefined ? now : Date.parse(until);
  return { from: to - days * DAY_MS, to };
}

/** Checks that a value is a question. Throws `mapping-invalid` with every fault at once. */
export function readQuestion(value: unknown, name: string): Question {
  if (!Value.Check(QuestionSchema, value)) throw invalidMapping(name, schemaFaults(QuestionSchema, value));
  return checkQuestion(value);
}

/** Throws `field-invalid` for what the form of a question cannot say by itself. */
export function checkQuestion(question: Question): Question {
  const { timeZone, compare, strata } = question;
  if (timeZone !== undefined && !isTimeZone(timeZone))
    throw invalid('timeZone', timeZone, 'a time zone as Europe/Stockholm');
  if (compare === 'stratum' && strata.by === 'none')
    throw invalid('strata', 'none', 'day-part or a field, when strata are compared');
  return question;
}

function invalid(field: string, found: string, allowed: string): DomainError {
  const faults = [{ field, found, allowed }];
  return new DomainError('field-invalid', `${field}: found ${found}, allowed is ${allowed}.`, faults);
}

/** Whether an event of that name in that channel plays the role in the question. */
export function playsRole(
  question: Question,
  role: Role,
  event: { readonly channel: string; readonly name: string },
): boolean {
  const { channels, events } = role === 'population' ? question.population : measuredIn(question);
  return events.includes(event.name) && (channels.length === 0 || channels.includes(event.channel));
}

/** The channels that the question names, in either role. */
export function namedChannels(question: Question): string[] {
  return [...new Set([...question.population.channels, ...measuredIn(question).channels])];
}
