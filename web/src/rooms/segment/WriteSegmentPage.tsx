import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { segment } from '../../api/queries.ts';
import { BackLink } from '../../ui/BackLink.tsx';
import { Page } from '../../ui/Page.tsx';
import { ErrorState, Loading } from '../../ui/States.tsx';
import { SegmentForm } from './SegmentForm.tsx';

function Changing({ id }: { id: string }): ReactElement {
  const { data, error, refetch } = useQuery(segment(id));
  if (data === undefined) return error === null ? <Loading rows={6} /> : <ErrorState error={error} retry={refetch} />;
  return <SegmentForm saved={data} />;
}

/** Writes a segment: its name, and its rule by choosing, with whom it holds for beside. */
export default function WriteSegmentPage(): ReactElement {
  const { t } = useTranslation();
  const { id } = useParams();
  return (
    <Page
      title={t(id === undefined ? 'segment.new' : 'segment.change')}
      lead={t(id === undefined ? 'segment.newLead' : 'segment.changeLead')}
    >
      <BackLink to={id === undefined ? '/kunder/malgrupper' : `/kunder/malgrupper/${id}`}>
        {t(id === undefined ? 'segment.back' : 'segment.backOne')}
      </BackLink>
      {id === undefined ? <SegmentForm saved={undefined} /> : <Changing key={id} id={id} />}
    </Page>
  );
}
