import { toIso } from '../kernel/period.ts';
import type { Decision } from './decision.contract.ts';

type Verdict = Decision['reasons'][number]['verdict'];

/**
 * Every reason that a decision can give, in the order the rules are tried. The screens say them in the reader's
 * language; `params` fill the sentence and times in them are RFC 3339.
 */
export const reasonCodes = {
  'promise-open': { verdict: 'passed', meaning: 'The promise is open: it was made in {channel} at {madeAt}.' },
  'promise-spent': { verdict: 'refused', meaning: 'The promise has been redeemed {redeemed} of {limit} times.' },
  'promise-not-begun': { verdict: 'refused', meaning: 'The promise holds from {validFrom} on.' },
  'promise-closed': { verdict: 'refused', meaning: 'The promise is {state}.' },
  'customer-frozen': {
    verdict: 'refused',
    meaning: 'The customer is frozen: nothing new is offered, and what was promised is kept.',
  },
  'offer-not-begun': { verdict: 'refused', meaning: 'The offer begins at {validFrom}.' },
  'offer-over': { verdict: 'refused', meaning: 'The offer was over at {validTo}.' },
  'offer-withdrawn-for-customer': {
    verdict: 'refused',
    meaning: 'What was promised this customer under the offer was withdrawn: promise {promise}.',
  },
  'offer-spent': { verdict: 'refused', meaning: 'This customer has redeemed the offer {redeemed} of {limit} times.' },
  'offer-not-for-customer': { verdict: 'refused', meaning: 'The offer is personal and not for this customer.' },
  'offer-rule-fails': {
    verdict: 'refused',
    meaning: 'The offer is for others: whoever {ruleEn}.',
  },
  'offer-rule-unknown': {
    verdict: 'refused',
    meaning: 'Just now it cannot be told whether the offer is for this customer: it is for whoever {ruleEn}.',
  },
  'offer-not-in-channel': {
    verdict: 'refused',
    meaning: 'The offer is for {channels}, and not for {channel}; this customer has not been promised it.',
  },
  'offer-eligible': { verdict: 'passed', meaning: 'The offer {name} is for this customer in this channel.' },
  'offer-eligible-by-rule': {
    verdict: 'passed',
    meaning: 'The offer {name} is for this customer in this channel, who {ruleEn}.',
  },
  'regular-price-known': { verdict: 'noted', meaning: 'The regular price of {product} is {amount} {currency}.' },
  'regular-price-unknown': { verdict: 'noted', meaning: 'The regular price of {product} is not known.' },
  'other-is-better': { verdict: 'refused', meaning: '{chosen} has better terms for the customer.' },
  'other-is-as-good': { verdict: 'refused', meaning: '{chosen} is as good for the customer, and promised or older.' },
  'not-comparable': {
    verdict: 'noted',
    meaning: 'The terms cannot be compared with those of {chosen}, which was promised or is older; both hold.',
  },
  'also-holds': { verdict: 'noted', meaning: 'Holds beside {chosen}: the question was not about one product.' },
  'chosen-promise': {
    verdict: 'chosen',
    meaning: 'The answer repeats an open promise, chosen before {others} others.',
  },
  'chosen-offer': { verdict: 'chosen', meaning: 'The answer promises the offer, chosen before {others} others.' },
  'nothing-holds': { verdict: 'noted', meaning: 'Nothing is promised or on offer to this customer here.' },
} as const satisfies Record<string, { verdict: Verdict; meaning: string }>;

export type ReasonCode = keyof typeof reasonCodes;

export type DecisionReason = {
  readonly code: ReasonCode;
  readonly verdict: Verdict;
  readonly subject?: string;
  readonly params: Decision['reasons'][number]['params'];
};

const instants = new Set(['madeAt', 'validFrom', 'validTo']);

/** A reason about an offer or a promise. Times are given in milliseconds and written as RFC 3339. */
export function because(
  code: ReasonCode,
  subject: string | undefined,
  params: Readonly<Record<string, string | number | boolean | null>>,
): DecisionReason {
  const written = Object.entries(params).map(
    ([name, value]) => [name, instants.has(name) && typeof value === 'number' ? toIso(value) : value] as const,
  );
  return {
    code,
    verdict: reasonCodes[code].verdict,
    ...(subject === undefined ? {} : { subject }),
    params: Object.fromEntries(written),
  };
}
