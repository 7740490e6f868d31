const times = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** What rules are said with. An edge of a window stands after "since" or "before". */
export const vocabulary = {
  en: {
    all: 'and',
    any: 'or',
    not: (inner: string) => `not (${inner})`,
    more: (count: number) => `${count} more`,
    exists: (value: string, isSo: boolean) => `${value} is ${isSo ? '' : 'not '}known`,
    in: (value: string, list: string, isSo: boolean) => `${value} is ${isSo ? '' : 'not '}${list}`,
    contains: (value: string, text: string, isSo: boolean) =>
      `${value} ${isSo ? 'contains' : 'does not contain'} ${text}`,
    compare: { '<': 'is less than', '<=': 'is at most', '>': 'is more than', '>=': 'is at least' },
    day: { '<': 'is before', '>=': 'is on or after' },
    has: (type: string, isSo: boolean) => `has ${isSo ? 'an' : 'no'} identifier of the type ${type}`,
    did: (event: string, count: number) =>
      count === 1 ? `did ${event}` : `did ${event} at least ${times(count, 'time', 'times')}`,
    didAtMost: (event: string, count: number) =>
      count === 0 ? `never did ${event}` : `did ${event} at most ${times(count, 'time', 'times')}`,
    anything: 'anything',
    channels: (list: string) => `in ${list}`,
    sources: (list: string) => `from the source ${list}`,
    products: (list: string) => `with the product ${list}`,
    where: 'where',
    within: {
      hours: (count: number) => (count === 1 ? 'within the last hour' : `within the last ${count} hours`),
      days: (count: number) =>
        count === 0 ? 'today' : count === 1 ? 'since yesterday' : `within the last ${count} days`,
      months: (count: number) => (count === 1 ? 'within the last month' : `within the last ${count} months`),
    },
    moreThanAgo: (ago: string) => `more than ${ago} ago`,
    between: (from: string, to: string) => `from ${from} until ${to}`,
    since: (edge: string) => `since ${edge}`,
    until: (edge: string) => `before ${edge}`,
    ago: (span: string) => `${span} ago`,
    today: 'today',
    span: {
      hours: (count: number) => times(count, 'hour', 'hours'),
      days: (count: number) => times(count, 'day', 'days'),
      months: (count: number) => times(count, 'month', 'months'),
    },
    segment: (name: string, isSo: boolean) => `is ${isSo ? '' : 'not '}in the segment ${name}`,
    goal: (id: string) => `has reached the goal ${id} (not known of anybody yet)`,
  },
  sv: {
    all: 'och',
    any: 'eller',
    not: (inner: string) => `inte (${inner})`,
    more: (count: number) => `${count} till`,
    exists: (value: string, isSo: boolean) => `${value} är ${isSo ? '' : 'inte '}känt`,
    in: (value: string, list: string, isSo: boolean) => `${value} är ${isSo ? '' : 'inte '}${list}`,
    contains: (value: string, text: string, isSo: boolean) => `${value} innehåller ${isSo ? '' : 'inte '}${text}`,
    compare: { '<': 'är mindre än', '<=': 'är högst', '>': 'är mer än', '>=': 'är minst' },
    day: { '<': 'är före', '>=': 'är den dagen eller senare:' },
    has: (type: string, isSo: boolean) => `har ${isSo ? 'en' : 'ingen'} identifierare av typen ${type}`,
    did: (event: string, count: number) =>
      count === 1 ? `gjorde ${event}` : `gjorde ${event} minst ${times(count, 'gång', 'gånger')}`,
    didAtMost: (event: string, count: number) =>
      count === 0 ? `gjorde aldrig ${event}` : `gjorde ${event} högst ${times(count, 'gång', 'gånger')}`,
    anything: 'något',
    channels: (list: string) => `i ${list}`,
    sources: (list: string) => `från källan ${list}`,
    products: (list: string) => `med produkten ${list}`,
    where: 'där',
    within: {
      hours: (count: number) => (count === 1 ? 'den senaste timmen' : `de senaste ${count} timmarna`),
      days: (count: number) => (count === 0 ? 'i dag' : count === 1 ? 'sedan i går' : `de senaste ${count} dagarna`),
      months: (count: number) => (count === 1 ? 'den senaste månaden' : `de senaste ${count} månaderna`),
    },
    moreThanAgo: (ago: string) => `för mer än ${ago} sedan`,
    between: (from: string, to: string) => `från ${from} fram till ${to}`,
    since: (edge: string) => `från och med ${edge}`,
    until: (edge: string) => `före ${edge}`,
    ago: (span: string) => `${span} sedan`,
    today: 'i dag',
    span: {
      hours: (count: number) => times(count, 'timme', 'timmar'),
      days: (count: number) => times(count, 'dag', 'dagar'),
      months: (count: number) => times(count, 'månad', 'månader'),
    },
    segment: (name: string, isSo: boolean) => `är ${isSo ? '' : 'inte '}i målgruppen ${name}`,
    goal: (id: string) => `har nått målet ${id} (ännu inte känt om någon)`,
  },
} as const;

export type RuleLanguage = keyof typeof vocabulary;
export type Vocabulary = (typeof vocabulary)[RuleLanguage];
