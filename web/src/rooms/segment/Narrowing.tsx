import { IconPlus, IconX } from '@tabler/icons-react';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { focusFirst } from '../../ui/focus.ts';
import { Button, Checkbox } from '../../ui/mantine.ts';
import { ProductPicker } from '../offer/ProductPicker.tsx';
import type { FieldsProps } from './builder.ts';
import { emptyValue, type EventForm, propertyTests, type ValueForm } from './rule-form.ts';
import classes from './segment.module.css';
import { usePropertyChoices } from './useChoices.ts';
import { ValueFields } from './ValueFields.tsx';

type EventProps = FieldsProps<EventForm>;

/** The id of what the focus goes to when a property is taken away. */
const addPropertyId = (key: number): string => `add-property-to-${key}`;

function PropertyFields({
  index,
  property,
  ...props
}: EventProps & { index: number; property: ValueForm }): ReactElement {
  const { t } = useTranslation();
  const { form, builder } = props;
  const change = (part: Partial<EventForm>): void => builder.change({ ...form, ...part });
  const known = usePropertyChoices(form.event ?? '');
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
        onClick={() => {
          change({ properties: form.properties.filter((_, at) => at !== index) });
          document.getElementById(addPropertyId(form.key))?.focus();
        }}
      >
        {t('segment.removeProperty')}
        <span className="sr-only"> {index + 1}</span>
      </Button>
    </fieldset>
  );
}

/** What narrows the events down; each is asked for, so that a plain condition stays short. */
export function Narrowing(props: EventProps): ReactElement {
  const { t } = useTranslation();
  const { form, builder } = props;
  const change = (part: Partial<EventForm>): void => builder.change({ ...form, ...part });
  const [asked, setAsked] = useState<readonly ('channels' | 'products')[]>([]);
  const isAsked = (what: 'channels' | 'products'): boolean => form[what].length > 0 || asked.includes(what);
  const hasChannels = isAsked('channels') || form.event === null;
  // A channel that has since been taken away still stands in the rule, and can be let go there.
  const unlisted = form.channels
    .filter((id) => builder.choices.channels.every(({ value }) => value !== id))
    .map((id) => ({ value: id, label: id }));
  const more = (['channels', 'products'] as const).filter(
    (what) => !(what === 'channels' ? hasChannels : isAsked(what)),
  );
  return (
    <>
      {hasChannels && (
        <Checkbox.Group
          label={t('segment.inChannels')}
          value={[...form.channels]}
          error={builder.isWrong(form.key, 'channels') ? t('segment.fault.channels') : null}
          onChange={(chosen) => change({ channels: chosen })}
        >
          <div className={classes.choices} ref={asked.includes('channels') ? focusFirst : undefined}>
            {[...builder.choices.channels, ...unlisted].map(({ value, label }) => (
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
            id={addPropertyId(form.key)}
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
