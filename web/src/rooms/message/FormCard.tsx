import { IconCheck, IconPencil, IconTrash } from '@tabler/icons-react';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Form } from '../../../../src/speak/message/message.contract.ts';
import { ChannelBadge, useChannelName } from '../../ui/ChannelBadge.tsx';
import { Button } from '../../ui/mantine.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { Loading } from '../../ui/States.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { makerOf } from '../promise/maker.ts';
import { withoutForm } from './draft.ts';
import { FormFields } from './FormFields.tsx';
import { FormPreview } from './FormPreview.tsx';
import { Lights } from './Lights.tsx';
import classes from './message.module.css';
import { usePreview, type Writing } from './useMessage.ts';

function Approval({ writing, channel }: { writing: Writing; channel: string }): ReactElement | null {
  const { t } = useTranslation();
  const nameOf = useChannelName();
  const { saved, approve, isEdited } = writing;
  const found = saved.channels.find((each) => each.channel === channel);
  if (found === undefined) return null;
  const { approval, owner } = found;
  if (approval !== null)
    return (
      <p className={classes.sub}>
        <Tag tone="good" icon={IconCheck}>
          {t('message.approvedBy', { who: makerOf(approval.by).name })}
        </Tag>{' '}
        {approval.note}
      </p>
    );
  return (
    <div className={classes.approval}>
      <span className={classes.sub}>{t('message.mustApprove', { who: owner ?? t('message.noOwner') })}</span>
      {saved.state === 'review' && !isEdited && (
        <Button size="xs" variant="light" loading={approve.isPending} onClick={() => approve.mutate({ channel })}>
          {t('message.approve')}
          <span className="sr-only"> {nameOf(channel)}</span>
        </Button>
      )}
    </div>
  );
}

/** One form: how it is met, what is written, what the checks say, and who says yes. */
export function FormCard({
  writing,
  form,
  customerId,
  mayWrite,
}: {
  writing: Writing;
  form: Form;
  customerId: string | null;
  mayWrite: boolean;
}): ReactElement {
  const { t } = useTranslation();
  const channelName = useChannelName()(form.channel);
  const [isWriting, setWriting] = useState(false);
  const { data, error } = usePreview(writing, form, customerId);
  const isThis = (each: Form): boolean =>
    each.channel === form.channel && each.kind === form.kind && each.language === form.language;
  const title = `${channelName}, ${t(`message.kind.${form.kind}`)}, ${t(`message.language.${form.language}`)}`;
  return (
    <section className={classes.card} aria-label={title}>
      <div className={classes.cardHead}>
        <ChannelBadge channel={form.channel} />
        <span className={classes.sub}>
          {t(`message.kind.${form.kind}`)} · {t(`message.language.${form.language}`)}
        </span>
        {mayWrite && (
          <Button
            size="compact-xs"
            variant="subtle"
            aria-expanded={isWriting}
            leftSection={<IconPencil aria-hidden size={14} />}
            onClick={() => setWriting((before) => !before)}
          >
            {t(isWriting ? 'message.doneWriting' : 'message.write')}
            <span className="sr-only"> {title}</span>
          </Button>
        )}
      </div>
      {isWriting && (
        <div className={classes.fields}>
          <FormFields
            form={form}
            write={(next) => writing.writeForms((forms) => forms.map((each) => (isThis(each) ? next : each)))}
          />
          <Button
            size="compact-xs"
            variant="subtle"
            color="red"
            leftSection={<IconTrash aria-hidden size={14} />}
            onClick={() => writing.write(withoutForm(writing.draft, form))}
          >
            {t('message.removeForm')}
          </Button>
        </div>
      )}
      <div lang={form.language} className={classes.preview}>
        {data !== undefined && <FormPreview preview={data} width={form.kind === 'till' ? form.width : null} />}
        {data === undefined && error === null && <Loading rows={2} />}
        {error !== null && <ProblemNote error={error} />}
      </div>
      {data !== undefined && <Lights lights={data.lights} />}
      <Approval writing={writing} channel={form.channel} />
    </section>
  );
}
