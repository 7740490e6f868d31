import { IconKeyboard, IconSettings } from '@tabler/icons-react';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Session } from '../../../src/organisation/session.contract.ts';
import { Segments } from '../ui/Filters.tsx';
import { Button, Popover, useMantineColorScheme } from '../ui/mantine.ts';
import { useLanguage } from '../ui/useLanguage.ts';
import { changeLanguage } from './i18n.ts';
import { settingPlaces } from './places.ts';
import classes from './Settings.module.css';

/** Who is logged in, and what each person chooses for themselves: language and appearance. */
export function Settings({ session, showHelp }: { session: Session; showHelp: () => void }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Popover opened={isOpen} onChange={setOpen} position="top-end" width={272} shadow="md" trapFocus withinPortal>
      <Popover.Target>
        <button type="button" className={classes.button} onClick={() => setOpen((before) => !before)}>
          <IconSettings aria-hidden size={18} stroke={1.7} />
          <span className="sr-only">{t('app.menu')}</span>
          <span className={classes.who}>
            <span className={classes.name}>{session.member.name}</span>
            <span className={classes.role}>{t(`role.${session.member.role}`)}</span>
          </span>
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('app.menu')} className={classes.menu ?? ''}>
        {settingPlaces.map(({ path, word, icon: Icon }) => (
          <Button
            key={path}
            component={Link}
            to={path}
            variant="subtle"
            size="xs"
            justify="flex-start"
            leftSection={<Icon aria-hidden size={16} />}
            onClick={() => setOpen(false)}
          >
            {t(`page.${word}`)}
          </Button>
        ))}
        <p className={classes.label}>{t('app.language')}</p>
        <Segments
          label={t('app.language')}
          value={language}
          change={(next) => void changeLanguage(next)}
          choices={[
            { value: 'sv', label: 'Svenska' },
            { value: 'en', label: 'English' },
          ]}
        />
        <p className={classes.label}>{t('app.scheme')}</p>
        <Segments
          label={t('app.scheme')}
          value={colorScheme}
          change={setColorScheme}
          choices={[
            { value: 'light', label: t('app.light') },
            { value: 'dark', label: t('app.dark') },
            { value: 'auto', label: t('app.auto') },
          ]}
        />
        <Button
          variant="subtle"
          size="xs"
          justify="flex-start"
          leftSection={<IconKeyboard aria-hidden size={16} />}
          onClick={showHelp}
        >
          {t('app.keys')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
