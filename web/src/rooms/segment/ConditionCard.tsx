import { IconBolt, IconId, IconTag, IconTrash, IconUsersGroup, type TablerIcon } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { focusFirst } from '../../ui/focus.ts';
import { ActionIcon, NativeSelect } from '../../ui/mantine.ts';
import type { Builder, FieldsProps } from './builder.ts';
import { EventFields } from './EventFields.tsx';
import {
  attributeTests,
  type AttributeForm,
  type ConditionForm,
  type IdentifierForm,
  type NodeForm,
  type SegmentForm,
} from './rule-form.ts';
import classes from './segment.module.css';
import { ValueFields } from './ValueFields.tsx';

export const conditionIcons: Readonly<Record<ConditionForm['kind'], TablerIcon>> = {
  attribute: IconTag,
  event: IconBolt,
  identifier: IconId,
  segment: IconUsersGroup,
};

/** Takes a condition or a group out of its group. */
export function RemoveButton({
  node,
  groupKey,
  place,
  builder,
}: {
  node: NodeForm;
  groupKey: number;
  place: string;
  builder: Builder;
}): ReactElement {
  const { t } = useTranslation();
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={26}
      aria-label={t(node.kind === 'group' ? 'segment.removeGroup' : 'segment.remove', { place })}
      onClick={() => builder.remove(node, groupKey)}
    >
      <IconTrash aria-hidden size={16} stroke={1.7} />
    </ActionIcon>
  );
}

function AttributeFields({ form, builder }: FieldsProps<AttributeForm>): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={classes.fields}>
      <ValueFields
        label={t('segment.attribute')}
        form={form}
        tests={attributeTests}
        known={builder.choices.attributes}
        isWrong={(field) => builder.isWrong(form.key, field)}
        change={(part) => builder.change({ ...form, ...part })}
      />
    </div>
  );
}

/** Whether it is so, or not, and of which identifier or segment. */
function EitherFields({ form, builder }: FieldsProps<IdentifierForm | SegmentForm>): ReactElement {
  const { t } = useTranslation();
  const isSegment = form.kind === 'segment';
  const known = isSegment ? builder.choices.segments : builder.choices.identifiers;
  const value = isSegment ? form.id : form.type;
  const isListed = known.some((each) => each.value === value);
  const choose = (chosen: string): void =>
    builder.change(isSegment ? { ...form, id: chosen } : { ...form, type: chosen });
  return (
    <div className={classes.fields}>
      <NativeSelect
        label={t('segment.either')}
        value={form.isNot ? 'not' : 'so'}
        data={[
          { value: 'so', label: t(`segment.is.${form.kind}`) },
          { value: 'not', label: t(`segment.isNot.${form.kind}`) },
        ]}
        onChange={(event) => builder.change({ ...form, isNot: event.currentTarget.value === 'not' })}
      />
      <NativeSelect
        label={t(`segment.kind.${form.kind}`)}
        value={value}
        error={builder.isWrong(form.key, isSegment ? 'id' : 'type') ? t('segment.fault.segment') : null}
        data={[
          ...(value === '' ? [{ value: '', label: t('segment.choose') }] : []),
          ...(isListed || value === '' ? [] : [{ value, label: value }]),
          ...known,
        ]}
        onChange={(event) => choose(event.currentTarget.value)}
      />
    </div>
  );
}

function Fields({ form, builder }: FieldsProps<ConditionForm>): ReactElement {
  switch (form.kind) {
    case 'attribute':
      return <AttributeFields form={form} builder={builder} />;
    case 'event':
      return <EventFields form={form} builder={builder} />;
    case 'identifier':
    case 'segment':
      return <EitherFields form={form} builder={builder} />;
    default:
      return form satisfies never;
  }
}

/** One condition: of what kind it is, and its fields. `place` says where in the rule it stands, as 2.1. */
export function ConditionCard({
  form,
  groupKey,
  place,
  builder,
}: FieldsProps<ConditionForm> & { groupKey: number; place: string }): ReactElement {
  const { t } = useTranslation();
  const Icon = conditionIcons[form.kind];
  return (
    <fieldset className={classes.condition}>
      <legend className="sr-only">{t('segment.condition', { place })}</legend>
      <div className={classes.head}>
        <span className={classes.kind}>
          <Icon aria-hidden size={16} stroke={1.8} /> {t(`segment.kind.${form.kind}`)}
        </span>
        <RemoveButton node={form} groupKey={groupKey} place={place} builder={builder} />
      </div>
      <div className={classes.body} ref={builder.added === form.key ? focusFirst : undefined}>
        <Fields form={form} builder={builder} />
      </div>
    </fieldset>
  );
}
