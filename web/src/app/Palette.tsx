import { useQuery } from '@tanstack/react-query';
import {
  IconDiscount,
  IconKeyboard,
  IconLanguage,
  IconPackage,
  IconSpeakerphone,
  IconUser,
  IconUsersGroup,
  type TablerIcon,
} from '@tabler/icons-react';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { addressOf } from '../api/client.ts';
import { customerSearch, messages, offers, productSearch, segments } from '../api/queries.ts';
import { Spotlight, useDebouncedValue } from '../ui/mantine.ts';
import { useTermsText } from '../ui/TermsText.tsx';
import { useLanguage } from '../ui/useLanguage.ts';
import { changeLanguage } from './i18n.ts';
import { boardPlaces, customerPlaces, messagePlaces, places, settingPlaces } from './places.ts';

const SHOWN = 6;
const TYPING_PAUSE_MS = 150;

/** The messages, offers and segments whose name fits, each with where it stands. */
function useSaid(words: string): { label: string; description: string; path: string; icon: TablerIcon }[] {
  const { t } = useTranslation();
  const termsText = useTermsText();
  const asked = { enabled: words !== '', refetchInterval: false } as const;
  const offered = useQuery({ ...offers, ...asked }).data?.offers ?? [];
  const written = useQuery({ ...messages, ...asked }).data?.messages ?? [];
  const kept = useQuery({ ...segments, ...asked }).data?.segments ?? [];
  if (words === '') return [];
  return [
    ...written.map(({ id, name, state }) => {
      return { label: name, description: t(`message.state.${state}`), path: `/budskap/${id}`, icon: IconSpeakerphone };
    }),
    ...offered.map(({ id, name, terms }) => {
      return { label: name, description: termsText(terms), path: `/budskap/erbjudanden/${id}`, icon: IconDiscount };
    }),
    ...kept.map(({ id, name }) => {
      return { label: name, description: t('segment.one'), path: `/kunder/malgrupper/${id}`, icon: IconUsersGroup };
    }),
  ]
    .filter(({ label }) => label.toLowerCase().includes(words.toLowerCase()))
    .slice(0, SHOWN);
}

/** Ctrl-K: one field that finds a customer, a product, what is said of it or a page, and changes the language. */
export function Palette({ showHelp }: { showHelp: () => void }): ReactElement {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const language = useLanguage();
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), TYPING_PAUSE_MS);
  const isAsking = asked.length >= 2;
  const customers = useQuery({ ...customerSearch(asked), enabled: isAsking, refetchInterval: false });
  const products = useQuery({ ...productSearch(asked), enabled: isAsking, refetchInterval: false });
  const found = isAsking ? (customers.data?.customers ?? []).slice(0, SHOWN) : [];
  const rows = isAsking ? (products.data?.rows ?? []) : [];
  const fits = (word: string): boolean => word.toLowerCase().includes(text.trim().toLowerCase());
  const pages = [
    ...[...places, ...messagePlaces, ...customerPlaces, ...settingPlaces].map(({ word, ...place }) => ({
      ...place,
      label: t(`page.${word}`),
    })),
    ...boardPlaces.map(({ word, ...place }) => ({ ...place, label: t(`board.tab.${word}`) })),
  ].filter(({ label }) => fits(label));
  const otherLanguage = language === 'sv' ? 'English' : 'Svenska';
  const actions = [
    { label: otherLanguage, icon: IconLanguage, run: () => void changeLanguage(language === 'sv' ? 'en' : 'sv') },
    { label: t('app.keys'), icon: IconKeyboard, run: showHelp },
  ].filter((action) => fits(action.label));
  const said = useSaid(isAsking ? asked : '');
  const isEmpty = found.length + rows.length + said.length + pages.length + actions.length === 0;
  return (
    <Spotlight.Root
      query={text}
      onQueryChange={setText}
      shortcut="mod + K"
      scrollable
      maxHeight="60vh"
      transitionProps={{ duration: 80 }}
    >
      <Spotlight.Search placeholder={t('palette.placeholder')} aria-label={t('app.searchHint')} />
      <Spotlight.ActionsList>
        {found.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.customers')}>
            {found.map((customer) => (
              <Spotlight.Action
                key={customer.id}
                label={customer.name ?? t('customer.unknown')}
                description={customer.identifiers.map((identifier) => identifier.value).join(' · ')}
                leftSection={<IconUser aria-hidden size={18} stroke={1.6} />}
                onClick={() => void navigate(`/kunder/${customer.id}`)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {rows.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.products')}>
            {rows.map((row) => (
              <Spotlight.Action
                key={row.product}
                label={row.productName ?? row.product}
                description={row.productName === null ? '' : row.product}
                leftSection={<IconPackage aria-hidden size={18} stroke={1.6} />}
                onClick={() => void navigate(addressOf('/samstammighet', { q: row.product }))}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {said.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.said')}>
            {said.map(({ path, label, description, icon: Icon }) => (
              <Spotlight.Action
                key={path}
                label={label}
                description={description}
                leftSection={<Icon aria-hidden size={18} stroke={1.6} />}
                onClick={() => void navigate(path)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {pages.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.pages')}>
            {pages.map(({ path, label, icon: Icon }) => (
              <Spotlight.Action
                key={path}
                label={label}
                leftSection={<Icon aria-hidden size={18} stroke={1.6} />}
                onClick={() => void navigate(path)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {actions.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.actions')}>
            {actions.map(({ label, icon: Icon, run }) => (
              <Spotlight.Action
                key={label}
                label={label}
                leftSection={<Icon aria-hidden size={18} stroke={1.6} />}
                onClick={run}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {isEmpty && <Spotlight.Empty>{t('palette.nothing')}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
