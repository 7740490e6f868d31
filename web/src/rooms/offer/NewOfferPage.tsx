import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { offer } from '../../api/queries.ts';
import { Page } from '../../ui/Page.tsx';
import { ErrorState, Loading } from '../../ui/States.tsx';
import { useLocale } from '../../ui/useLocale.ts';
import { emptyOffer, formFrom } from './offer-form.ts';
import { OfferWriting } from './OfferWriting.tsx';

/** The form filled in from another offer, whose place the new one may be meant to take. */
function WritingFrom({ id, isReplacing }: { id: string; isReplacing: boolean }): ReactElement {
  const { t } = useTranslation();
  const locale = useLocale();
  const { data, error, refetch, dataUpdatedAt } = useQuery(offer(id));
  if (data === undefined) return error === null ? <Loading rows={6} /> : <ErrorState error={error} retry={refetch} />;
  const begun = formFrom(data, dataUpdatedAt, locale);
  if (!isReplacing) return <OfferWriting begun={begun} />;
  return (
    <>
      <p>{t('offer.replacingWhat', { name: data.name })}</p>
      <OfferWriting begun={begun} replaces={data} />
    </>
  );
}

/** Writes an offer, from nothing or from another one. It is a draft until somebody approves it. */
export default function NewOfferPage(): ReactElement {
  const { t } = useTranslation();
  const [query] = useSearchParams();
  const replaced = query.get('ersatter');
  const from = replaced ?? query.get('fran');
  const isReplacing = replaced !== null;
  return (
    <Page title={t(isReplacing ? 'offer.replaceHead' : 'offer.new')} lead={t('offer.newLead')}>
      {from === null ? (
        <OfferWriting begun={emptyOffer} />
      ) : (
        <WritingFrom key={from} id={from} isReplacing={isReplacing} />
      )}
    </Page>
  );
}
