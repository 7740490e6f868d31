import { type ReactElement, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { NativeSelect, Textarea, TextInput } from '../../ui/mantine.ts';
import { AgoFields } from './AgoFields.tsx';
import type { NameChoice } from './choices.ts';
import { NameSelect } from './NameSelect.tsx';
import { type Test, type ValueForm, type ValueType, valueTypes } from './rule-form.ts';

type ValueProps = {
  readonly form: ValueForm;
  readonly change: (part: Partial<ValueForm>) => void;
  readonly isWrong: (field: string) => boolean;
};

/** The tests of which the kind of value must be said: 42 is not "42". */
const typed: readonly Test[] = ['is', 'isNot', 'oneOf', 'noneOf'];
const numbers: readonly Test[] = ['moreThan', 'atLeast', 'lessThan', 'atMost'];

function TruthField({ form, change, isWrong }: ValueProps): ReactElement {
  const { t } = useTranslation();
  return (
    <NativeSelect
      label={t('segment.value')}
      value={['true', 'false'].includes(form.value) ? form.value : ''}
      error={isWrong('value') ? t('segment.fault.truth') : null}
      data={[
        { value: '', label: t('segment.choose') },
        { value: 'true', label: t('segment.truth.yes') },
        { value: 'false', label: t('segment.truth.no') },
      ]}
      onChange={(event) => change({ value: event.currentTarget.value })}
    />
  );
}

/** The field for one value: a text, a number or a day, with the values that several have to choose between. */
function PlainField({ form, change, isWrong, values }: ValueProps & { values: readonly string[] }): ReactElement {
  const { t } = useTranslation();
  const listId = useId();
  const isDay = form.test === 'from' || form.test === 'before';
  const isNumber = numbers.includes(form.test) || (typed.includes(form.test) && form.type === 'number');
  const fault = isDay ? 'segment.fault.day' : isNumber ? 'segment.fault.number' : 'segment.fault.text';
  const isListed = !isDay && values.length > 0;
  return (
    <>
      <TextInput
        label={t(isDay ? 'segment.day' : 'segment.value')}
        type={isDay ? 'date' : 'text'}
        inputMode={isNumber ? 'decimal' : 'text'}
        autoComplete="off"
        value={form.value}
        error={isWrong('value') ? t(fault) : null}
        {...(isListed ? { list: listId } : {})}
        onChange={(event) => change({ value: event.currentTarget.value })}
      />
      {isListed && (
        <datalist id={listId}>
          {values.map((value) => (
            <option key={value}>{value}</option>
          ))}
        </datalist>
      )}
    </>
  );
}

function ListField({ form, change, isWrong }: ValueProps): ReactElement {
  const { t } = useTranslation();
  return (
    <Textarea
      label={t('segment.values')}
      autosize
      minRows={2}
      maxRows={10}
      spellCheck={false}
      value={form.value}
      error={isWrong('value') ? t(form.type === 'number' ? 'segment.fault.numbers' : 'segment.fault.texts') : null}
      onChange={(event) => change({ value: event.currentTarget.value })}
    />
  );
}

function AskedField(props: ValueProps & { values: readonly string[] }): ReactElement | null {
  const { t } = useTranslation();
  const { form, change, isWrong } = props;
  if (form.test === 'exists' || form.test === 'missing') return null;
  if (form.test === 'oneOf' || form.test === 'noneOf') return <ListField {...props} />;
  if (form.test === 'fromAgo' || form.test === 'beforeAgo')
    return (
      <AgoFields
        count={form.value}
        unit={form.unit}
        error={isWrong('value') ? t('segment.fault.ago') : null}
        change={({ count, unit }) =>
          change({ ...(count === undefined ? {} : { value: count }), ...(unit === undefined ? {} : { unit }) })
        }
      />
    );
  return form.type === 'truth' && typed.includes(form.test) ? <TruthField {...props} /> : <PlainField {...props} />;
}

/** A name, what is asked of its value, and the value that it is held against. */
export function ValueFields({
  label,
  form,
  tests,
  known,
  change,
  isWrong,
}: ValueProps & {
  readonly label: string;
  readonly tests: readonly Test[];
  readonly known: readonly NameChoice[];
}): ReactElement {
  const { t } = useTranslation();
  const chosen = known.find(({ value }) => value === form.path);
  const choose = (path: string): void => {
    const type: ValueType | undefined = known.find(({ value }) => value === path)?.type;
    change({ path, ...(type === undefined ? {} : { type }) });
  };
  return (
    <>
      <NameSelect
        label={label}
        value={form.path}
        known={known}
        change={choose}
        empty={t('segment.choose')}
        error={isWrong('path') ? t('segment.fault.name') : null}
      />
      <NativeSelect
        label={t('segment.test')}
        value={form.test}
        data={tests.map((value) => ({ value, label: t(`segment.tests.${value}`) }))}
        onChange={(event) => change({ test: tests.find((each) => each === event.currentTarget.value) ?? form.test })}
      />
      {typed.includes(form.test) && (
        <NativeSelect
          label={t('segment.type')}
          value={form.type}
          data={valueTypes.map((value) => ({ value, label: t(`segment.types.${value}`) }))}
          onChange={(event) =>
            change({ type: valueTypes.find((each) => each === event.currentTarget.value) ?? form.type })
          }
        />
      )}
      <AskedField form={form} change={change} isWrong={isWrong} values={chosen?.values ?? []} />
    </>
  );
}
