import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { AudienceView } from '../../../../src/speak/audience.contract.ts';
import { channels } from '../../api/queries.ts';
import { ApiProblem } from '../../api/client.ts';
import { AudienceField } from '../../ui/AudienceField.tsx';
import { Checkbox, NativeSelect, TextInput } from '../../ui/mantine.ts';
import { useLanguage } from '../../ui/useLanguage.ts';
import { type OfferFault, type OfferForm, termKinds } from './offer-form.ts';
import classes from './offer.module.css';
import { ProductPicker } from './ProductPicker.tsx';

type FieldsProps = {
  readonly form: OfferForm;
  readonly faults: readonly OfferFault[];
  /** What the server said when it was to be saved. */
  readonly error: Error | null;
  /** Whom it was for before; nothing said is everyone. */
  readonly audience?: AudienceView | undefined;
  readonly change: (part: Partial<OfferForm>) => void;
};

/** Under which field the server's faults stand, by the name that they begin with. */
const saidAs: Readonly<Record<OfferFault, string>> = {
  name: 'name',
  value: 'terms.amount',
  currency: 'terms.currency',
  products: 'products',
  channels: 'channels',
  lastDay: 'validTo',
  limit: 'redemptionLimit',
};

function useFault({ faults, error }: Pick<FieldsProps, 'faults' | 'error'>): (field: OfferFault) => string | null {
  const { t } = useTranslation();
  const said = error instanceof ApiProblem ? error.faults.map(({ field }) => field) : [];
  return (field) =>
    faults.includes(field) || said.some((name) => name.startsWith(saidAs[field])) ? t(`offer.fault.${field}`) : null;
}

/** What the offer comes to: of which kind, how much, and in what currency. */
function TermsFields({ form, faults, error, change }: FieldsProps): ReactElement {
  const { t } = useTranslation();
  const faultOf = useFault({ faults, error });
  return (
    <div className={classes.fields}>
      <NativeSelect
        label={t('offer.kindLabel')}
        value={form.kind}
        data={termKinds.map((value) => ({ value, label: t(`offer.kind.${value}`) }))}
        onChange={(event) =>
          change({ kind: termKinds.find((each) => each === event.currentTarget.value) ?? form.kind })
        }
      />
      <TextInput
        name="value"
        label={t(`offer.value.${form.kind}`)}
        inputMode="decimal"
        autoComplete="off"
        value={form.value}
        error={faultOf('value')}
        onChange={(event) => change({ value: event.currentTarget.value })}
      />
      {form.kind !== 'percent-off' && (
        <TextInput
          name="currency"
          label={t('offer.currency')}
          autoComplete="off"
          maxLength={3}
          value={form.currency}
          error={faultOf('currency')}
          onChange={(event) => change({ currency: event.currentTarget.value })}
        />
      )}
    </div>
  );
}

function TimeFields({ form, faults, error, change }: FieldsProps): ReactElement {
  const { t } = useTranslation();
  const faultOf = useFault({ faults, error });
  return (
    <div className={classes.fields}>
      <TextInput
        type="date"
        label={t('offer.firstDay')}
        value={form.firstDay}
        onChange={(event) => change({ firstDay: event.currentTarget.value })}
      />
      <TextInput
        name="lastDay"
        type="date"
        label={t('remedy.lastDay')}
        value={form.lastDay}
        error={faultOf('lastDay')}
        onChange={(event) => change({ lastDay: event.currentTarget.value })}
      />
      <TextInput
        name="limit"
        label={t('offer.limit')}
        inputMode="numeric"
        autoComplete="off"
        value={form.limit}
        error={faultOf('limit')}
        onChange={(event) => change({ limit: event.currentTarget.value })}
      />
    </div>
  );
}

/** The fields of an offer, in the order in which one says it: what, on what, where, to whom, when. */
export function OfferFields(props: FieldsProps): ReactElement {
  const { form, error, change } = props;
  const { t } = useTranslation();
  const language = useLanguage();
  const faultOf = useFault(props);
  const known = useQuery(channels).data?.channels ?? [];
  return (
    <>
      <TextInput
        name="name"
        label={t('message.field.name')}
        maxLength={300}
        value={form.name}
        error={faultOf('name')}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <TermsFields {...props} />
      <ProductPicker products={form.products} change={(products) => change({ products })} error={faultOf('products')} />
      <Checkbox.Group
        label={t('remedy.channels')}
        value={[...form.channels]}
        error={faultOf('channels')}
        onChange={(chosen) => change({ channels: chosen })}
      >
        <div className={classes.choices}>
          {known.map(({ id, nameSv, nameEn }) => (
            <Checkbox key={id} name="channels" value={id} label={language === 'sv' ? nameSv : nameEn} />
          ))}
        </div>
      </Checkbox.Group>
      <AudienceField
        audience={form.audience}
        saved={props.audience ?? { kind: 'everyone', size: null }}
        change={(audience) => change({ audience })}
        error={error}
      />
      <TimeFields {...props} />
    </>
  );
}
