import {
  IconArrowsDiff,
  IconDiscount,
  IconFileText,
  IconGavel,
  IconHeartHandshake,
  IconInbox,
  IconLayoutDashboard,
  IconLayoutGrid,
  IconPlugConnected,
  IconShieldCheck,
  IconSpeakerphone,
  IconSunrise,
  IconUsers,
  IconUsersGroup,
  IconWorldSearch,
} from '@tabler/icons-react';

/** The screens of the main menu: address, word, icon, and the letter that follows `g`. */
export const places = [
  { path: '/', word: 'today', icon: IconSunrise, letter: 'i' },
  { path: '/samstammighet', word: 'board', icon: IconLayoutGrid, letter: 's' },
  { path: '/budskap', word: 'messages', icon: IconSpeakerphone, letter: 'm' },
  { path: '/loften', word: 'promises', icon: IconHeartHandshake, letter: 'l' },
  { path: '/kunder', word: 'customers', icon: IconUsers, letter: 'k' },
  { path: '/inflode', word: 'inflow', icon: IconInbox, letter: 'f' },
] as const;

/** Screens that belong to Samstämmighet: found as its tabs and in the palette. */
export const boardPlaces = [
  { path: '/samstammighet/motsagelser', word: 'contradictions', icon: IconArrowsDiff },
  { path: '/samstammighet/undantag', word: 'exceptions', icon: IconShieldCheck },
  { path: '/samstammighet/texter', word: 'texts', icon: IconFileText },
  { path: '/samstammighet/prisregel', word: 'priceRule', icon: IconGavel },
] as const;

/** Screens that belong to Budskap, found in the same ways. */
export const messagePlaces = [
  { path: '/budskap/erbjudanden', word: 'offers', icon: IconDiscount },
  { path: '/budskap/portfolj', word: 'portfolio', icon: IconLayoutDashboard },
] as const;

/** Screens that belong to Kunder, found in the same ways. */
export const customerPlaces = [{ path: '/kunder/malgrupper', word: 'segments', icon: IconUsersGroup }] as const;

/** Screens that are not daily work: found under the settings and in the palette. */
export const settingPlaces = [
  { path: '/installningar/kallor', word: 'sources', icon: IconPlugConnected },
  { path: '/installningar/sidor', word: 'crawlSites', icon: IconWorldSearch },
] as const;
