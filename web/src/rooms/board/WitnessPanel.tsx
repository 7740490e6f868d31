import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate, useParams } from 'react-router';
import type { Contradiction } from '../../../../src/speak/contradiction.contract.ts';
import { contradiction } from '../../api/queries.ts';
import { Panel, type PanelState } from '../../ui/Panel.tsx';
import { ErrorState, Loading } from '../../ui/States.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { When } from '../../ui/When.tsx';
import { AnswerPart } from './AnswerPart.tsx';
import { Facts } from './Facts.tsx';
import { type Deed, HandlingPart } from './HandlingPart.tsx';
import { ANY_ZONE, kindLook, kindWord, statusLook } from './looks.ts';
import { SightingHistory } from './SightingHistory.tsx';
import { StatementCard } from './StatementCard.tsx';
import { useVerdict } from './useVerdict.ts';
import classes from './WitnessPanel.module.css';

function Witness({
  found,
  isOffering,
  setOffering,
  doing,
  setDoing,
}: {
  found: Contradiction;
  isOffering: boolean;
  setOffering: (isOffering: boolean) => void;
  doing: Deed | undefined;
  setDoing: (deed: Deed | undefined) => void;
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
            {t(kindWord(found))}
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
      <HandlingPart found={found} doing={doing} setDoing={setDoing} />
      <Facts found={found} />
      <SightingHistory product={found.product} channels={[...new Set(found.channels)]} />
      <p>
        <Link to={`/samstammighet/motsagelse/${found.id}/bevis`}>{t('proof.open')}</Link>
      </p>
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
  const [doing, setDoing] = useState<Deed>();
  const { data, error, refetch } = useQuery(contradiction(id));
  const close = (): void => void (state === null ? navigate('/samstammighet', { replace: true }) : navigate(-1));
  return (
    <Panel title={t('witness.title')} close={close} busy={isOffering || doing !== undefined}>
      {data !== undefined ? (
        <Witness
          key={id}
          found={data}
          isOffering={isOffering}
          setOffering={setOffering}
          doing={doing}
          setDoing={setDoing}
        />
      ) : error === null ? (
        <Loading rows={5} height={72} />
      ) : (
        <ErrorState error={error} retry={refetch} />
      )}
    </Panel>
  );
}
