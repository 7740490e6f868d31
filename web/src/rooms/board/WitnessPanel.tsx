import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate, useParams } from 'react-router';
import type { Contradiction } from '../../../../src/speak/contradiction.contract.ts';
import { contradiction } from '../../api/queries.ts';
import { useChannelName } from '../../ui/ChannelBadge.tsx';
import { moneyText, numberText, percentText } from '../../ui/format.ts';
import { Panel, type PanelState } from '../../ui/Panel.tsx';
import { ErrorState, Loading } from '../../ui/States.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { useLanguage } from '../../ui/useLanguage.ts';
import { When } from '../../ui/When.tsx';
import { AnswerPart } from './AnswerPart.tsx';
import { ANY_ZONE, kindLook, statusLook } from './looks.ts';
import { SightingHistory } from './SightingHistory.tsx';
import { StatementCard } from './StatementCard.tsx';
import classes from './WitnessPanel.module.css';

/** The difference in one sentence: who is dearer and by how much, or who is silent. */
function useVerdict(): (found: Contradiction) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  const name = useChannelName();
  return ({ kind, witness, difference }) => {
    const [a, b] = witness.statements;
    if (witness.prior !== undefined) return t(`witness.prior.${witness.prior.rule}`);
    if (kind === 'plan-conflict') return t('witness.planConflict', { first: a.source, second: b.source });
    if (kind === 'stale') return t('witness.stale', { channel: name(b.channel) });
    if (a.amount === null || b.amount === null) {
      const [silent, stated] = a.amount === null ? [a, b] : [b, a];
      return t('witness.missing', { silent: name(silent.channel), stated: name(stated.channel) });
    }
    if (difference === null || difference.amount === 0) return t('witness.same');
    const money = `${moneyText(difference, language)} (${percentText(difference.percent, language)})`;
    return t('witness.dearer', { channel: name(a.amount > b.amount ? a.channel : b.channel), difference: money });
  };
}

function Fact({ label, children }: { label: string; children: ReactElement | string }): ReactElement {
  return (
    <div className={classes.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Facts({ found }: { found: Contradiction }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const exposed = { count: found.exposed, number: numberText(found.exposed, language) };
  return (
    <dl className={classes.facts}>
      <Fact label={t('witness.opened')}>
        <When at={found.openedAt} form="both" />
      </Fact>
      {found.closedAt !== null && (
        <Fact label={t('witness.closed')}>
          <When at={found.closedAt} form="both" />
        </Fact>
      )}
      <Fact label={t('witness.holds')}>
        <>
          <When at={found.holdsFrom} form="date" /> –{' '}
          {found.holdsTo === null ? t('when.noEnd') : <When at={found.holdsTo} form="date" />}
        </>
      </Fact>
      <Fact label={t('contradiction.exposed')}>{t('contradiction.exposed', exposed)}</Fact>
      <Fact label={t('contradiction.harm')}>
        <>
          <span className="tabular">{numberText(Math.round(found.harm), language)}</span>{' '}
          <span className={classes.what}>{t('contradiction.harmWhat')}</span>
        </>
      </Fact>
    </dl>
  );
}

function Witness({
  found,
  isOffering,
  setOffering,
}: {
  found: Contradiction;
  isOffering: boolean;
  setOffering: (isOffering: boolean) => void;
}): ReactElement {
  const { t } = useTranslation();
  const verdict = useVerdict();
  const status = statusLook[found.status];
  const kind = kindLook[found.kind];
  const [first, second] = found.witness.statements;
  return (
    <article className={classes.witness}>
      <header className={classes.header}>
        <p className={classes.tags}>
          <Tag tone={status.tone} icon={status.icon}>
            {t(`contradiction.status.${found.status}`)}
          </Tag>
          <Tag tone={kind.tone} icon={kind.icon}>
            {t(`contradiction.kind.${found.kind}`)}
          </Tag>
        </p>
        <h3 className={classes.product}>{found.productName ?? found.product}</h3>
        <p className={classes.sub}>
          {found.product} · {found.zone === ANY_ZONE ? t('channel.anyZone') : t('channel.zone', { zone: found.zone })} ·{' '}
          {t('witness.at')} <When at={found.witness.at} form="moment" />
        </p>
      </header>
      <p className={classes.verdict} data-status={found.status}>
        {verdict(found)}
      </p>
      <div className={classes.sides}>
        <StatementCard statement={first} owner={found.owners[0]} />
        <StatementCard statement={second} owner={found.owners[1]} />
      </div>
      <AnswerPart found={found} isOffering={isOffering} setOffering={setOffering} />
      <Facts found={found} />
      <SightingHistory product={found.product} channels={[...new Set(found.channels)]} />
    </article>
  );
}

/** The witness of a contradiction, over the screen it was opened from. */
export default function WitnessPanel(): ReactElement {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const state = useLocation().state as PanelState;
  const [isOffering, setOffering] = useState(false);
  const { data, error, refetch } = useQuery(contradiction(id));
  const close = (): void => void (state === null ? navigate('/samstammighet', { replace: true }) : navigate(-1));
  return (
    <Panel title={t('witness.title')} close={close} busy={isOffering}>
      {data !== undefined ? (
        <Witness key={id} found={data} isOffering={isOffering} setOffering={setOffering} />
      ) : error === null ? (
        <Loading rows={5} height={72} />
      ) : (
        <ErrorState error={error} retry={refetch} />
      )}
    </Panel>
  );
}
