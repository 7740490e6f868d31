import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { MessageView } from '../../../../src/speak/message/message.contract.ts';
import { message } from '../../api/queries.ts';
import { BackLink } from '../../ui/BackLink.tsx';
import { AudienceText } from '../../ui/AudienceText.tsx';
import { Comments } from '../../ui/Comments.tsx';
import { Button } from '../../ui/mantine.ts';
import { Page, Section } from '../../ui/Page.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { ErrorState, Loading } from '../../ui/States.tsx';
import { AboutMessage } from './AboutMessage.tsx';
import { AddForm } from './AddForm.tsx';
import { AsCustomer, type Seen } from './AsCustomer.tsx';
import { FormCard } from './FormCard.tsx';
import { Lights } from './Lights.tsx';
import { StateTag } from '../../ui/StateTag.tsx';
import classes from './message.module.css';
import { References } from './References.tsx';
import { useMayWrite, useMessage, type Writing } from './useMessage.ts';
import { Versions } from './Versions.tsx';

function Deeds({ writing }: { writing: Writing }): ReactElement {
  const { t } = useTranslation();
  const { saved, isEdited, save, step, approve, letGo } = writing;
  const isBusy = save.isPending || step.isPending;
  const isFaulty = saved.lights.some(({ severity }) => severity === 'fault');
  const errors = [save.error, step.error, approve.error].filter((each) => each !== null);
  return (
    <div className={classes.stack}>
      <div className={classes.bar}>
        {isEdited && (
          <>
            <Button loading={save.isPending} disabled={isBusy} onClick={() => save.mutate()}>
              {t('message.save')}
            </Button>
            <Button variant="default" disabled={isBusy} onClick={letGo}>
              {t('message.letGo')}
            </Button>
          </>
        )}
        {!isEdited && saved.state === 'draft' && (
          <Button disabled={isBusy} onClick={() => step.mutate('review')}>
            {t('message.submit')}
          </Button>
        )}
        {!isEdited && saved.state === 'approved' && (
          <Button disabled={isBusy || isFaulty} onClick={() => step.mutate('publication')}>
            {t('message.publish')}
          </Button>
        )}
        {!isEdited && saved.state !== 'ended' && (
          <Button variant="subtle" color="red" disabled={isBusy} onClick={() => step.mutate('ending')}>
            {t('message.end')}
          </Button>
        )}
      </div>
      {saved.state === 'approved' && isFaulty && <p className={classes.muted}>{t('message.faultsHold')}</p>}
      {errors.map((error) => (
        <ProblemNote key={error.message} error={error} />
      ))}
    </div>
  );
}

function Written({ saved }: { saved: MessageView }): ReactElement {
  const { t } = useTranslation();
  const writing = useMessage(saved);
  const mayComment = useMayWrite();
  const mayWrite = mayComment && saved.state !== 'ended';
  const [seen, setSeen] = useState<Seen | null>(null);
  const { draft } = writing;
  const ofAll = saved.lights.filter(({ place }) => place.channel === null);
  return (
    <Page
      title={saved.name}
      tabTitle={t('page.messages')}
      lead={
        <>
          {saved.theme !== '' && `${saved.theme} · `}
          {t('audience.to')}: <AudienceText audience={saved.audience} />
        </>
      }
      actions={<StateTag state={saved.state} />}
    >
      <BackLink to="/budskap">{t('message.back')}</BackLink>
      {mayWrite && <Deeds writing={writing} />}
      {ofAll.length > 0 && <Lights lights={ofAll} />}
      <Section title={t('message.forms', { count: draft.forms.length })}>
        <div className={classes.stack}>
          <AsCustomer seen={seen} choose={setSeen} />
          <section className={classes.cards} tabIndex={0} aria-label={t('message.cards')}>
            {draft.forms.map((form) => (
              <FormCard
                key={`${form.channel} ${form.kind} ${form.language}`}
                writing={writing}
                form={form}
                customerId={seen?.id ?? null}
                mayWrite={mayWrite}
              />
            ))}
          </section>
          {mayWrite && <AddForm writing={writing} />}
        </div>
      </Section>
      <References writing={writing} mayWrite={mayWrite} />
      {mayWrite && <AboutMessage writing={writing} />}
      <Comments
        of="messages"
        id={saved.id}
        version={saved.version}
        channels={saved.channels.map(({ channel }) => channel)}
        mayWrite={mayComment}
      />
      <Versions message={saved} mayWrite={mayWrite} />
    </Page>
  );
}

/** One message: all its forms side by side, and everything that is done with it. */
export default function MessagePage(): ReactElement {
  const { id = '' } = useParams();
  const { data, error, refetch } = useQuery(message(id));
  if (data === undefined) return error === null ? <Loading rows={8} /> : <ErrorState error={error} retry={refetch} />;
  return <Written key={data.id} saved={data} />;
}
