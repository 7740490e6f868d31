import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { IconPencil } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { SegmentView } from '../../../../src/understand/segment.contract.ts';
import { segment, segmentCount, segmentMembers } from '../../api/queries.ts';
import { BackLink } from '../../ui/BackLink.tsx';
import { Button } from '../../ui/mantine.ts';
import { MoreButton } from '../../ui/MoreButton.tsx';
import { Page, Section } from '../../ui/Page.tsx';
import { Row, RowLink } from '../../ui/Row.tsx';
import { ErrorState, Loading } from '../../ui/States.tsx';
import { When } from '../../ui/When.tsx';
import { useMayWrite } from '../message/useMessage.ts';
import { makerOf } from '../promise/maker.ts';
import { Reach } from './Reach.tsx';
import classes from './segment.module.css';
import { SegmentUse } from './SegmentUse.tsx';
import { SegmentVersions } from './SegmentVersions.tsx';
import { useRuleWords } from './useRuleWords.ts';

function Counted({ id, version }: Pick<SegmentView, 'id' | 'version'>): ReactElement {
  const { data, error, refetch } = useQuery(segmentCount(id, version));
  if (data !== undefined) return <Reach count={data} />;
  return error === null ? <Loading rows={3} height={26} /> : <ErrorState error={error} retry={refetch} />;
}

/** Who is in it, in pages of one moment. */
function Members({ id, version }: Pick<SegmentView, 'id' | 'version'>): ReactElement {
  const { t } = useTranslation();
  const query = useInfiniteQuery(segmentMembers(id, version));
  const { data, error, refetch } = query;
  if (data === undefined)
    return (
      <div className={classes.nobody}>
        {error === null ? <Loading rows={5} /> : <ErrorState error={error} retry={refetch} />}
      </div>
    );
  const customers = data.pages.flatMap((page) => page.customers);
  if (customers.length === 0) return <p className={classes.nobody}>{t('segment.nobody')}</p>;
  return (
    <>
      <ol className={classes.members}>
        {customers.map((customer) => (
          <Row key={customer.id}>
            <RowLink to={`/kunder/${customer.id}`}>
              {customer.name ?? t('segment.nameless', { id: customer.id.slice(-6) })}
            </RowLink>
          </Row>
        ))}
      </ol>
      <MoreButton query={query} />
    </>
  );
}

function Shown({ segment: shown }: { segment: SegmentView }): ReactElement {
  const { t } = useTranslation();
  const mayWrite = useMayWrite();
  const words = useRuleWords()(shown.rule);
  return (
    <Page
      title={shown.name}
      tabTitle={t('page.segments')}
      lead={
        <>
          {t('message.version', { version: shown.version })} · <When at={shown.changedAt} /> ·{' '}
          {makerOf(shown.changedBy).name}
        </>
      }
      actions={
        mayWrite && (
          <Button
            component={Link}
            to={`/kunder/malgrupper/${shown.id}/andra`}
            leftSection={<IconPencil aria-hidden size={16} />}
          >
            {t('segment.changeIt')}
          </Button>
        )
      }
    >
      <BackLink to="/kunder/malgrupper">{t('segment.back')}</BackLink>
      <div className={classes.halves}>
        <Section title={t('segment.rule')}>
          <p className={classes.words}>{t('segment.whoever', { rule: words })}</p>
        </Section>
        <Section title={t('segment.now')}>
          <Counted id={shown.id} version={shown.version} />
        </Section>
      </div>
      <div className={classes.halves}>
        <SegmentUse id={shown.id} />
        <SegmentVersions segment={shown} mayWrite={mayWrite} />
      </div>
      <Section title={t('segment.members')} flush>
        <Members id={shown.id} version={shown.version} />
      </Section>
    </Page>
  );
}

/** One segment: its rule, how many and who they are, where it is used, and the versions there have been. */
export default function SegmentPage(): ReactElement {
  const { id = '' } = useParams();
  const { data, error, refetch } = useQuery(segment(id));
  if (data === undefined) return error === null ? <Loading rows={6} /> : <ErrorState error={error} retry={refetch} />;
  return <Shown key={data.id} segment={data} />;
}
