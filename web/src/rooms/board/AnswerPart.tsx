import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contradiction } from '../../../../src/speak/contradiction.contract.ts';
import { offers, productRows, session } from '../../api/queries.ts';
import { Button } from '../../ui/mantine.ts';
import { AnsweringOffer } from './AnsweringOffer.tsx';
import classes from './AnswerPart.module.css';
import { remediableOf } from './remedy.ts';
import { RemedyForm } from './RemedyForm.tsx';
import { useRemedy } from './useRemedy.ts';

type Answered = 'answered' | 'excepted' | 'accepted' | 'pending' | 'waits' | 'stated' | 'told' | 'open' | 'closed';

/** What answers the contradiction: the offer that holds in both channels, or the way to make one. */
export function AnswerPart({
  found,
  isOffering,
  setOffering,
}: {
  found: Contradiction;
  isOffering: boolean;
  setOffering: (isOffering: boolean) => void;
}): ReactElement {
  const { t } = useTranslation();
  const { make, end, made } = useRemedy(found);
  const known = useQuery(offers).data?.offers ?? [];
  const row = useQuery(productRows(found.product)).data?.rows.find((each) => each.product === found.product);
  const mayAct = (useQuery(session).data?.member.role ?? 'reader') !== 'reader';
  const about = remediableOf(found, row);
  const stated = found.witness.statements.flatMap(({ offerId }) => (offerId === null ? [] : [offerId]));
  const holding = found.answeredBy ?? made?.id;
  const ids = holding === undefined ? stated : [holding];
  const isUnanswered = found.status === 'open' && made === undefined;
  const answered: Answered =
    found.answeredBy !== null
      ? 'answered'
      : made !== undefined
        ? made.state === 'live'
          ? 'pending'
          : 'waits'
        : found.status === 'excepted' || found.status === 'accepted'
          ? found.status
          : found.status !== 'open'
            ? 'closed'
            : about === undefined
              ? (found.aspect ?? 'price') === 'price'
                ? 'stated'
                : 'told'
              : 'open';
  // The focus goes where the form stood: back to the button when it is put away, to the answer when it is sent, and to
  // the button again when the offer has ended.
  const leaves = useRef(false);
  const takeFocus = useCallback((element: HTMLElement | null) => {
    if (element === null || !leaves.current) return;
    leaves.current = false;
    element.focus();
  }, []);
  const leave = (): void => {
    leaves.current = true;
    make.reset();
    setOffering(false);
  };
  return (
    <section className={classes.answer}>
      <h4 className={classes.title}>{t('witness.answer')}</h4>
      {isOffering && isUnanswered && about !== undefined ? (
        <RemedyForm
          about={about}
          send={(remedy, price) => make.mutate({ remedy, about, price }, { onSuccess: leave })}
          cancel={leave}
          isSending={make.isPending}
          error={make.error}
        />
      ) : (
        <>
          <p
            className={answered === 'open' ? '' : classes.what}
            tabIndex={-1}
            ref={['pending', 'waits', 'answered'].includes(answered) ? takeFocus : null}
          >
            {t(`remedy.${answered}`)}
          </p>
          {answered === 'open' && mayAct && (
            <Button className={classes.act ?? ''} ref={takeFocus} onClick={() => setOffering(true)}>
              {t(found.channels[0] === found.channels[1] ? 'remedy.doInPlaces' : 'remedy.do')}
            </Button>
          )}
        </>
      )}
      {known
        .filter((offer) => ids.includes(offer.id))
        .map((offer) => (
          <AnsweringOffer
            key={offer.id}
            offer={offer}
            mayEnd={mayAct}
            end={() => end.mutate(offer.id, { onSuccess: () => (leaves.current = true) })}
            isEnding={end.isPending}
            error={end.variables === offer.id ? end.error : null}
          />
        ))}
    </section>
  );
}
