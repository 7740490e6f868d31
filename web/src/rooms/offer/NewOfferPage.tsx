import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactElement, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { OfferInput, OfferView } from '../../../../src/speak/offer.contract.ts';
import { tell } from '../../api/client.ts';
import { newKey } from '../../api/new-key.ts';
import { offer, today } from '../../api/queries.ts';
import { Button } from '../../ui/mantine.ts';
import { Page } from '../../ui/Page.tsx';
import pageClasses from '../../ui/Page.module.css';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { ErrorState, Loading } from '../../ui/States.tsx';
import { useLocale } from '../../ui/useLocale.ts';
import { emptyOffer, formFrom, type OfferFault, type OfferForm, offerFaults, offerIn } from './offer-form.ts';
import classes from './offer.module.css';
import { OfferFields } from './OfferFields.tsx';

/** Writes the draft down; the same form sent again is the same offer. */
function useWriting() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const attempt = useRef<{ readonly form: OfferForm; readonly input: OfferInput; readonly key: string }>(null);
  const locale = useLocale();
  return useMutation({
    networkMode: 'always',
    mutationFn: async (form: OfferForm) => {
      if (attempt.current?.form !== form) {
        // An offer from now on begins by the server's clock, which need not be this computer's.
        const { now } = await client.fetchQuery(today);
        const input = offerIn(form, Date.parse(now), locale);
        if (input === undefined) throw new RangeError('the form was sent without terms');
        attempt.current = { form, input, key: newKey() };
      }
      return tell<OfferView>('/v1/offers', attempt.current.input, attempt.current.key);
    },
    onSuccess: async ({ id }) => {
      await client.invalidateQueries();
      await navigate(`/budskap/erbjudanden/${id}`);
    },
  });
}

function Writing({ begun }: { begun: OfferForm }): ReactElement {
  const { t } = useTranslation();
  const locale = useLocale();
  const writing = useWriting();
  const element = useRef<HTMLFormElement>(null);
  const [form, setForm] = useState(begun);
  const [faults, setFaults] = useState<readonly OfferFault[]>([]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const wrong = offerFaults(form, Date.now(), locale);
    setFaults(wrong);
    if (wrong[0] !== undefined) element.current?.querySelector<HTMLElement>(`[name=${wrong[0]}]`)?.focus();
    else if (!writing.isPending) writing.mutate(form);
  };
  return (
    <form ref={element} className={`${pageClasses.section} ${classes.form}`} noValidate onSubmit={submit}>
      <OfferFields
        form={form}
        faults={faults}
        error={writing.error}
        change={(part) => setForm((before) => ({ ...before, ...part }))}
      />
      {writing.error !== null && <ProblemNote error={writing.error} />}
      <p className={classes.what}>{t('offer.draftFirst')}</p>
      <div className={classes.buttons}>
        <Button type="submit" loading={writing.isPending}>
          {t('offer.write')}
        </Button>
        <Button variant="default" component={Link} to="/budskap/erbjudanden">
          {t('app.cancel')}
        </Button>
      </div>
    </form>
  );
}

/** The same filled in from another offer. */
function WritingFrom({ id }: { id: string }): ReactElement {
  const locale = useLocale();
  const { data, error, refetch, dataUpdatedAt } = useQuery(offer(id));
  if (data === undefined) return error === null ? <Loading rows={6} /> : <ErrorState error={error} retry={refetch} />;
  return <Writing begun={formFrom(data, dataUpdatedAt, locale)} />;
}

/** Writes an offer, from nothing or from another one. It is a draft until somebody approves it. */
export default function NewOfferPage(): ReactElement {
  const { t } = useTranslation();
  const [query] = useSearchParams();
  const from = query.get('fran');
  return (
    <Page title={t('offer.new')} lead={t('offer.newLead')}>
      {from === null ? <Writing begun={emptyOffer} /> : <WritingFrom key={from} id={from} />}
    </Page>
  );
}
