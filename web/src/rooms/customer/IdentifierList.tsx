import {
  IconAt,
  IconBuilding,
  IconCookie,
  IconDeviceMobile,
  IconFingerprint,
  IconIdBadge2,
  IconPhone,
  IconShieldLock,
  IconUser,
  type TablerIcon,
} from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { CustomerView } from '../../../../src/identify/customer.contract.ts';
import { useWord } from '../../ui/useLanguage.ts';
import classes from './IdentifierList.module.css';

const iconOf = new Map<string, TablerIcon>([
  ['email', IconAt],
  ['phone', IconPhone],
  ['user_id', IconUser],
  ['anonymous_id', IconCookie],
  ['loyalty', IconIdBadge2],
  ['device', IconDeviceMobile],
  ['personnummer', IconShieldLock],
  ['organisation_number', IconBuilding],
]);

/** The order in which people recognise someone. */
const order = ['email', 'phone', 'loyalty', 'user_id', 'device', 'anonymous_id'];

function rank(type: string): number {
  const at = order.indexOf(type);
  return at === -1 ? order.length : at;
}

/** What says who the customer is, each with what kind of thing it is. */
export function IdentifierList({
  identifiers,
  limit = Infinity,
}: {
  identifiers: CustomerView['identifiers'];
  limit?: number;
}): ReactElement {
  const word = useWord();
  const sorted = identifiers.toSorted((a, b) => rank(a.type) - rank(b.type));
  const hidden = sorted.length - limit;
  return (
    <ul className={classes.list}>
      {sorted.slice(0, limit).map(({ type, value }) => {
        const Icon = iconOf.get(type) ?? IconFingerprint;
        const name = word('identifier', type) ?? type;
        return (
          <li key={`${type} ${value}`} className={classes.identifier} title={`${name}: ${value}`}>
            <Icon aria-hidden size={14} stroke={1.8} />
            <span className="sr-only">{name}: </span>
            <span className={classes.value}>{value}</span>
          </li>
        );
      })}
      {hidden > 0 && <li className={classes.hidden}>+{hidden}</li>}
    </ul>
  );
}
