import type { FieldFault } from '../kernel/errors.ts';

/** Another way of writing events than the Segment spec's, read as calls of it. */
export type EventForm = {
  readonly name: 'cloudevents' | 'columns';
  readonly callOf: (raw: unknown) => { readonly call: unknown } | { readonly faults: readonly FieldFault[] };
  /** A fault of the call in the words of the form. */
  readonly faultInWords: (fault: FieldFault, raw: unknown) => FieldFault;
};

/** Calls read by names of columns already: nothing is to be translated, and any identifier will do. */
export const columns: EventForm = {
  name: 'columns',
  callOf: (raw) => ({ call: raw }),
  faultInWords: (fault) => fault,
};
