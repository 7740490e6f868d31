import { IconPlus, IconX } from '@tabler/icons-react';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { focusFirst } from '../../ui/focus.ts';
import { Button, Checkbox, NativeSelect, TextInput } from '../../ui/mantine.ts';
import { ProductPicker } from '../offer/ProductPicker.tsx';
import type { FieldsProps } from './builder.ts';
import { NameSelect } from './NameSelect.tsx';
import { counts, emptyValue, type EventForm, propertyTests, type ValueForm, verbs, windows } from './rule-form.ts';
import classes from './segment.module.css';
import { usePropertyChoices } from './useChoices.ts';
import { AgoFields, ValueFields } from './ValueFields.tsx';

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

function PropertyFields({
  index,
  property,
  ...props
}: EventProps & { index: number; property: ValueForm }): ReactElement {
  const { t } = useTranslation();
  const { form, builder } = props;
  const change = useChange(props);
  const known = usePropertyChoices(form.event);
  return (
    <fieldset className={classes.property} ref={property === emptyValue ? focusFirst : undefined}>
      <legend className="sr-only">{t('segment.propertyNumber', { number: index + 1 })}</legend>
      <div className={classes.fields}>
        <ValueFields
          label={t('segment.property')}
          form={property}
          tests={propertyTests}
          known={known}
          isWrong={(field) => builder.isWrong(form.key, `${index}.${field}`)}
          change={(part) =>
            change({ properties: form.properties.map((each, at) => (at === index ? { ...each, ...part } : each)) })
          }
        />
      </div>
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        leftSection={<IconX aria-hidden size={13} />}
        onClick={() => change({ properties: form.properties.filter((_, at) => at !== index) })}
      >
        {t('segment.removeProperty')}
        <span className="sr-only"> {index + 1}</span>
      </Button>
    </fieldset>
  );
}

/** What narrows the events down; each is asked for, so that a plain condition stays short. */
function Narrowing(props: EventProps): ReactElement {
  const { t } = useTranslation();
  const { form, builder } = props;
  const change = useChange(props);
  const [asked, setAsked] = useState<readonly ('channels' | 'products')[]>([]);
  const isAsked = (what: 'channels' | 'products'): boolean => form[what].length > 0 || asked.includes(what);
  const hasChannels = isAsked('channels') || form.event === '';
  const more = (['channels', 'products'] as const).filter(
    (what) => !(what === 'channels' ? hasChannels : isAsked(what)),
  );
  return (
    <>
      {hasChannels && (
        <Checkbox.Group
          label={t('segment.inChannels')}
          value={[...form.channels]}
          onChange={(chosen) => change({ channels: chosen })}
        >
          <div className={classes.choices} ref={asked.includes('channels') ? focusFirst : undefined}>
            {builder.choices.channels.map(({ value, label }) => (
              <Checkbox key={value} value={value} label={label} />
            ))}
          </div>
        </Checkbox.Group>
      )}
      {isAsked('products') && (
        <div ref={asked.includes('products') ? focusFirst : undefined}>
          <ProductPicker products={form.products} change={(products) => change({ products })} error={null} />
        </div>
      )}
      {form.properties.map((property, index) => (
        // Properties have no other name than their place.
        <PropertyFields key={`${index + 1}`} {...props} index={index} property={property} />
      ))}
      <div className={classes.more}>
        {more.map((what) => (
          <Button
            key={what}
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPlus aria-hidden size={13} />}
            onClick={() => setAsked([...asked, what])}
          >
            {t(`segment.narrow.${what}`)}
          </Button>
        ))}
        {form.event !== '' && (
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPlus aria-hidden size={13} />}
            onClick={() => change({ properties: [...form.properties, emptyValue] })}
          >
            {t('segment.narrow.properties')}
          </Button>
        )}
      </div>
    </>
  );
}

/** What the customer did or never did: which event, how often, when, and where. */
export function EventFields(props: EventProps): ReactElement {
  const { t } = useTranslation();
  const { form, builder } = props;
  const change = useChange(props);
  const wrong = form.verb === 'first' || form.verb === 'last' ? 'segment.fault.event' : 'segment.fault.anything';
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
          value={form.event}
          known={builder.choices.events}
          change={(event) => change({ event })}
          empty={t('segment.anything')}
          error={builder.isWrong(form.key, 'event') ? t(wrong) : null}
        />
        <CountFields {...props} />
        <WindowFields {...props} />
      </div>
      <Narrowing {...props} />
    </>
  );
}
