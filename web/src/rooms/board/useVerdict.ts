import { useTranslation } from 'react-i18next';
import type { Contradiction, Statement } from '../../../../src/speak/contradiction.contract.ts';
import { useChannelName } from '../../ui/ChannelBadge.tsx';
import { moneyText, percentText } from '../../ui/format.ts';
import { useLanguage } from '../../ui/useLanguage.ts';

/** The difference in one sentence: who is dearer and by how much, or who is silent. */
export function useVerdict(): (found: Contradiction) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  const name = useChannelName();
  const speaker = (side: Statement): string => (side.offerId === null ? name(side.channel) : side.source);
  return ({ kind, aspect = 'price', witness, difference }) => {
    const [a, b] = witness.statements;
    if (aspect !== 'price') return t(`witness.aspect.${aspect}`, { first: speaker(a), second: speaker(b) });
    if (witness.prior !== undefined) return t(`witness.prior.${witness.prior.rule}`);
    if (kind === 'wrong-audience') return t('witness.wrongAudience', { first: a.source, second: b.source });
    if (kind === 'plan-conflict') return t('witness.planConflict', { first: a.source, second: b.source });
    if (kind === 'unknown') return t('witness.unknown', { promised: name(a.channel), deaf: name(b.channel) });
    if (kind === 'undeliverable') return t('witness.undeliverable', { channel: name(b.channel) });
    if (kind === 'stale') return t('witness.stale', { channel: name(b.channel) });
    if (a.amount === null || b.amount === null) {
      const [silent, stated] = a.amount === null ? [a, b] : [b, a];
      return t('witness.missing', { silent: name(silent.channel), stated: name(stated.channel) });
    }
    if (difference === null || difference.amount === 0) return t('witness.same');
    const money = `${moneyText(difference, language)} (${percentText(difference.percent, language)})`;
    return t('witness.dearer', { channel: name(a.amount > b.amount ? a.channel : b.channel), difference: money });
  };
}
