import { IconCircleCheck } from '@tabler/icons-react';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { OfferCheck } from '../../../../src/speak/contradiction.contract.ts';
import type { NamedOffer } from '../../../../src/speak/offer.contract.ts';
import { addressOf } from '../../api/client.ts';
import { Button } from '../../ui/mantine.ts';
import { Row } from '../../ui/Row.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { kindLook, kindWord, statusLook } from '../board/looks.ts';
import { nameOfProduct } from '../board/product-name.ts';
import { StatementText } from '../board/StatementText.tsx';
import classes from './offer.module.css';

type Finding = OfferCheck['findings'][number];

/** So many are shown at first; of an offer of a thousand products there can be very many. */
const SHOWN_FIRST = 20;

/** What is found has no name of its own: this is what tells it from the others. */
function nameOf({ kind, aspect, product, zone, channels, holdsFrom, witness }: Finding): string {
  const said = witness.statements.map(({ offerId, place, source }) => `${offerId} ${place} ${source}`);
  return [kind, aspect, product, zone, ...channels, holdsFrom, ...said].join(' ');
}

function Side({ statement }: { statement: Finding['witness']['statements'][number] }): ReactElement {
  return (
    <span className={classes.cell}>
      <StatementText statement={statement} />
      <span className={classes.sub}>{statement.source}</span>
    </span>
  );
}

function FindingRow({ finding, names }: { finding: Finding; names: NamedOffer['productNames'] }): ReactElement {
  const { t } = useTranslation();
  const { kind, product, exceptedBy, witness } = finding;
  const [first, second] = witness.statements;
  return (
    <Row className={classes.finding}>
      <div className={classes.cell}>
        <Link className={classes.link} to={addressOf('/samstammighet', { q: product })}>
          {nameOfProduct(product, names) ?? product}
        </Link>
        <span className={classes.tags}>
          <Tag tone={kindLook[kind].tone} icon={kindLook[kind].icon}>
            {t(kindWord(finding))}
          </Tag>
          {exceptedBy !== null && (
            <Tag tone={statusLook.excepted.tone} icon={statusLook.excepted.icon}>
              {t('contradiction.status.excepted')}
            </Tag>
          )}
        </span>
      </div>
      <div className={classes.cell}>
        <Side statement={first} />
        <Side statement={second} />
      </div>
    </Row>
  );
}

/** What the offer would contradict if it were live now: what each side says, and whether somebody has declared it meant. */
export function OfferFindings({
  findings,
  names,
}: {
  findings: readonly Finding[];
  names: NamedOffer['productNames'];
}): ReactElement {
  const { t } = useTranslation();
  const [isWhole, setWhole] = useState(false);
  if (findings.length === 0)
    return (
      <p className={classes.clear}>
        <IconCircleCheck aria-hidden size={17} /> {t('offer.agrees')}
      </p>
    );
  const shown = isWhole ? findings : findings.slice(0, SHOWN_FIRST);
  return (
    <div className={classes.list}>
      <ol>
        {shown.map((finding) => (
          <FindingRow key={nameOf(finding)} finding={finding} names={names} />
        ))}
      </ol>
      {findings.length > shown.length && (
        <Button variant="subtle" size="compact-sm" onClick={() => setWhole(true)}>
          {t('offer.showAll', { count: findings.length })}
        </Button>
      )}
    </div>
  );
}
