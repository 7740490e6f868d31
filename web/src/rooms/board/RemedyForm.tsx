import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Money } from '../../../../src/kernel/money.ts';
import { useChannelName } from '../../ui/ChannelBadge.tsx';
import { listText, moneyText } from '../../ui/format.ts';
import { Checkbox, Radio, TextInput } from '../../ui/mantine.ts';
import { useLanguage } from '../../ui/useLanguage.ts';
import { useLocale } from '../../ui/useLocale.ts';
import {
  faultsOf,
  outOfStep,
  priceIn,
  priceWritten,
  type Remediable,
  type Remedy,
  type RemedyFault,
} from './remedy.ts';
import classes from './RemedyForm.module.css';
import { FormInPlace, type Sending } from './FormInPlace.tsx';
import { useFormInPlace } from './useFormInPlace.ts';

type FieldsProps = {
  about: Remediable;
  remedy: Remedy;
  faults: readonly RemedyFault[];
  change: (part: Partial<Remedy>) => void;
};

function ChannelField({ about, remedy, change }: Omit<FieldsProps, 'faults'>): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const name = useChannelName();
  const others = [...about.spoken.keys()].filter((channel) => !about.sides.includes(channel));
  const shown = (channel: string): string => {
    const amounts = [...new Set(about.spoken.get(channel))].toSorted((a, b) => a - b);
    const prices = amounts.map((amount) => moneyText({ ...about.lower, amount }, language));
    return t('remedy.shows', { prices: listText(prices, language) });
  };
  return (
    <Checkbox.Group
      label={t('remedy.channels')}
      description={t('remedy.channelsWhat', { channels: listText(about.sides.map(name), language) })}
      value={[...remedy.channels]}
      onChange={(channels) => change({ channels })}
    >
      <div className={classes.channels}>
        {[...about.sides, ...others].map((channel) => (
          <Checkbox
            key={channel}
            value={channel}
            label={name(channel)}
            description={shown(channel)}
            disabled={about.sides.includes(channel)}
          />
        ))}
      </div>
    </Checkbox.Group>
  );
}

function Fields({ about, remedy, faults, change }: FieldsProps): ReactElement {
  const { t } = useTranslation();
  const fault = (field: RemedyFault): string | null => (faults.includes(field) ? t(`remedy.fault.${field}`) : null);
  return (
    <>
      <TextInput
        name="name"
        label={t('remedy.name')}
        maxLength={300}
        value={remedy.name}
        error={fault('name')}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <div className={classes.pair}>
        <TextInput
          name="price"
          label={t('remedy.price', { currency: about.lower.currency })}
          inputMode="decimal"
          autoComplete="off"
          value={remedy.price}
          error={fault('price')}
          onChange={(event) => change({ price: event.currentTarget.value })}
        />
        <TextInput
          name="lastDay"
          type="date"
          label={t('remedy.lastDay')}
          value={remedy.lastDay}
          error={fault('lastDay')}
          onChange={(event) => change({ lastDay: event.currentTarget.value })}
        />
      </div>
      <ChannelField about={about} remedy={remedy} change={change} />
      <Radio.Group
        label={t('remedy.redemption')}
        value={remedy.isOnce ? 'once' : 'unlimited'}
        onChange={(value) => change({ isOnce: value === 'once' })}
      >
        <div className={classes.channels}>
          <Radio value="once" label={t('remedy.once')} />
          <Radio value="unlimited" label={t('remedy.unlimited')} />
        </div>
      </Radio.Group>
    </>
  );
}

/** What will happen, in words that follow the form. */
function Consequence({ about, remedy }: { about: Remediable; remedy: Remedy }): ReactElement | null {
  const { t } = useTranslation();
  const language = useLanguage();
  const name = useChannelName();
  const price = priceIn(remedy.price, about.lower.currency, language);
  if (price === undefined) return null;
  const channels = listText(remedy.channels.map(name), language);
  return (
    <div className={classes.will}>
      <p>{t('remedy.will', { channels, product: about.productName, money: moneyText(price, language) })}</p>
      {outOfStep(about, remedy.channels, price).map(([channel, amount]) => (
        <p key={channel}>
          {t(channel === 'store' ? 'remedy.tillMust' : 'remedy.must', {
            channel: name(channel),
            money: moneyText({ ...price, amount }, language),
          })}
        </p>
      ))}
    </div>
  );
}

/** The offer that would answer a contradiction, filled in from its witness. Escape puts it away. */
export function RemedyForm({
  about,
  send,
  ...sending
}: Sending & {
  about: Remediable;
  send: (remedy: Remedy, price: Money) => void;
}): ReactElement {
  const { t } = useTranslation();
  const { language, timeZone } = useLocale();
  const { cancel, isSending } = sending;
  const { form, goTo } = useFormInPlace(cancel);
  const [remedy, setRemedy] = useState<Remedy>(() => ({
    name: t('remedy.nameOf', { product: about.productName }),
    price: priceWritten(about.lower, language),
    // "The same price everywhere" begins with everywhere; whoever means less takes channels away.
    channels: [...new Set([...about.sides, ...about.spoken.keys()])],
    lastDay: '',
    isOnce: true,
  }));
  const [faults, setFaults] = useState<readonly RemedyFault[]>([]);
  const submit = (): void => {
    const found = faultsOf(remedy, about.lower.currency, language, {
      now: Date.now(),
      timeZone,
    });
    const price = priceIn(remedy.price, about.lower.currency, language);
    setFaults(found);
    if (found[0] !== undefined) goTo(found[0]);
    else if (price !== undefined && !isSending) send(remedy, price);
  };
  return (
    <FormInPlace
      form={form}
      title={t('remedy.title', { product: about.productName })}
      act={t('remedy.send')}
      submit={submit}
      {...sending}
    >
      <Fields
        about={about}
        remedy={remedy}
        faults={faults}
        change={(part) => setRemedy((before) => ({ ...before, ...part }))}
      />
      <Consequence about={about} remedy={remedy} />
    </FormInPlace>
  );
}
