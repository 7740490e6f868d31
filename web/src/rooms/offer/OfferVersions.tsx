import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { NamedOffer, OfferDifference } from '../../../../src/speak/offer.contract.ts';
import { isUnpublished } from '../../../../src/speak/offer.ts';
import { offerDifference } from '../../api/queries.ts';
import { AudienceText } from '../../ui/AudienceText.tsx';
import { ChannelBadge } from '../../ui/ChannelBadge.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { ScrollTable } from '../../ui/ScrollTable.tsx';
import { Loading } from '../../ui/States.tsx';
import { TermsText } from '../../ui/TermsText.tsx';
import { VersionList } from '../../ui/VersionList.tsx';
import { When } from '../../ui/When.tsx';
import { nameOfProduct } from '../board/product-name.ts';
import classes from './offer.module.css';

type Field = OfferDifference['fields'][number];
type Names = OfferDifference['productNames'];
type Side = { readonly of: OfferDifference['before']; readonly beside: OfferDifference['before'] };

/** Of a list what only this side has, and how many both have. */
function Own({ own, beside, names }: { own: readonly string[]; beside: readonly string[]; names: Names | null }) {
  const { t } = useTranslation();
  const only = own.filter((each) => !beside.includes(each));
  const count = own.length - only.length;
  return (
    <span className={classes.tags}>
      {only.map((each) =>
        names === null ? (
          <ChannelBadge key={each} channel={each} />
        ) : (
          <span key={each}>{nameOfProduct(each, names) ?? each}</span>
        ),
      )}
      {count > 0 && <span className={classes.sub}>{t('offer.alsoInBoth', { count })}</span>}
    </span>
  );
}

function Value({ field, side: { of, beside }, names }: { field: Field; side: Side; names: Names }) {
  const { t } = useTranslation();
  switch (field) {
    case 'name':
      return <>{of.name}</>;
    case 'terms':
      return <TermsText terms={of.terms} />;
    case 'products':
      return <Own own={of.products} beside={beside.products} names={names} />;
    case 'channels':
      return <Own own={of.channels} beside={beside.channels} names={null} />;
    case 'audience':
      return <AudienceText audience={of.audience} />;
    case 'validFrom':
      return <When at={of.validFrom} form="moment" />;
    case 'validTo':
      return of.validTo === null ? <>{t('when.noEnd')}</> : <When at={of.validTo} form="moment" />;
    case 'redemptionLimit':
      return (
        <>
          {of.redemptionLimit === null ? t('remedy.unlimited') : t('remedy.perCustomer', { count: of.redemptionLimit })}
        </>
      );
    default:
      return field satisfies never;
  }
}

/** What was changed, field by field, before and after. */
function DifferenceTable({ id, from, to }: { id: string; from: number; to: number }): ReactElement {
  const { t } = useTranslation();
  const { data, error } = useQuery(offerDifference(id, from, to));
  if (error !== null) return <ProblemNote error={error} />;
  if (data === undefined) return <Loading rows={2} />;
  const { before, after, productNames: names } = data;
  const versions = [from, to].map((version) => t('message.version', { version }));
  return (
    <ScrollTable
      title={t('message.compare', { version: from })}
      heads={[t('offer.field'), ...versions].map((label) => ({ label }))}
    >
      {data.fields.map((field) => (
        <tr key={field}>
          <th scope="row">{t(`offer.changed.${field}`)}</th>
          <td>
            <Value field={field} side={{ of: before, beside: after }} names={names} />
          </td>
          <td>
            <Value field={field} side={{ of: after, beside: before }} names={names} />
          </td>
        </tr>
      ))}
    </ScrollTable>
  );
}

/** The versions of an offer until it was live, what was changed in each, and the way back while it is not. */
export function OfferVersions({ offer, mayWrite }: { offer: NamedOffer; mayWrite: boolean }): ReactElement | null {
  const { id, versions, version, state } = offer;
  if (versions.length < 2) return null;
  return (
    <VersionList
      path="/v1/offers"
      id={id}
      versions={versions}
      live={state === 'live' ? version : null}
      mayRestore={mayWrite && isUnpublished(state)}
      Difference={DifferenceTable}
    />
  );
}
