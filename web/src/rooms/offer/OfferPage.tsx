import { useQuery } from '@tanstack/react-query';
import { IconCheck, IconCopy, IconPencil } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { NamedOffer, OfferView } from '../../../../src/speak/offer.contract.ts';
import { isUnpublished } from '../../../../src/speak/offer.ts';
import { addressOf } from '../../api/client.ts';
import { offer, offerCheck } from '../../api/queries.ts';
import { BackLink } from '../../ui/BackLink.tsx';
import { AudienceText } from '../../ui/AudienceText.tsx';
import { ChannelBadge } from '../../ui/ChannelBadge.tsx';
import { Comments } from '../../ui/Comments.tsx';
import { Fact, FactList } from '../../ui/FactList.tsx';
import { Button } from '../../ui/mantine.ts';
import { Page, Section } from '../../ui/Page.tsx';
import { ErrorState, Loading } from '../../ui/States.tsx';
import { OfferTag } from '../../ui/StateTag.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { TermsText } from '../../ui/TermsText.tsx';
import { When } from '../../ui/When.tsx';
import { useMayWrite } from '../message/useMessage.ts';
import { nameOfProduct } from '../board/product-name.ts';
import { makerOf } from '../promise/maker.ts';
import classes from './offer.module.css';
import { OfferFindings } from './OfferFindings.tsx';
import { OfferSteps } from './OfferSteps.tsx';
import { OfferVersions } from './OfferVersions.tsx';
import { Period } from './Period.tsx';

/** Who did something with the offer, and when. */
function Done({ by, at }: { by: string | null; at: string }): ReactElement {
  return (
    <>
      <When at={at} form="moment" />
      {by !== null && <> · {makerOf(by).name}</>}
    </>
  );
}

