import { useQuery } from '@tanstack/react-query';
import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { segment } from '../../api/queries.ts';
import { Page } from '../../ui/Page.tsx';
import { ErrorState, Loading } from '../../ui/States.tsx';
import classes from './segment.module.css';
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
      <Link className={classes.back} to={id === undefined ? '/kunder/malgrupper' : `/kunder/malgrupper/${id}`}>
        <IconArrowLeft aria-hidden size={15} /> {t(id === undefined ? 'segment.back' : 'segment.backOne')}
      </Link>
      {id === undefined ? <SegmentForm saved={undefined} /> : <Changing key={id} id={id} />}
    </Page>
  );
}
