import {
  IconBroadcast,
  IconBuildingStore,
  IconDeviceMobile,
  IconHeartHandshake,
  IconMail,
  IconMessage2,
  IconMessages,
  IconNews,
  IconPhone,
  IconShare3,
  IconWorld,
  type TablerIcon,
} from '@tabler/icons-react';

/** How a channel looks: its icon and its colour. The word comes from the server, so that a company's own channels have one. */
const iconOf: Readonly<Record<string, TablerIcon>> = {
  web: IconWorld,
  online: IconWorld,
  app: IconDeviceMobile,
  newsletter: IconMail,
  email: IconMail,
  sms: IconMessage2,
  store: IconBuildingStore,
  phone: IconPhone,
  chat: IconMessages,
  social: IconShare3,
  print: IconNews,
  partner: IconHeartHandshake,
};

const colourOf: Readonly<Record<string, string>> = { online: 'web', email: 'newsletter' };

export function channelIcon(channel: string): TablerIcon {
  return Object.hasOwn(iconOf, channel) ? (iconOf[channel] ?? IconBroadcast) : IconBroadcast;
}

export function channelColour(channel: string): string {
  return `var(--ch-${colourOf[channel] ?? channel}, var(--ch-other))`;
}