/** Who has said yes for which channel, and who is waited for. */
function Approvals({ approvals }: Pick<OfferView, 'approvals'>): ReactElement {
  const { t } = useTranslation();
  return (
    <ul className={classes.approvals}>
      {approvals.map(({ channel, owner, by }) => (
        <li key={channel} className={classes.tags}>
          <ChannelBadge channel={channel} plain />
          {by === null ? (
            <span className={classes.sub}>{t('message.mustApprove', { who: owner ?? t('message.noOwner') })}</span>
          ) : (
            <Tag tone="good" icon={IconCheck}>
              {t('message.approvedBy', { who: makerOf(by).name })}
            </Tag>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Another offer, by its name. */
function OfferName({ id }: { id: string }): ReactElement {
  const { data } = useQuery(offer(id));
  return (
    <Link className={classes.link} to={`/budskap/erbjudanden/${id}`}>
      {data?.name ?? id}
    </Link>
  );
}

function Terms({ offer: { products, channels, redemptionLimit, ...about } }: { offer: NamedOffer }): ReactElement {
  const { t } = useTranslation();
  return (
    <FactList>
      <Fact label={t('offer.kindLabel')}>
        <TermsText terms={about.terms} />
      </Fact>
      <Fact label={t('offer.products')}>
        <span className={classes.tags}>
          {products.map((product) => (
            <Link key={product} className={classes.link} to={addressOf('/samstammighet', { q: product })}>
              {nameOfProduct(product, about.productNames) ?? product}
            </Link>
          ))}
        </span>
      </Fact>
      <Fact label={t('remedy.channels')}>
        <span className={classes.channels}>
          {channels.map((channel) => (
            <ChannelBadge key={channel} channel={channel} />
          ))}
        </span>
      </Fact>
      <Fact label={t('audience.label')}>
        <AudienceText audience={about.audience} />
      </Fact>
      <Fact label={t('witness.holds')}>
        <Period offer={about} />
      </Fact>
      <Fact label={t('remedy.redemption')}>
        {redemptionLimit === null ? t('remedy.unlimited') : t('remedy.perCustomer', { count: redemptionLimit })}
      </Fact>
      {about.replaces !== null && (
        <Fact label={t('offer.replaces')}>
          <OfferName id={about.replaces} />
        </Fact>
      )}
      {about.replacedBy !== null && (
        <Fact label={t('offer.replacedBy')}>
          <OfferName id={about.replacedBy} />
        </Fact>
      )}
      <Fact label={t('offer.written')}>
        <Done at={about.createdAt} by={about.createdBy} />
      </Fact>
      {about.state !== 'ended' && about.approvedAt === null && (
        <Fact label={t('offer.approvals')}>
          <Approvals approvals={about.approvals} />
        </Fact>
      )}
      {about.approvedAt !== null && (
        <Fact label={t('offer.approved')}>
          <Done at={about.approvedAt} by={about.approvedBy} />
        </Fact>
      )}
      {about.liveAt !== null && (
        <Fact label={t('offer.published')}>
          <Done at={about.liveAt} by={null} />
        </Fact>
      )}
    </FactList>
  );
}

/** What it would contradict, and what can be done with it: the second depends on the first. */
function Standing({ offer: shown, mayWrite }: { offer: NamedOffer; mayWrite: boolean }): ReactElement {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(offerCheck(shown.id));
  const { findings } = data ?? {};
  return (
    <>
      <Section
        title={t(shown.state === 'live' ? 'offer.contradicts' : 'offer.wouldContradict')}
        flush={findings !== undefined && findings.length > 0}
      >
        {findings !== undefined ? (
          <OfferFindings findings={findings} names={shown.productNames} />
        ) : error === null ? (
          <Loading rows={2} />
        ) : (
          <ErrorState error={error} retry={refetch} />
        )}
      </Section>
      {mayWrite && <OfferSteps offer={shown} findings={findings} />}
    </>
  );
}

/** The ways to write it anew: itself until it is live, then another in its place; and always another from it. */
function Rewriting({ offer: { id, state } }: { offer: NamedOffer }): ReactElement {
  const { t } = useTranslation();
  const look = { variant: 'default', size: 'xs' } as const;
  const edit = isUnpublished(state)
    ? { to: `/budskap/erbjudanden/${id}/andra`, label: t('offer.edit') }
    : { to: addressOf('/budskap/erbjudanden/nytt', { ersatter: id }), label: t('offer.replace') };
  return (
    <span className={classes.tags}>
      {state !== 'ended' && (
        <Button component={Link} to={edit.to} {...look} leftSection={<IconPencil aria-hidden size={14} />}>
          {edit.label}
        </Button>
      )}
      <Button
        component={Link}
        to={addressOf('/budskap/erbjudanden/nytt', { fran: id })}
        {...look}
        leftSection={<IconCopy aria-hidden size={14} />}
      >
        {t('offer.again')}
      </Button>
    </span>
  );
}

function Shown({ offer: shown, now }: { offer: NamedOffer; now: number }): ReactElement {
  const { t } = useTranslation();
  const mayWrite = useMayWrite();
  return (
    <Page
      title={shown.name}
      tabTitle={t('page.offers')}
      lead={<TermsText terms={shown.terms} />}
      actions={<OfferTag offer={shown} now={now} />}
    >
      <BackLink to="/budskap/erbjudanden">{t('offer.back')}</BackLink>
      <Section title={t('offer.terms.head')} aside={mayWrite && <Rewriting offer={shown} />}>
        <Terms offer={shown} />
      </Section>
      {shown.state === 'ended' ? (
        <p className={classes.what}>{t('offer.endedWhat')}</p>
      ) : (
        <Standing offer={shown} mayWrite={mayWrite} />
      )}
      <Comments of="offers" id={shown.id} version={shown.version} channels={shown.channels} mayWrite={mayWrite} />
      <OfferVersions offer={shown} mayWrite={mayWrite} />
    </Page>
  );
}

/** One offer: its terms, what it would contradict, and the steps of its life. */
export default function OfferPage(): ReactElement {
  const { id = '' } = useParams();
  const { data, error, refetch, dataUpdatedAt } = useQuery(offer(id));
  if (data === undefined) return error === null ? <Loading rows={6} /> : <ErrorState error={error} retry={refetch} />;
  return <Shown key={data.id} offer={data} now={dataUpdatedAt} />;
}
