import { useQuery } from '@tanstack/react-query';
import { IconDiscount, IconFilterOff, IconPlus } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { OfferView } from '../../../../src/speak/offer.contract.ts';
import { offers } from '../../api/queries.ts';
import { AudienceText } from '../../ui/AudienceText.tsx';
import { ChannelBadge, useChannelName } from '../../ui/ChannelBadge.tsx';
import { FilterBar, SearchField, SelectField } from '../../ui/Filters.tsx';
import { listText, numberText } from '../../ui/format.ts';
import { Button } from '../../ui/mantine.ts';
import { Page, Section } from '../../ui/Page.tsx';
import { Row, RowLink } from '../../ui/Row.tsx';
import { EmptyState, ErrorState, Loading } from '../../ui/States.tsx';
import { OfferTag } from '../../ui/StateTag.tsx';
import { TermsText } from '../../ui/TermsText.tsx';
import { useFilter } from '../../ui/useFilter.ts';
import { useLanguage } from '../../ui/useLanguage.ts';
import { useChannelChoices } from '../board/BoardFilters.tsx';
import { MessageTabs } from '../message/MessageTabs.tsx';
import { useMayWrite } from '../message/useMessage.ts';
import classes from './offer.module.css';
import { Period } from './Period.tsx';

/** So many products are named; of more it is told how many they are. */
const MOST_NAMED = 2;

function OfferRow({ offer, now }: { offer: OfferView; now: number }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const channelName = useChannelName();
  const { products } = offer;
  const waits =
    offer.state === 'draft'
      ? offer.approvals
          .filter(({ by }) => by === null)
          .map(({ channel, owner }) => `${owner ?? t('message.noOwner')} (${channelName(channel)})`)
      : [];
  const many = { count: products.length, number: numberText(products.length, language) };
  return (
    <Row className={classes.row}>
      <div className={classes.cell}>
        <RowLink to={`/budskap/erbjudanden/${offer.id}`}>{offer.name}</RowLink>
        <span className={classes.sub}>
          {products.length > MOST_NAMED ? t('exception.someProducts', many) : listText(products, language)}
          {' · '}
          {t('audience.to')}: <AudienceText audience={offer.audience} />
        </span>
      </div>
      <TermsText terms={offer.terms} />
      <span className={classes.channels}>
        {offer.channels.map((channel) => (
          <ChannelBadge key={channel} channel={channel} plain />
        ))}
      </span>
      <div className={classes.cell}>
        <OfferTag offer={offer} now={now} />
        {waits.length > 0 && (
          <span className={classes.sub}>{t('message.waitsFor', { who: listText(waits, language) })}</span>
        )}
        <span className={classes.sub}>
          <Period offer={offer} />
        </span>
      </div>
    </Row>
  );
}

function isAbout({ name, products }: OfferView, words: string): boolean {
  return words === '' || `${name} ${products.join(' ')}`.toLowerCase().includes(words);
}

const states = ['draft', 'approved', 'live', 'ended'] as const;

/** Every offer: what it comes to, where, to whom and until when, the newest first. */
export default function OffersPage(): ReactElement {
  const { t } = useTranslation();
  const { filter, isSet, type, choose, clear } = useFilter(['q', 'lage', 'channel']);
  const { data, error, refetch, dataUpdatedAt } = useQuery(offers);
  const channelChoices = useChannelChoices();
  const mayWrite = useMayWrite();
  const shown = (data?.offers ?? []).filter(
    (offer) =>
      (filter.lage === '' || offer.state === filter.lage) &&
      (filter.channel === '' || offer.channels.includes(filter.channel)) &&
      isAbout(offer, filter.q.trim().toLowerCase()),
  );
  const writeOne = mayWrite && (
    <Button component={Link} to="/budskap/erbjudanden/nytt" leftSection={<IconPlus aria-hidden size={16} />}>
      {t('offer.new')}
    </Button>
  );
  return (
    <Page title={t('page.offers')} lead={t('offer.lead')} actions={writeOne}>
      <MessageTabs />
      <FilterBar>
        <SearchField label={t('offer.search')} value={filter.q} change={(value) => type('q', value)} />
        <SelectField
          label={t('message.stateLabel')}
          value={filter.lage}
          change={(value) => choose('lage', value)}
          choices={[
            { value: '', label: t('message.allStates') },
            ...states.map((value) => ({ value: value as string, label: t(`offer.choice.${value}`) })),
          ]}
        />
        <SelectField
          label={t('channel.label')}
          value={filter.channel}
          change={(value) => choose('channel', value)}
          choices={channelChoices}
        />
      </FilterBar>
      {data === undefined && (error === null ? <Loading /> : <ErrorState error={error} retry={refetch} />)}
      {data !== undefined && shown.length === 0 && (
        <EmptyState
          icon={isSet ? IconFilterOff : IconDiscount}
          title={t(isSet ? 'offer.none' : 'offer.empty')}
          action={
            isSet && (
              <Button variant="default" size="xs" onClick={clear}>
                {t('app.clear')}
              </Button>
            )
          }
        >
          {t(isSet ? 'offer.noneWhat' : 'offer.emptyWhat')}
        </EmptyState>
      )}
      {shown.length > 0 && (
        <Section title={t('offer.count', { count: shown.length })} flush>
          <div className={classes.list}>
            <ol>
              {shown.map((offer) => (
                <OfferRow key={offer.id} offer={offer} now={dataUpdatedAt} />
              ))}
            </ol>
          </div>
        </Section>
      )}
    </Page>
  );
}
