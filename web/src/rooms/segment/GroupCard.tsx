import { IconBrackets, IconPlus } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { focusFirst } from '../../ui/focus.ts';
import { Button, NativeSelect } from '../../ui/mantine.ts';
import { addId, type Builder, joinedBy, joinOf, joins } from './builder.ts';
import { ConditionCard, RemoveButton } from './ConditionCard.tsx';
import { type GroupForm, MOST_GROUP_DEPTH } from './rule-form.ts';
import classes from './segment.module.css';

const kinds = ['event', 'attribute', 'identifier', 'segment'] as const;

function AddBar({ group, depth, builder }: { group: GroupForm; depth: number; builder: Builder }): ReactElement {
  const { t } = useTranslation();
  const addable = depth < MOST_GROUP_DEPTH ? [...kinds, 'group' as const] : kinds;
  return (
    <div className={classes.add}>
      <span className={classes.addWord}>{t('segment.add')}</span>
      {addable.map((kind, index) => (
        <Button
          key={kind}
          {...(index === 0 ? { id: addId(group.key) } : {})}
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus aria-hidden size={14} />}
          onClick={() => builder.add(group.key, kind)}
        >
          {t(`segment.kind.${kind}`)}
        </Button>
      ))}
    </div>
  );
}

/** Conditions side by side, and how they are joined; a group may lie in a group. */
export function GroupCard({
  group,
  within,
  place,
  depth = 0,
  builder,
}: {
  group: GroupForm;
  /** The group that it lies in; the outermost lies in none. */
  within?: number;
  place: string;
  depth?: number;
  builder: Builder;
}): ReactElement {
  const { t } = useTranslation();
  const join = joinOf(group);
  return (
    <fieldset className={classes.group} data-inner={depth > 0 || undefined}>
      <legend className="sr-only">{place === '' ? t('segment.rule') : t('segment.groupAt', { place })}</legend>
      <div className={classes.head} ref={builder.added === group.key ? focusFirst : undefined}>
        <span className={classes.join}>
          {depth > 0 && <IconBrackets aria-hidden size={16} stroke={1.8} />}
          <NativeSelect
            size="sm"
            aria-label={t('segment.joinLabel')}
            value={join}
            data={joins.map((value) => ({ value, label: t(`segment.join.${value}`) }))}
            onChange={(event) =>
              builder.change({
                ...group,
                ...joinedBy(joins.find((each) => each === event.currentTarget.value) ?? join),
              })
            }
          />
        </span>
        {within !== undefined && <RemoveButton node={group} groupKey={within} place={place} builder={builder} />}
      </div>
      <ol className={classes.nodes}>
        {group.of.map((node, index) => {
          const at = place === '' ? `${index + 1}` : `${place}.${index + 1}`;
          return (
            <li key={node.key} data-joined={index > 0 ? t(`segment.joiner.${group.join}`) : undefined}>
              {node.kind === 'group' ? (
                <GroupCard group={node} within={group.key} place={at} depth={depth + 1} builder={builder} />
              ) : (
                <ConditionCard form={node} groupKey={group.key} place={at} builder={builder} />
              )}
            </li>
          );
        })}
      </ol>
      {builder.isWrong(group.key, 'of') && (
        <p className={classes.fault} role="alert">
          {t('segment.fault.group')}
        </p>
      )}
      <AddBar group={group} depth={depth} builder={builder} />
    </fieldset>
  );
}
