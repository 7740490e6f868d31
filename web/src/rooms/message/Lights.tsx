import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Light } from '../../../../src/speak/message/message.contract.ts';
import sv from '../../app/sv.json' with { type: 'json' };
import { useChannelName } from '../../ui/ChannelBadge.tsx';
import { type Language, numberText } from '../../ui/format.ts';
import { useLanguage } from '../../ui/useLanguage.ts';
import classes from './message.module.css';

type Code = keyof typeof sv.message.light;

function isCode(code: string): code is Code {
  return Object.hasOwn(sv.message.light, code);
}

/** What a sentence is filled with: numbers as they are written in the language, but for the one that it is bent by. */
function wordsOf(params: Light['params'], language: Language): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'number' && name !== 'count' ? numberText(value, language) : value,
    ]),
  );
}

/** What the checks found, each with its place and what to do; or that there is nothing. */
export function Lights({ lights }: { lights: readonly Light[] }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const nameOf = useChannelName();
  if (lights.length === 0)
    return (
      <p className={classes.clear}>
        <IconCircleCheck aria-hidden size={16} stroke={1.9} /> {t('message.clear')}
      </p>
    );
  return (
    <ul className={classes.lights}>
      {lights.map((light) => {
        const { code, severity, place, params } = light;
        const Icon = severity === 'fault' ? IconAlertTriangle : IconInfoCircle;
        const channel = typeof params['channel'] === 'string' ? { channel: nameOf(params['channel']) } : {};
        return (
          <li key={JSON.stringify(light)} data-severity={severity}>
            <Icon aria-hidden size={16} stroke={1.9} />
            <span>
              <span className="sr-only">{t(`message.severity.${severity}`)}: </span>
              {isCode(code) ? t(`message.light.${code}`, { ...wordsOf(params, language), ...channel }) : light.says}
              {place.line !== null && (
                <span className={classes.line}> {t('message.onLine', { line: place.line })}</span>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
