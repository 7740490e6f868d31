import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { IdentityView } from '../../../../src/identify/graph/identity.contract.ts';
import { identity } from '../../api/queries.ts';
import { Button, Checkbox } from '../../ui/mantine.ts';
import { Section } from '../../ui/Page.tsx';
import { ErrorState, Loading } from '../../ui/States.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { useWord } from '../../ui/useLanguage.ts';
import { When } from '../../ui/When.tsx';
import { ReasonForm } from './ReasonForm.tsx';
import { type CorrectionAsked, useCorrection } from './useCorrection.ts';
import classes from './WhoIsWho.module.css';

type Node = IdentityView['identifiers'][number];
type Edge = IdentityView['edges'][number];
type Change = IdentityView['changes'][number];

/** Why a join was refused, in one line. */
function useRefusal(): (because: Edge['because']) => string {
  const { t } = useTranslation();
  const word = useWord();
  return (because) => {
    const type = typeof because?.['type'] === 'string' ? because['type'] : '';
    const name = word('identifier', type) ?? type;
    switch (because?.['code']) {
      case 'limit':
        return t('who.refusal.limit', { type: name, most: Number(because['most']) });
      case 'cannot-link':
        return t('who.refusal.cannotLink');
      case 'shared-value':
        return t('who.refusal.sharedValue', { type: name });
      case 'shared-device':
        return t('who.refusal.sharedDevice', { type: name });
      default:
        return t('who.refusal.other');
    }
  };
}

function NodeRow({
  node,
  edge,
  isChosen,
  choose,
}: {
  node: Node;
  edge: Edge | undefined;
  isChosen: boolean;
  choose: (isChosen: boolean) => void;
}): ReactElement {
  const { t } = useTranslation();
  const word = useWord();
  const name = word('identifier', node.type) ?? node.type;
  return (
    <li className={classes.row}>
      <Checkbox
        aria-label={t('who.choose', { name: `${name} ${node.value}` })}
        checked={isChosen}
        onChange={(event) => choose(event.currentTarget.checked)}
      />
      <div>
        <span className={classes.value}>
          {name}: {node.value}
        </span>{' '}
        {node.isShared && <Tag tone="warn">{t('who.shared')}</Tag>}
        {node.isFormer && <Tag>{t('who.former')}</Tag>}
        <div className={classes.what}>
          {t('who.from', { source: node.source })} <When at={node.firstSeenAt} form="date" />
          {edge !== undefined && <> · {t(`who.kind.${edge.kind === 'manual' ? 'manual' : 'seen'}`)}</>}
        </div>
      </div>
    </li>
  );
}

function ChangeRow({ change, undo }: { change: Change; undo: (() => void) | undefined }): ReactElement {
  const { t } = useTranslation();
  const kind = change.kind === 'merge' || change.kind === 'split' ? change.kind : 'follow';
  const { shared } = change.because as { shared?: { type: string; value: string } };
  const reason = typeof change.because['reason'] === 'string' ? change.because['reason'] : undefined;
  return (
    <li className={classes.row}>
      <Tag>{t(`who.change.${kind}`)}</Tag>
      <div>
        <When at={change.at} form="moment" />
        <div className={classes.what}>
          {shared !== undefined && t('who.because', { value: shared.value })}
          {reason !== undefined && `${change.madeBy}: ${reason}`}
        </div>
        {change.undoneBy !== null && <div className={classes.what}>{t('who.undone')}</div>}
        {undo !== undefined && (
          <Button size="compact-xs" variant="default" onClick={undo}>
            {t('who.undo')}
          </Button>
        )}
      </div>
    </li>
  );
}

function Correct({
  asked,
  label,
  close,
  customerId,
}: {
  asked: (reason: string) => CorrectionAsked;
  label: string;
  close: () => void;
  customerId: string;
}): ReactElement {
  const { t } = useTranslation();
  const { mutate, isPending, error } = useCorrection(customerId);
  const submit = (reason: string): void => mutate(asked(reason), { onSuccess: close });
  const form = { description: t('who.reasonWhat'), label, isPending, error, submit, close };
  return <ReasonForm {...form} />;
}

function Refused({ edges }: { edges: readonly Edge[] }): ReactElement | null {
  const { t } = useTranslation();
  const word = useWord();
  const refusal = useRefusal();
  const refused = edges.filter((edge) => edge.status === 'refused' && edge.other !== null);
  if (refused.length === 0) return null;
  return (
    <>
      <h3 className={classes.title}>{t('who.refused')}</h3>
      <ul className={classes.rows}>
        {refused.slice(0, 20).map(({ a, b, because, other, lastAt }) => (
          <li key={`${a} ${b}`}>
            {other !== null && (
              <Link to={`/kunder/${other.customerId}`}>
                {word('identifier', other.type) ?? other.type}: {other.value}
              </Link>
            )}
            <div className={classes.what}>
              {refusal(because)} · <When at={lastAt} form="date" />
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Why this is one customer: each identifier with where it came from, every merge, what was refused; and how it is put right. */
export function WhoIsWho({ customerId }: { customerId: string }): ReactElement {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(identity(customerId));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [correcting, setCorrecting] = useState<'split' | { readonly changeId: string }>();
  if (data === undefined) {
    return (
      <Section title={t('who.title')}>
        {error === null ? <Loading rows={4} /> : <ErrorState error={error} retry={refetch} />}
      </Section>
    );
  }
  const close = (): void => {
    setCorrecting(undefined);
    setChosen(new Set());
  };
  const choose = (id: string, isChosen: boolean): void => {
    const next = new Set(chosen);
    if (isChosen) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  const edgeOf = (node: Node): Edge | undefined =>
    data.edges.find(({ a, b, status }) => status === 'active' && (a === node.id || b === node.id));
  return (
    <Section title={t('who.title')}>
      <ul className={classes.rows}>
        {data.identifiers.map((node) => (
          <NodeRow
            key={node.id}
            node={node}
            edge={edgeOf(node)}
            isChosen={chosen.has(node.id)}
            choose={(isChosen) => choose(node.id, isChosen)}
          />
        ))}
      </ul>
      {chosen.size > 0 && correcting === undefined && (
        <Button size="xs" variant="default" onClick={() => setCorrecting('split')}>
          {t('who.split', { count: chosen.size })}
        </Button>
      )}
      {correcting === 'split' && (
        <Correct
          customerId={customerId}
          label={t('who.split', { count: chosen.size })}
          asked={(reason) => ({ act: 'split', identifierIds: [...chosen], reason })}
          close={close}
        />
      )}
      <h3 className={classes.title}>{t('who.changes')}</h3>
      {data.changes.length === 0 && <p className={classes.none}>{t('who.noChanges')}</p>}
      <ul className={classes.rows}>
        {data.changes.map((change) => {
          const isByHand = typeof change.because['correction'] === 'string';
          const mayUndo =
            change.undoneBy === null && (change.kind === 'merge' || (change.kind === 'split' && isByHand));
          return (
            <ChangeRow
              key={change.id}
              change={change}
              undo={mayUndo ? () => setCorrecting({ changeId: change.id }) : undefined}
            />
          );
        })}
      </ul>
      {typeof correcting === 'object' && (
        <Correct
          customerId={customerId}
          label={t('who.undo')}
          asked={(reason) => ({ act: 'undo', changeId: correcting.changeId, reason })}
          close={close}
        />
      )}
      <Refused edges={data.edges} />
    </Section>
  );
}
