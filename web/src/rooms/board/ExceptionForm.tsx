import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contradiction } from '../../../../src/speak/contradiction.contract.ts';
import { ApiProblem } from '../../api/client.ts';
import { useChannelName } from '../../ui/ChannelBadge.tsx';
import { listText } from '../../ui/format.ts';
import { NativeSelect, Textarea, TextInput } from '../../ui/mantine.ts';
import { useLanguage } from '../../ui/useLanguage.ts';
import { useLocale } from '../../ui/useLocale.ts';
import { betweenOf, type Declaration, declarationFaults, kindsFor } from './declaration.ts';
import classes from './RemedyForm.module.css';
import { FormInPlace, type Sending } from './FormInPlace.tsx';
import { useFormInPlace } from './useFormInPlace.ts';

type FieldsProps = {
  readonly found: Contradiction;
  readonly declaration: Declaration;
  readonly change: (part: Partial<Declaration>) => void;
};

/** Of what kind the difference is, between which channels and of which products: filled in from the contradiction. */
function WhatIsMeant({ found, declaration, change }: FieldsProps): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const name = useChannelName();
  const kinds = kindsFor(found);
  const between = betweenOf(found);
  const wordsOf = (channels: readonly string[]): string =>
    channels.length === 1 && between.length > 1
      ? t('exception.against', { channel: name(channels[0] ?? '') })
      : listText(channels.map(name), language);
  return (
    <>
      <NativeSelect
        name="kind"
        label={t('exception.kindLabel')}
        description={t(`exception.kindWhat.${declaration.kind}`)}
        value={declaration.kind}
        data={kinds.map((value) => ({ value, label: t(`exception.kind.${value}`) }))}
        onChange={(event) => {
          const kind = kinds.find((each) => each === event.currentTarget.value);
          if (kind !== undefined) change({ kind });
        }}
      />
      <div className={classes.pair}>
        <NativeSelect
          name="channels"
          label={t('exception.where')}
          value={declaration.channels.join(' ')}
          data={between.map((channels) => ({ value: channels.join(' '), label: wordsOf(channels) }))}
          onChange={(event) => {
            const channels = between.find((each) => each.join(' ') === event.currentTarget.value);
            if (channels !== undefined) change({ channels });
          }}
        />
        <NativeSelect
          name="products"
          label={t('exception.products')}
          value={declaration.isOfAll ? 'all' : 'one'}
          data={[
            { value: 'one', label: found.productName ?? found.product },
            { value: 'all', label: t('exception.allProducts') },
          ]}
          onChange={(event) => change({ isOfAll: event.currentTarget.value === 'all' })}
        />
      </div>
    </>
  );
}

/** The exception that a difference is declared to be, filled in from its witness. Escape puts the form away. */
export function ExceptionForm({
  found,
  send,
  ...sending
}: Sending & {
  found: Contradiction;
  send: (declaration: Declaration) => void;
}): ReactElement {
  const { t } = useTranslation();
  const { timeZone } = useLocale();
  const { cancel, isSending, error } = sending;
  const { form, goTo } = useFormInPlace(cancel);
  const [declaration, setDeclaration] = useState<Declaration>(() => ({
    kind: kindsFor(found)[0] ?? 'web-price',
    channels: betweenOf(found)[0] ?? found.channels,
    isOfAll: false,
    lastDay: '',
    shownText: '',
    reason: '',
  }));
  const [faults, setFaults] = useState<readonly string[]>([]);
  const said = error instanceof ApiProblem ? error.faults.map(({ field }) => field) : [];
  const faultOf = (field: 'validTo' | 'shownText' | 'reason'): string | null =>
    faults.includes(field) || said.includes(field) ? t(`exception.fault.${field}`) : null;
  const change = (part: Partial<Declaration>): void => setDeclaration((before) => ({ ...before, ...part }));
  const submit = (): void => {
    const wrong = declarationFaults(declaration, { now: Date.now(), timeZone });
    setFaults(wrong);
    if (wrong[0] !== undefined) goTo(wrong[0]);
    else if (!isSending) send(declaration);
  };
  return (
    <FormInPlace form={form} title={t('exception.title')} act={t('exception.do')} submit={submit} {...sending}>
      <WhatIsMeant found={found} declaration={declaration} change={change} />
      <TextInput
        name="validTo"
        type="date"
        label={t('handling.lastDay')}
        value={declaration.lastDay}
        error={faultOf('validTo')}
        onChange={(event) => change({ lastDay: event.currentTarget.value })}
      />
      <Textarea
        name="shownText"
        label={t('exception.shownText')}
        description={t('exception.shownTextWhat')}
        autosize
        minRows={2}
        maxLength={300}
        value={declaration.shownText}
        error={faultOf('shownText')}
        onChange={(event) => change({ shownText: event.currentTarget.value })}
      />
      <TextInput
        name="reason"
        label={t('handling.because')}
        maxLength={300}
        value={declaration.reason}
        error={faultOf('reason')}
        onChange={(event) => change({ reason: event.currentTarget.value })}
      />
    </FormInPlace>
  );
}
