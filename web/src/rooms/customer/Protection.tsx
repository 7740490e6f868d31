import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { erasureReach, exportsOfCustomer, freezeOfCustomer } from '../../api/queries.ts';
import { numberText } from '../../ui/format.ts';
import { Button } from '../../ui/mantine.ts';
import { Section } from '../../ui/Page.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { useLanguage } from '../../ui/useLanguage.ts';
import { When } from '../../ui/When.tsx';
import { ReasonForm } from './ReasonForm.tsx';
import { useProtection } from './useProtection.ts';
import classes from './WhoIsWho.module.css';

/** Files with everything that is kept, to be fetched until they expire. */
function Exports({ customerId }: { customerId: string }): ReactElement | null {
  const { t } = useTranslation();
  const { data } = useQuery(exportsOfCustomer(customerId));
  if (data === undefined || data.exports.length === 0) return null;
  return (
    <ul className={classes.rows}>
      {data.exports.map(({ id, state, askedAt, expiresAt }) => (
        <li key={id}>
          {state === 'ready' ? (
            <a href={`/v1/exports/${id}/file`}>{t('protect.fetch')}</a>
          ) : (
            t(`protect.state.${state}`)
          )}
          <div className={classes.what}>
            <When at={askedAt} form="moment" /> · {t('protect.until')} <When at={expiresAt} form="date" />
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Asks before it is done, with what it will delete counted: an erasure cannot be undone. */
function Erase({ customerId, close }: { customerId: string; close: () => void }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const navigate = useNavigate();
  const { data } = useQuery(erasureReach(customerId));
  const { mutate, isPending, error } = useProtection(customerId);
  const count = (many: number | undefined): string => (many === undefined ? '…' : numberText(many, language));
  return (
    <section className={classes.form} aria-label={t('protect.erase')}>
      <p>
        {t('protect.reach', {
          identifiers: count(data?.identifiers),
          events: count(data?.events),
          promises: count(data?.promises),
          decisions: count(data?.decisions),
        })}
      </p>
      {error !== null && <ProblemNote error={error} />}
      <div className={classes.actions}>
        <Button
          size="xs"
          color="red"
          loading={isPending}
          disabled={data === undefined}
          onClick={() => mutate({ act: 'erase' }, { onSuccess: () => void navigate('/kunder') })}
        >
          {t('protect.eraseNow')}
        </Button>
        <Button size="xs" variant="default" onClick={close}>
          {t('who.cancel')}
        </Button>
      </div>
    </section>
  );
}

function Freeze({ customerId, close }: { customerId: string; close: () => void }): ReactElement {
  const { t } = useTranslation();
  const { mutate, isPending, error } = useProtection(customerId);
  const submit = (because: string): void => mutate({ act: 'freeze', because }, { onSuccess: close });
  const form = { description: t('protect.freezeWhat'), label: t('protect.freeze'), isPending, error, submit, close };
  return <ReasonForm {...form} />;
}

/** What the customer may ask of what is kept of them: a copy, that it lies unused, or that it is gone. */
export function Protection({ customerId }: { customerId: string }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const [open, setOpen] = useState<'freeze' | 'erase'>();
  const { data: freeze } = useQuery(freezeOfCustomer(customerId));
  const { mutate, isPending, error } = useProtection(customerId);
  const isFrozen = freeze !== undefined && freeze.since !== null;
  const close = (): void => setOpen(undefined);
  return (
    <Section title={t('protect.title')}>
      {isFrozen && (
        <p>
          {t('protect.frozen')} <When at={freeze.since ?? ''} form="moment" />
          {freeze.because !== null && `: ${freeze.because}`}
        </p>
      )}
      <div className={classes.actions}>
        <Button size="xs" variant="default" loading={isPending} onClick={() => mutate({ act: 'export', language })}>
          {t('protect.export')}
        </Button>
        {isFrozen ? (
          <Button size="xs" variant="default" loading={isPending} onClick={() => mutate({ act: 'thaw' })}>
            {t('protect.thaw')}
          </Button>
        ) : (
          <Button size="xs" variant="default" onClick={() => setOpen('freeze')}>
            {t('protect.freeze')}
          </Button>
        )}
        <Button size="xs" variant="default" onClick={() => setOpen('erase')}>
          {t('protect.erase')}
        </Button>
      </div>
      {error !== null && <ProblemNote error={error} />}
      {open === 'freeze' && <Freeze customerId={customerId} close={close} />}
      {open === 'erase' && <Erase customerId={customerId} close={close} />}
      <Exports customerId={customerId} />
    </Section>
  );
}
