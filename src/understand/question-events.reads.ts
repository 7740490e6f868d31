import { DAY_MS, type Period } from '../kernel/period.ts';
import { toDateTime64 } from '../store/clickhouse.ts';
import { measuredIn, neededField } from './criterion.ts';
import { dayParts, dayPartStarts, EVENING_FROM_HOUR } from './day-part.ts';
import { RECENT_MS } from './event-facts.ts';
import type { Question } from './question.contract.ts';
import { DEFAULT_VALUE, namedChannels, type ZonedQuestion } from './question.ts';

/**
 * The events of a question as ClickHouse picks them: the pieces of SQL that the statements of this room are made of,
 * and the parameters that all of them take. Nothing that somebody has written stands in the SQL itself.
 */
const role = (name: 'population' | 'measure'): string => `(has({${name}Events: Array(String)}, name)
  AND (empty({${name}Channels: Array(String)}) OR has({${name}Channels: Array(String)}, channel)))`;

export const IS_POPULATION = role('population');
export const IS_MEASURE = role('measure');
export const IN_PERIOD = "at >= {from: DateTime64(3, 'UTC')} AND at < {to: DateTime64(3, 'UTC')}";

/** The text of a property; empty when it is missing, null or an empty text. */
const fieldSql = (param: string): string =>
  `if(JSONType(properties, {${param}: String}) = 'String', JSONExtractString(properties, {${param}: String}),
    if(JSONType(properties, {${param}: String}) = 'Null', '', JSONExtractRaw(properties, {${param}: String})))`;

export const HAS_FIELD = `({field: String} = '' OR ${fieldSql('field')} != '')`;
const worth = `toFloat64OrNull(${fieldSql('value')})`;
export const VALUE = `if(isFinite(${worth}), ${worth}, NULL)`;
export const IS_EVENING = `(toHour(at, {timeZone: String}) >= ${EVENING_FROM_HOUR})`;
export const IS_WEEKEND = '(toDayOfWeek(at, 0, {timeZone: String}) >= 6)';
/** An event by its number, in eight bytes: sets of them are counted for every customer. */
export const MESSAGE = 'cityHash64(message_id)';
/** What an event says: the same of the same customer within a second is the same said again. */
export const CONTENT = 'cityHash64(customer, toUnixTimestamp(at), name, properties)';

const dayPart = `transform(arrayLast(start -> start <= toHour(at, {timeZone: String}), [${dayPartStarts.join(', ')}]),
  [${dayPartStarts.join(', ')}], [${dayParts.map((part) => `'${part}'`).join(', ')}], '')`;

/** The stratum of an event of the population, before small ones are put together. */
export function stratumSql({ strata }: Question): string {
  if (strata.by === 'none') return "'all'";
  return strata.by === 'day-part' ? dayPart : fieldSql('stratumField');
}

export function paramsOf(question: ZonedQuestion, period: Period): Record<string, unknown> {
  const measured = measuredIn(question);
  return {
    populationEvents: question.population.events,
    populationChannels: question.population.channels,
    measureEvents: measured.events,
    measureChannels: measured.channels,
    namedChannels: namedChannels(question),
    from: toDateTime64(period.from),
    to: toDateTime64(period.to),
    recentFrom: toDateTime64(period.to - RECENT_MS),
    lateMs: DAY_MS,
    field: neededField(question) ?? '',
    value: question.value ?? DEFAULT_VALUE,
    stratumField: question.strata.by === 'field' ? question.strata.field : '',
    timeZone: question.timeZone,
  };
}

/** A question may take as long as this, and no longer: a page waits for it. */
export const LIMITS = 'SETTINGS max_execution_time = 50';
