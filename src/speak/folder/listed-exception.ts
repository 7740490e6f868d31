import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { schemaFaults } from '../../collect/mapping-fault.ts';
import { show } from '../../collect/sighting.ts';
import { DAY_MS, type Instant } from '../../kernel/period.ts';
import { ExceptionInputSchema, LONGEST_EXCEPTION_DAYS } from '../exception.contract.ts';
import type { DeclaredException } from '../exception.ts';
import { type Listed, listedInstant, readListed, unreadable } from './listed.ts';

const { kind, channels, products, shownText, reason } = ExceptionInputSchema.properties;

/** An exception as a person writes it in `exceptions.yaml`. `to` is the first moment that does not belong. */
const ListedExceptionSchema = Type.Object(
  { kind, channels, products, shownText, reason, from: Type.Optional(Type.String()), to: Type.String() },
  { additionalProperties: false },
);

/** An exception of a folder, with the words that customers are told. */
export type ListedException = DeclaredException & { readonly shownText: string };

/**
 * Reads `exceptions.yaml` or `exceptions.json`: a list, or `exceptions:` with one. Each ends, and at most a year from
 * `now`. Throws `file-unreadable` that names the line, the field, what was found and what is allowed.
 */
export function readListedExceptions(text: string, name: string, timeZone: string, now: Instant): ListedException[] {
  return readListed(text, name, 'exceptions').map((each) => readException(each, timeZone, now));
}

function readException({ value, place }: Listed, timeZone: string, now: Instant): ListedException {
  const at = `line ${place.line}: `;
  if (!Value.Check(ListedExceptionSchema, value)) {
    const words = schemaFaults(ListedExceptionSchema, value).map(
      ({ field, found, allowed }) => `${field || 'the exception'}: found ${found}, allowed is ${allowed}`,
    );
    throw unreadable(place.file, 'exceptions', at + words.join('; '));
  }
  const from = value.from === undefined ? Number.NEGATIVE_INFINITY : listedInstant(value.from, timeZone);
  const to = listedInstant(value.to, timeZone);
  if (from === undefined || to === undefined || from >= to)
    throw unreadable(
      place.file,
      'exceptions',
      `${at}from and to: found ${show(value.from)} and ${show(value.to)}, allowed are days or times, as 2026-11-27 or 2026-11-27T08:00:00Z, the first before the second`,
    );
  if (to > now + LONGEST_EXCEPTION_DAYS * DAY_MS)
    throw unreadable(
      place.file,
      'exceptions',
      `${at}to: found ${show(value.to)}, allowed is at most ${LONGEST_EXCEPTION_DAYS} days ahead`,
    );
  return {
    id: `${place.file}:${place.line}`,
    kind: value.kind,
    channels: value.channels,
    products: value.products ?? null,
    from,
    to,
    shownText: value.shownText,
  };
}
