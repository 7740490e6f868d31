import { useQuery } from '@tanstack/react-query';
import { DomainError } from '../../../../src/kernel/errors.ts';
import { readRule } from '../../../../src/kernel/rule/read-rule.ts';
import { ruleInWords } from '../../../../src/kernel/rule/words.ts';
import { segments } from '../../api/queries.ts';
import { useChannelName } from '../../ui/ChannelBadge.tsx';
import { useLanguage, useWord } from '../../ui/useLanguage.ts';

/** Says a rule in the reader's language with the names that the screens use; `undefined` where it is none. */
export function useRuleWords(): (written: unknown) => string | undefined {
  const language = useLanguage();
  const word = useWord();
  const channel = useChannelName();
  const known = useQuery(segments).data?.segments ?? [];
  const names = {
    segment: (id: string) => known.find((each) => each.id === id)?.name,
    event: (name: string) => {
      const said = word('event', name);
      return said === undefined ? undefined : `”${said}”`;
    },
    channel,
    identifier: (type: string) => word('identifier', type),
  };
  return (written) => {
    try {
      return ruleInWords(readRule(written), language, names);
    } catch (error) {
      if (error instanceof DomainError) return undefined;
      throw error;
    }
  };
}
