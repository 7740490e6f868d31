import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { OfferView } from '../../../../src/speak/offer.contract.ts';
import { When } from '../../ui/When.tsx';

/** From which day to which the offer holds, both of them among its days. */
export function Period({ offer }: { offer: Pick<OfferView, 'validFrom' | 'validTo'> }): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <When at={offer.validFrom} form="date" /> –{' '}
      {offer.validTo === null ? t('when.noEnd') : <When at={Date.parse(offer.validTo) - 1} form="date" />}
    </>
  );
}
