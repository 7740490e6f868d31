import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ExceptionView } from '../../../../src/speak/exception.contract.ts';
import { tell } from '../../api/client.ts';
import { ChannelBadge } from '../../ui/ChannelBadge.tsx';
import { daysBetween } from '../../ui/days.ts';
import { listText, numberText } from '../../ui/format.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { Row } from '../../ui/Row.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { useLanguage } from '../../ui/useLanguage.ts';
import { useLocale } from '../../ui/useLocale.ts';
import { When } from '../../ui/When.tsx';
import { EndPart } from './EndPart.tsx';
import classes from './ExceptionsPage.module.css';
import { exceptionLook } from './looks.ts';
import { nameOfProduct } from './product-name.ts';
import { ProductNameList } from './ProductNameList.tsx';

/** So many products are named; of more it is told how many they are. */
const MOST_NAMED = 3;

/** Until which day it holds, and how many days are left of it; or when it came to an end. */
function Until({ exception, now }: { exception: ExceptionView; now: number }): ReactElement {
  const { t } = useTranslation();
  const { state, validFrom, validTo, endedAt } = exception;
  const { timeZone } = useLocale();
  const left = Math.max(0, daysBetween(now, Date.parse(validTo) - 1, timeZone) + 1);
  return (
    <>
      <span>
        {t(endedAt === null ? 'exception.until' : 'exception.endedAt')}{' '}
        <When at={endedAt ?? Date.parse(validTo) - 1} form="date" />
      </span>
      {state === 'coming' && (
        <span className={classes.sub}>
          {t('exception.from')} <When at={validFrom} form="date" />
        </span>
      )}
      {state !== 'ended' && <span className={classes.sub}>{t('exception.left', { count: left })}</span>}
    </>
  );
}

/** What a product is called, with its number beside; the number alone where the name is not known. */
function nameOf(product: string, { productNames }: ExceptionView): string {
  const name = nameOfProduct(product, productNames);
  return name === undefined ? product : `${name} (${product})`;
}

/** One declared exception: what is meant, what customers are told, who says so, until when, and the way to end it. */
export function ExceptionRow({
  exception,
  now,
  mayEnd,
}: {
  exception: ExceptionView;
  now: number;
  mayEnd: boolean;
}): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const client = useQueryClient();
  const kind = useRef<HTMLElement>(null);
  const end = useMutation({
    networkMode: 'always',
    mutationFn: () => tell<ExceptionView>(`/v1/exceptions/${encodeURIComponent(exception.id)}/ending`),
    onSuccess: async () => {
      await client.invalidateQueries();
      kind.current?.focus();
    },
  });
  const { channels, products, state, excepts } = exception;
  const look = exceptionLook[state];
  const many = { count: products?.length ?? 0, number: numberText(products?.length ?? 0, language) };
  const named =
    products === null
      ? t('exception.allProducts')
      : products.length > MOST_NAMED
        ? t('exception.someProducts', many)
        : listText(
            products.map((product) => nameOf(product, exception)),
            language,
          );
  return (
    <Row className={classes.row}>
      <div className={classes.cell}>
        <strong ref={kind} tabIndex={-1}>
          {t(`exception.kind.${exception.kind}`)}
        </strong>
        <span className={classes.channels}>
          {channels.map((channel) => (
            <ChannelBadge key={channel} channel={channel} />
          ))}
          {channels.length === 1 && <span className={classes.sub}>{t('exception.andOthers')}</span>}
        </span>
        {products !== null && products.length > MOST_NAMED ? (
          <details className={classes.sub}>
            <summary>{named}</summary>
            <ProductNameList products={products} names={exception.productNames} />
          </details>
        ) : (
          <span className={classes.sub}>{named}</span>
        )}
      </div>
      <div className={classes.cell}>
        <q>{exception.shownText}</q>
        <span className={classes.sub}>
          {exception.reason} · {exception.declaredBy.name}, <When at={exception.declaredAt} />
        </span>
      </div>
      <div className={classes.cell}>
        <Until exception={exception} now={now} />
      </div>
      <div className={classes.cell}>
        <span>
          <Tag tone={look.tone} icon={look.icon}>
            {t(`exception.state.${state}`)}
          </Tag>
        </span>
        {excepts > 0 && (
          <Link className={classes.link} to="/samstammighet/motsagelser?status=excepted">
            {t('exception.excepts', { count: excepts, number: numberText(excepts, language) })}
          </Link>
        )}
      </div>
      {mayEnd && state !== 'ended' && (
        <div className={classes.end}>
          <EndPart
            label={t('exception.end')}
            of={`${t(`exception.kind.${exception.kind}`)}, ${named}`}
            what={t('exception.endWhat')}
            end={() => end.mutate()}
            isEnding={end.isPending}
          />
          {end.error !== null && <ProblemNote error={end.error} />}
        </div>
      )}
    </Row>
  );
}
