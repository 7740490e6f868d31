/**
 * Every sentence that a verdict can say, by its code, for the command line and for whoever reads the API; the screens
 * say the same in the reader's language. `{name}` is filled from `params` and the criterion itself; `{name%}` is a
 * share, `{name+}` a number to one decimal.
 */
export const criterionWords = {
  'channel-speaks': '{subject}: {found} events of {events}.',
  'channel-silent': '{subject} hands in nothing at all: no {events}, and no other event.',
  'event-missing': '{subject}: no {events} ({others} other events).',
  'size-covered': '{found%} of the {size} that there truly were have come in.',
  'flow-current': '{subject} has come in all along; its last event is of {from}.',
  'flow-silent': '{subject} has been silent for {days} days, since {from}; by its rhythm {allowed} are usual.',
  'flow-begins-late': '{subject} begins {days} days into the period, at {from}; by its rhythm {allowed} are usual.',
  'flow-gap': '{subject} lacks {days} days from {from} on; by its rhythm {allowed} are usual.',
  'arrives-in-time': '{subject}: {late} of {recent} events of the last two weeks came a day late or more.',
  'said-once': '{subject}: {repeated} of {events} events say what another says.',
  'field-filled': '{subject}: {lacking} of {events} events lack {field}.',
  'stratum-filled': '{lacking} of {events} events do not say {field}, by which the strata are told.',
  'population-identified':
    '{found%} of the events say whose they are. The anonymous {anonymousShare%} are {anonymous} events.',
  'population-identified-holding':
    '{found%} of the events say whose they are. The anonymous {anonymousShare%} ({anonymous} events) hold {anonymousProducts%} of the products and {anonymousValue%} of the value.',
  'measure-identified': '{subject}: {found%} of the events say whose they are; {anonymous} do not.',
  'known-alike': 'The identified are like all: the largest lean is {found+} standard deviations, in {subject}.',
  'known-differ':
    'The anonymous are not like the identified: {subject} is {anonymous+} on average, against {identified+} ({difference+} standard deviations); an answer on the identified leans by {found+}.',
  'strata-identified': 'From {least%} ({stratum}) to {most%} ({mostStratum}) of the events say whose they are.',
  'stratum-out-of-reach': 'In {stratum} only {least%} of {events} events say whose they are; {most%} in {mostStratum}.',
  'channels-linked': '{able} of {of} customers have an identifier by which {subject} would know them.',
  'number-enough':
    '{effective} {what} after weighting: a share to within {reached+} points at {confidence} %; wanted is {points+}, which takes {needed}.',
  'smallest-group':
    '{subject}, the smallest of {groups} groups, has {effective} {what}: a share to within {reached+} points at {confidence} %; wanted is {points+}, which takes {needed}.',
  'mix-reverses': '{a} and {b} change places once both have the same mix of strata.',
} as const;
export type CriterionCode = keyof typeof criterionWords;

export const correctionWords = {
  'weight-by-stratum': 'Weight each identified customer by stratum ({designEffect+} times as many are needed for it).',
  'say-of-known':
    'Say the answer of the identified only; {share%} of the events are of nobody, and weights do not help.',
  'say-at-least': 'In {channel} say "at least": {anonymous} events there are of nobody.',
  'shorten-period': 'Ask only of the time when all channels spoke: {from} to {to}.',
  'leave-days-out': 'Leave out the {days} days from {from} on, in which {channel} says nothing.',
  'end-a-day-earlier': 'End the period some days earlier, when all has arrived.',
  'count-once': 'Count what is said twice once.',
  'leave-out': 'Leave out the events without {field}, and say so.',
  'among-linked': 'Say the share of the {able} customers whom {channel} would know.',
  'say-of-seen': 'Say the answer of what has come in.',
  'say-wider': 'Say the answer to within {points+} points instead of {instead+}.',
  'compare-within': 'Compare {a} and {b} within each stratum.',
} as const;

export const remedyWords = {
  'ask-wider': 'Be content with {points+} points in each direction instead of {instead+}.',
  'leave-channel-out': 'Leave {channel} out of the question.',
  wait: 'Wait at least {days} days, until there are {needed}.',
  'mend-flow': 'See why {channel} has handed in nothing since {from}.',
  'load-history': 'Load the {days} days that {channel} lacks, from {from} on.',
  'send-at-once': 'Have {channel} hand in its events at once.',
  'number-events': 'Have {channel} give each event a number that stays the same when it is sent again.',
  'fill-field': 'Have the source send {field} with each event ({lacking} lack it).',
  'send-event': 'Have the source send {events}.',
  'mend-coverage': 'Find the {missing} that have not come in.',
  'ask-at-till': 'Ask for the loyalty number at the till: from {from%} to {to%} identified, {more} more in the period.',
  'ask-to-log-in': 'Ask to log in ({channel}): from {from%} to {to%} identified, {more} more events in the period.',
  'ask-caller': 'Ask who it is ({channel}): from {from%} to {to%} identified, {more} more in the period.',
  'ask-for-identifier':
    'Ask who it is ({channel}): from {from%} to {to%} identified, {more} more events in the period.',
  'ask-in-stratum': 'Ask who it is where few say it ({stratum}): from {from%} to {to%}, {more} more in the period.',
  'collect-identifier': 'Ask {more} more of the customers for what {channel} knows them by.',
  'interview-anonymous': 'Ask {more} of the anonymous ({channel}) the question itself.',
  'connect-channel': 'Connect {channel}.',
} as const;

type Value = string | number | null | undefined;

/**
 * A sentence with its values filled in.
 * @example fillWords('{share%} of {n}', { share: 0.25, n: 1200 }) // '25.0 % of 1,200'
 */
export function fillWords(sentence: string, values: Readonly<Record<string, Value>>): string {
  return sentence.replace(/\{(\w+)([%+]?)\}/g, (_whole, name: string, form: string) => {
    const value = values[name];
    if (typeof value === 'string') return value.replace(/T\d\d:\d\d:\d\d\.\d{3}Z$/, '');
    if (typeof value !== 'number') return name === 'others' ? 'no' : 'any channel';
    if (form === '%') return `${(value * 100).toFixed(1)} %`;
    if (form === '+') return value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) < 1 ? 2 : 1 });
    return Math.round(value).toLocaleString('en');
  });
}
