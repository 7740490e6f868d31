import {
  IconAlertTriangle,
  IconArrowsDiff,
  IconCircleCheck,
  IconClock,
  IconClockExclamation,
  IconEarOff,
  IconEyeOff,
  IconGavel,
  IconHandStop,
  IconMessageCircleCheck,
  IconMinus,
  IconPackageOff,
  IconShieldCheck,
  type TablerIcon,
} from '@tabler/icons-react';
import type { BoardRow, Contradiction } from '../../../../src/speak/contradiction.contract.ts';
import type { ExceptionView } from '../../../../src/speak/exception.contract.ts';
import type { Tone } from '../../ui/Tag.tsx';

/** Icon and colour of each state; the word comes from the dictionary, so that none of the three stands alone. */
type Look = { readonly icon: TablerIcon; readonly tone: Tone };
export type CellState = BoardRow['cells'][number]['state'];

export const cellLook: Readonly<Record<CellState, Look>> = {
  agrees: { icon: IconCircleCheck, tone: 'good' },
  contradicts: { icon: IconAlertTriangle, tone: 'bad' },
  silent: { icon: IconEyeOff, tone: 'neutral' },
  stale: { icon: IconClockExclamation, tone: 'warn' },
  nothing: { icon: IconMinus, tone: 'neutral' },
};

/** The zone of a contradiction that holds whatever the place. */
export const ANY_ZONE = '*';

export const kindLook: Readonly<Record<Contradiction['kind'], Look>> = {
  unequal: { icon: IconArrowsDiff, tone: 'bad' },
  missing: { icon: IconEyeOff, tone: 'warn' },
  stale: { icon: IconClockExclamation, tone: 'warn' },
  'prior-price': { icon: IconGavel, tone: 'bad' },
  'plan-conflict': { icon: IconArrowsDiff, tone: 'bad' },
  'wrong-audience': { icon: IconArrowsDiff, tone: 'bad' },
  undeliverable: { icon: IconPackageOff, tone: 'bad' },
  unknown: { icon: IconEarOff, tone: 'bad' },
};

/** The word in the dictionary for what a contradiction is: of what is unequal, in what. */
export function kindWord({ kind, aspect }: Pick<Contradiction, 'kind' | 'aspect'>) {
  return aspect === undefined ? (`contradiction.kind.${kind}` as const) : (`contradiction.aspect.${aspect}` as const);
}

/** Between these it is what two channels say that differs; of the others it is one channel against a rule or its own past. */
const betweenTwo: ReadonlySet<Contradiction['kind']> = new Set(['unequal', 'missing', 'plan-conflict', 'unknown']);

/** The words for whom a contradiction is about. Where no money tells how bad it is, who can meet both sides does. */
export function peopleWord({ kind, difference }: Pick<Contradiction, 'kind' | 'difference'>) {
  if (kind === 'wrong-audience') return 'contradiction.inBoth';
  return difference === null && betweenTwo.has(kind) ? 'contradiction.meetBoth' : 'contradiction.exposed';
}

/**
 * The words for what the harm is a product of, or `undefined` where it is only the number of people. Of an offer that is
 * missing it is what the offer takes off, and where nobody knows how much that is, each customer counts as one.
 */
export function harmWord({ kind, difference, exposed, harm }: Pick<Contradiction, Measured>) {
  if (difference !== null) return 'contradiction.harmWhat';
  if (kind !== 'missing') return undefined;
  return harm === Math.max(1, exposed) ? 'contradiction.harmCounted' : 'contradiction.harmDiscount';
}
type Measured = 'kind' | 'difference' | 'exposed' | 'harm';

export const statusLook: Readonly<Record<Contradiction['status'], Look>> = {
  open: { icon: IconAlertTriangle, tone: 'bad' },
  answered: { icon: IconMessageCircleCheck, tone: 'good' },
  excepted: { icon: IconShieldCheck, tone: 'accent' },
  accepted: { icon: IconHandStop, tone: 'warn' },
  closed: { icon: IconCircleCheck, tone: 'neutral' },
};

export const exceptionLook: Readonly<Record<ExceptionView['state'], Look>> = {
  coming: { icon: IconClock, tone: 'accent' },
  'in-force': { icon: IconShieldCheck, tone: 'good' },
  ended: { icon: IconMinus, tone: 'neutral' },
};
