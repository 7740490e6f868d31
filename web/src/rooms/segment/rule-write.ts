import type { ConditionForm, EventForm, GroupForm, NodeForm, ValueForm, WindowForm } from './rule-form.ts';
import { agoIn, dayIn, pathIn, testIn, textIn, wholeIn, type Written } from './value-write.ts';

/** A field that does not yet hold what it must: of which condition, and which of its fields. */
export type FormFault = { readonly key: number; readonly field: string };

/** What a form comes to; there is no rule while something is at fault. */
export type FormOutcome =
  | { readonly rule: Written; readonly faults: readonly [] }
  | { readonly rule: undefined; readonly faults: readonly FormFault[] };

type Writing = { readonly key: number; readonly faults: FormFault[] };

const MOST_TIMES = 10_000;

function demand<T>({ key, faults }: Writing, field: string, value: T | undefined): T | undefined {
  if (value === undefined) faults.push({ key, field });
  return value;
}

/** The name and the test of a value; `place` tells its fields from those of the other values of a condition. */
function writeValue(writing: Writing, named: 'attribute' | 'property', form: ValueForm, place = '') {
  const { asks, isNot } = testIn(form);
  const path = demand(writing, `${place}path`, pathIn(form.path));
  demand(writing, `${place}value`, asks);
  const written: Written = { [named]: path, ...asks };
  return isNot ? { not: written } : written;
}

function writeWindow(writing: Writing, { how, count, unit, from, to }: WindowForm): Written {
  const ago = (): Written | undefined => demand(writing, 'count', agoIn(count, unit));
  const day = (field: 'from' | 'to', text: string): string | undefined => demand(writing, field, dayIn(text));
  if (how === 'within') return { within: ago() };
  if (how === 'notWithin') return { until: ago() };
  return {
    ...(how === 'since' || how === 'between' ? { since: day('from', from) } : {}),
    ...(how === 'until' || how === 'between' ? { until: day('to', to) } : {}),
  };
}

const oneOrMore = (list: readonly string[]): string | readonly string[] => (list.length === 1 ? (list[0] ?? '') : list);

function writeEvent(writing: Writing, form: EventForm): Written {
  const { verb, event, how, times, channels, products, properties } = form;
  const isAnything = event === null;
  const isOnce = verb === 'first' || verb === 'last';
  // Anything at all is asked of channels alone, and has no first or last.
  const named = isAnything ? undefined : demand(writing, 'event', textIn(event));
  if (isAnything && isOnce) demand(writing, 'event', undefined);
  if (isAnything && channels.length === 0) demand(writing, 'channels', undefined);
  if (isOnce && form.window.how === 'ever') demand(writing, 'window', undefined);
  const channel = channels.length === 0 ? undefined : oneOrMore(channels);
  const count =
    verb === 'did' ? demand(writing, 'times', wholeIn(times, how === 'atLeast' ? 1 : 0, MOST_TIMES)) : undefined;
  const written: Written = {
    ...(isAnything ? { seenIn: channel } : { [verb]: named, ...(channel === undefined ? {} : { channel }) }),
    ...(products.length === 0 ? {} : { product: oneOrMore(products) }),
    ...(properties.length === 0
      ? {}
      : { properties: properties.map((each, index) => writeValue(writing, 'property', each, `${index}.`)) }),
    ...writeWindow(writing, form.window),
    ...(verb !== 'did' || (how === 'atLeast' && count === 1) ? {} : { [how]: count }),
  };
  return isAnything && verb === 'never' ? { not: written } : written;
}

function writeCondition(form: ConditionForm, faults: FormFault[]): Written {
  const writing = { key: form.key, faults };
  switch (form.kind) {
    case 'attribute':
      return writeValue(writing, 'attribute', form);
    case 'event':
      return writeEvent(writing, form);
    case 'identifier': {
      const written = { has: demand(writing, 'type', textIn(form.type)) };
      return form.isNot ? { not: written } : written;
    }
    case 'segment': {
      const written = { segment: demand(writing, 'id', textIn(form.id)) };
      return form.isNot ? { not: written } : written;
    }
    default:
      return form satisfies never;
  }
}

function writeNode(form: NodeForm, faults: FormFault[]): Written {
  if (form.kind !== 'group') return writeCondition(form, faults);
  if (form.of.length === 0) faults.push({ key: form.key, field: 'of' });
  const written = { [form.join]: form.of.map((each) => writeNode(each, faults)) };
  return form.isNot ? { not: written } : written;
}

/** The rule that the form describes, or what keeps it from being one. A single condition needs no group around it. */
export function ruleOf(root: GroupForm): FormOutcome {
  const faults: FormFault[] = [];
  const [only, second] = root.of;
  const isBare =
    only !== undefined && second === undefined && only.kind !== 'group' && !root.isNot && root.join === 'all';
  const rule = writeNode(isBare ? only : root, faults);
  return faults.length === 0 ? { rule, faults: [] } : { rule: undefined, faults };
}
