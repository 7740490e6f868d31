import { useQuery } from '@tanstack/react-query';
import { IconFileText, IconFilterOff, IconPlus } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { TextSummary } from '../../../../src/speak/text/text.contract.ts';
import { session, texts } from '../../api/queries.ts';
import { ChannelBadge } from '../../ui/ChannelBadge.tsx';
import { FilterBar, SelectField } from '../../ui/Filters.tsx';
import { numberText } from '../../ui/format.ts';
import { Button } from '../../ui/mantine.ts';
import { Page } from '../../ui/Page.tsx';
import pageClasses from '../../ui/Page.module.css';
import { Row, RowLink } from '../../ui/Row.tsx';
import { EmptyState, ErrorState, Loading } from '../../ui/States.tsx';
import { useFilter } from '../../ui/useFilter.ts';
import { useLanguage } from '../../ui/useLanguage.ts';
import { When } from '../../ui/When.tsx';
import { useChannelChoices } from '../board/BoardFilters.tsx';
import { BoardTabs } from '../board/BoardTabs.tsx';
import classes from './text.module.css';

function TextRow({ text }: { text: TextSummary }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Row className={classes.row}>
      <div className={classes.cell}>
        <RowLink to={`/samstammighet/texter/${text.id}`}>{text.source}</RowLink>
        <span className={classes.sub}>{t(`text.kind.${text.kind}`)}</span>
      </div>
      <span>
        <ChannelBadge channel={text.channel} plain />
      </span>
      <div className={classes.cell}>
        <span>{t('text.prices', { count: text.claims, number: numberText(text.claims, language) })}</span>
        {text.masked > 0 && (
          <span className={classes.sub}>
            {t('text.masked', { count: text.masked, number: numberText(text.masked, language) })}
          </span>
        )}
      </div>
      <div className={classes.cell}>
        <When at={text.seenAt} form="moment" />
        {text.replacedFrom !== null && (
          <span className={classes.sub}>
            {t('text.replaced')} <When at={text.replacedFrom} form="date" />
          </span>
        )}
      </div>
    </Row>
  );
}

function NewText(): ReactElement | null {
  const { t } = useTranslation();
  const role = useQuery(session).data?.member.role ?? 'reader';
  if (role === 'reader') return null;
  return (
    <Button component={Link} to="/samstammighet/texter/ny" leftSection={<IconPlus aria-hidden size={16} />}>
      {t('text.new')}
    </Button>
  );
}

/** What the channels say in running words, and how many prices of each text are held against other channels. */
export default function TextsPage(): ReactElement {
  const { t } = useTranslation();
  const { filter, isSet, choose, clear } = useFilter(['channel']);
  const { data, error, refetch } = useQuery(texts(filter));
  return (
    <Page title={t('text.list')} lead={t('text.lead')} actions={<NewText />}>
      <BoardTabs />
      <FilterBar>
        <SelectField
          label={t('channel.label')}
          value={filter.channel}
          change={(value) => choose('channel', value)}
          choices={useChannelChoices()}
        />
      </FilterBar>
      {data === undefined ? (
        error === null ? (
          <Loading rows={5} />
        ) : (
          <ErrorState error={error} retry={refetch} />
        )
      ) : data.texts.length === 0 && isSet ? (
        <EmptyState
          icon={IconFilterOff}
          title={t('text.none')}
          action={
            <Button variant="default" size="xs" onClick={clear}>
              {t('app.clear')}
            </Button>
          }
        >
          {t('text.noneWhat')}
        </EmptyState>
      ) : data.texts.length === 0 ? (
        <EmptyState icon={IconFileText} title={t('text.empty')}>
          {t('text.emptyWhat')}
        </EmptyState>
      ) : (
        <div className={pageClasses.section}>
          <ol className={classes.list}>
            {data.texts.map((text) => (
              <TextRow key={text.id} text={text} />
            ))}
          </ol>
        </div>
      )}
    </Page>
  );
}
