import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useParams } from 'react-router';
import { isUnpublished } from '../../../../src/speak/offer.ts';
import { offer } from '../../api/queries.ts';
import { Page } from '../../ui/Page.tsx';
import { ErrorState, Loading } from '../../ui/States.tsx';
import { useLocale } from '../../ui/useLocale.ts';
import { formOf } from './offer-form.ts';
import { OfferWriting } from './OfferWriting.tsx';

/** Writes an offer that has not been live anew, as its next version. */
export default function EditOfferPage(): ReactElement {
  const { t } = useTranslation();
  const locale = useLocale();
  const { id = '' } = useParams();
  const { data, error, refetch } = useQuery(offer(id));
  if (data === undefined) return error === null ? <Loading rows={6} /> : <ErrorState error={error} retry={refetch} />;
  if (!isUnpublished(data.state)) return <Navigate replace to={`/budskap/erbjudanden/${data.id}`} />;
  return (
    <Page title={t('offer.editHead')} tabTitle={t('page.offers')} lead={data.name}>
      <OfferWriting key={`${data.id} ${data.version}`} begun={formOf(data, locale)} saved={data} />
    </Page>
  );
}
