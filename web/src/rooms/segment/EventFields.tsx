import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { NativeSelect, TextInput } from '../../ui/mantine.ts';
import { AgoFields } from './AgoFields.tsx';
import type { FieldsProps } from './builder.ts';
import { NameSelect } from './NameSelect.tsx';
import { Narrowing } from './Narrowing.tsx';
import { counts, type EventForm, verbs, windows } from './rule-form.ts';
import classes from './segment.module.css';

/** No name of an event: there is none with a tab in it. */
const ANYTHING = '\t';

type EventProps = FieldsProps<EventForm>;

function useChange({ form, builder }: EventProps): (part: Partial<EventForm>) => void {
  return (part) => builder.change({ ...form, ...part });
}

/** How many times, where that is asked: "never", the first and the last have no count. */
function CountFields(props: EventProps): ReactElement | null {
  const { t } = useTranslation();
  const { form, builder } = props;
  const change = useChange(props);
  if (form.verb !== 'did') return null;
  return (
    <>
      <NativeSelect
        label={t('segment.count')}
        value={form.how}
        data={counts.map((value) => ({ value, label: t(`segment.counts.${value}`) }))}
        onChange={(event) => change({ how: counts.find((each) => each === event.currentTarget.value) ?? form.how })}
      />
      <TextInput
        className={classes.narrow ?? ''}
        label={t('segment.times')}
        inputMode="numeric"
        autoComplete="off"
        value={form.times}
        error={builder.isWrong(form.key, 'times') ? t('segment.fault.times') : null}
        onChange={(event) => change({ times: event.currentTarget.value })}
      />
    </>
  );
}

function DayField({ field, ...props }: EventProps & { field: 'from' | 'to' }): ReactElement {
  const { t } = useTranslation();
  const { form, builder } = props;
  const change = useChange(props);
  return (
    <TextInput
      type="date"
      label={t(`segment.window.${field}`)}
      value={form.window[field]}
      error={builder.isWrong(form.key, field) ? t('segment.fault.day') : null}
      onChange={(event) => change({ window: { ...form.window, [field]: event.currentTarget.value } })}
    />
  );
}

function WindowFields(props: EventProps): ReactElement {
  const { t } = useTranslation();
  const { form, builder } = props;
  const change = useChange(props);
  const { how, count, unit } = form.window;
  return (
    <>
      <NativeSelect
        label={t('segment.when')}
        value={how}
        error={builder.isWrong(form.key, 'window') ? t('segment.fault.window') : null}
        data={windows.map((value) => ({ value, label: t(`segment.windows.${value}`) }))}
        onChange={(event) =>
          change({ window: { ...form.window, how: windows.find((each) => each === event.currentTarget.value) ?? how } })
        }
      />
      {(how === 'within' || how === 'notWithin') && (
        <AgoFields
          count={count}
          unit={unit}
          error={builder.isWrong(form.key, 'count') ? t('segment.fault.ago') : null}
          change={(part) => change({ window: { ...form.window, ...part } })}
        />
      )}
      {(how === 'since' || how === 'between') && <DayField {...props} field="from" />}
      {(how === 'until' || how === 'between') && <DayField {...props} field="to" />}
    </>
  );
}

/** What the customer did or never did: which event, how often, when, and where. */
export function EventFields(props: EventProps): ReactElement {
  const { t } = useTranslation();
  const { form, builder } = props;
  const change = useChange(props);
  return (
    <>
      <div className={classes.fields}>
        <NativeSelect
          label={t('segment.verb')}
          value={form.verb}
          data={verbs.map((value) => ({ value, label: t(`segment.verbs.${value}`) }))}
          onChange={(event) => change({ verb: verbs.find((each) => each === event.currentTarget.value) ?? form.verb })}
        />
        <NameSelect
          label={t('segment.event')}
          value={form.event ?? ANYTHING}
          known={[{ value: ANYTHING, label: t('segment.anything') }, ...builder.choices.events]}
          change={(event) => change({ event: event === ANYTHING ? null : event })}
          empty={t('segment.choose')}
          error={builder.isWrong(form.key, 'event') ? t('segment.fault.event') : null}
        />
        <CountFields {...props} />
        <WindowFields {...props} />
      </div>
      <Narrowing {...props} />
    </>
  );
}
