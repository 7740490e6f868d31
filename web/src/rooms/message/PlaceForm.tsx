import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlaceInput } from '../../../../src/speak/message/portfolio.contract.ts';
import { channels, members } from '../../api/queries.ts';
import { linesIn } from '../../ui/lines.ts';
import { NativeSelect, TextInput } from '../../ui/mantine.ts';
import { useLanguage } from '../../ui/useLanguage.ts';
import { FormInPlace, type Sending } from '../board/FormInPlace.tsx';
import { useFormInPlace } from '../board/useFormInPlace.ts';
import classes from './Portfolio.module.css';
import { roles } from './place.ts';

const newPlace: PlaceInput = { channel: 'web', touchpoint: '', role: 'finds', owner: null, themes: [] };

/** What a place is for, who answers for it, and what it is meant to carry. Escape puts the form away. */
export function PlaceForm({
  place,
  send,
  ...sending
}: Sending & {
  /** The place that is said anew; none is a new one. */
  place: PlaceInput | undefined;
  send: (place: PlaceInput) => void;
}): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { form } = useFormInPlace(sending.cancel);
  const known = useQuery(channels).data?.channels ?? [];
  const people = useQuery(members).data?.members ?? [];
  const [draft, setDraft] = useState<PlaceInput>(place ?? newPlace);
  const [themes, setThemes] = useState([place?.themes[0] ?? '', place?.themes[1] ?? ''] as const);
  const [first, second] = themes;
  const write = (part: Partial<PlaceInput>): void => setDraft((before) => ({ ...before, ...part }));
  const submit = (): void => {
    if (!sending.isSending)
      send({ ...draft, touchpoint: draft.touchpoint.trim(), themes: linesIn(`${first}\n${second}`) });
  };
  return (
    <FormInPlace
      form={form}
      title={t(place === undefined ? 'message.place.new' : 'message.place.change')}
      level={place === undefined ? 2 : 3}
      act={t('message.place.save')}
      submit={submit}
      {...sending}
    >
      <div className={classes.fields}>
        <NativeSelect
          label={t('channel.label')}
          value={draft.channel}
          disabled={place !== undefined}
          data={known.map(({ id, nameSv, nameEn }) => ({ value: id, label: language === 'sv' ? nameSv : nameEn }))}
          onChange={(event) => write({ channel: event.currentTarget.value })}
        />
        <TextInput
          label={t('message.place.touchpoint')}
          description={t('message.place.touchpointWhat')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          maxLength={200}
          disabled={place !== undefined}
          value={draft.touchpoint}
          onChange={(event) => write({ touchpoint: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('message.place.roleLabel')}
          description={t(`message.place.roleWhat.${draft.role}`)}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={draft.role}
          data={roles.map((value) => ({ value, label: t(`message.place.role.${value}`) }))}
          onChange={(event) => write({ role: roles.find((each) => each === event.currentTarget.value) ?? draft.role })}
        />
        <NativeSelect
          label={t('message.place.owner')}
          value={draft.owner ?? ''}
          data={[
            { value: '', label: t('message.place.nobody') },
            ...people.map(({ id, name }) => ({ key: id, value: name, label: name })),
          ]}
          onChange={(event) => write({ owner: event.currentTarget.value === '' ? null : event.currentTarget.value })}
        />
        <TextInput
          label={t('message.place.theme')}
          maxLength={300}
          value={first}
          onChange={(event) => setThemes([event.currentTarget.value, second])}
        />
        <TextInput
          label={t('message.place.secondTheme')}
          maxLength={300}
          value={second}
          onChange={(event) => setThemes([first, event.currentTarget.value])}
        />
      </div>
    </FormInPlace>
  );
}
