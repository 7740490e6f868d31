import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactElement, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { NamedOffer, OfferView, WrittenOffer } from '../../../../src/speak/offer.contract.ts';
import { change, tell } from '../../api/client.ts';
import { newKey } from '../../api/new-key.ts';
import { today } from '../../api/queries.ts';
import { Button } from '../../ui/mantine.ts';
import pageClasses from '../../ui/Page.module.css';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { useLocale } from '../../ui/useLocale.ts';
import { type OfferFault, type OfferForm, offerFaults, offerIn } from './offer-form.ts';
import classes from './offer.module.css';
import { OfferFields } from './OfferFields.tsx';

type WritingProps = {
  readonly begun: OfferForm;
  /** The draft that is written anew; without it a new one is written. */
  readonly saved?: NamedOffer;
  /** The live offer whose place the new one is to take. */
  readonly replaces?: NamedOffer;
};

type Attempt = { readonly form: OfferForm; readonly input: WrittenOffer; readonly key: string };

/** Writes the draft down; the same form sent again is the same offer. */
function useWriting({ saved, replaces }: Omit<WritingProps, 'begun'>) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const attempt = useRef<Attempt>(null);
  const locale = useLocale();
  return useMutation({
    networkMode: 'always',
    mutationFn: async (form: OfferForm) => {
      if (attempt.current?.form !== form) {
        // An offer from now on begins by the server's clock, which need not be this computer's.
        const { now } = await client.fetchQuery(today);
        const input = offerIn(form, Date.parse(now), locale, saved);
        if (input === undefined) throw new RangeError('the form was sent without terms');
        attempt.current = { form, input, key: newKey() };
      }
      const { input, key } = attempt.current;
      if (saved === undefined)
        return tell<OfferView>('/v1/offers', replaces === undefined ? input : { ...input, replaces: replaces.id }, key);
      const at = `/v1/offers/${encodeURIComponent(saved.id)}/draft`;
      return change<OfferView>('PUT', at, { offer: input, after: saved.version });
    },
    onSuccess: async ({ id }) => {
      await client.invalidateQueries();
      await navigate(`/budskap/erbjudanden/${id}`);
    },
  });
}

/** The form of an offer: one to be, or a draft that is written anew. */
export function OfferWriting({ begun, ...known }: WritingProps): ReactElement {
  const { t } = useTranslation();
  const locale = useLocale();
  const writing = useWriting(known);
  const element = useRef<HTMLFormElement>(null);
  const [form, setForm] = useState(begun);
  const [faults, setFaults] = useState<readonly OfferFault[]>([]);
  const { saved } = known;
  const before = saved ?? known.replaces;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const wrong = offerFaults(form, Date.now(), locale, saved);
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
        audience={before?.audience}
        change={(part) => setForm((earlier) => ({ ...earlier, ...part }))}
      />
      {writing.error !== null && <ProblemNote error={writing.error} />}
      <p className={classes.what}>{t(saved === undefined ? 'offer.draftFirst' : 'offer.editedWhat')}</p>
      <div className={classes.buttons}>
        <Button type="submit" loading={writing.isPending}>
          {t(saved === undefined ? 'offer.write' : 'message.save')}
        </Button>
        <Button
          variant="default"
          component={Link}
          to={before === undefined ? '/budskap/erbjudanden' : `/budskap/erbjudanden/${before.id}`}
        >
          {t('app.cancel')}
        </Button>
      </div>
    </form>
  );
}
