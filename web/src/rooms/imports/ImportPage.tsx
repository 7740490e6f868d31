import { useQuery } from '@tanstack/react-query';
import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ErrorState, Loading } from '../../ui/States.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { When } from '../../ui/When.tsx';
import { ImportBar } from './ImportBar.tsx';
import { ImportResult } from './ImportResult.tsx';
import classes from './imports.module.css';
import { looks } from './looks.ts';
import { MappingForm } from './MappingForm.tsx';
import { IMPORTS_PATH } from './place.ts';
import { StateButton } from './StateButton.tsx';
import { importDetail } from './useImports.ts';

/** One file: what its columns are while it is a draft, how far it has come, and what came of it. */
export function ImportPage({ id }: { id: string }): ReactElement {
  const { t } = useTranslation();
  const query = useQuery(importDetail(id));
  const one = query.data;
  if (one === undefined)
    return query.error === null ? <Loading rows={8} /> : <ErrorState error={query.error} retry={query.refetch} />;
  const { tone, icon } = looks[one.state];
  const mayBeMapped = one.state === 'draft' || (one.state === 'failed' && one.mayResume && one.rowsRead === 0);
  return (
    <>
      <div className={classes.head}>
        <Link to={IMPORTS_PATH} className={classes.back}>
          <IconArrowLeft aria-hidden size={16} />
          {t('imports.all')}
        </Link>
        <h2 className={classes.fileName}>{one.fileName}</h2>
        <Tag tone={tone} icon={icon}>
          {t(`imports.state.${one.state}`)}
        </Tag>
        <span className={classes.muted}>
          <When at={one.startedAt} />
        </span>
        <StateButton one={one} />
      </div>
      {one.fault !== null && (
        <p className={classes.fault} role="alert" lang="en">
          {one.fault}
        </p>
      )}
      {(one.state === 'running' || one.state === 'waiting') && <ImportBar one={one} />}
      {mayBeMapped ? <MappingForm id={id} source={one.source ?? one.fileName} /> : <ImportResult one={one} />}
    </>
  );
}
