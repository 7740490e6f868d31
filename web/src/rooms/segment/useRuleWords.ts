import { useQuery } from '@tanstack/react-query';
import { DomainError } from '../../../../src/kernel/errors.ts';
import { readRule } from '../../../../src/kernel/rule/read-rule.ts';
import { ruleInWords } from '../../../../src/kernel/rule/words.ts';
import { ApiProblem } from '../../api/client.ts';
import { segments } from '../../api/queries.ts';
import { useChannelName } from '../../ui/ChannelBadge.tsx';
import { useLanguage, useWord } from '../../ui/useLanguage.ts';

/** What a rule says, or why it is none, as the server would say it: with the path to what is wrong. */
export type RuleReading =
  | { readonly words: string; readonly fault: null }
  | { readonly words: ''; readonly fault: Error };

/** Reads rules in the reader's language, with the names that the screens use. */
export function useRuleReading(): (written: unknown) => RuleReading {
  const language = useLanguage();
  const word = useWord();
  const channel = useChannelName();
  const known = useQuery(segments).data?.segments ?? [];
  const names = {
    segment: (id: string) => known.find((each) => each.id === id)?.name,
    event: (name: string) => {
      const said = word('event', name);
      if (said === undefined) return undefined;
      return language === 'sv' ? `”${said}”` : `“${said}”`;
    },
    channel,
    identifier: (type: string) => word('identifier', type),
  };
  return (written) => {
    try {
      return { words: ruleInWords(readRule(written), language, names), fault: null };
    } catch (error) {
      if (error instanceof DomainError)
        return { words: '', fault: new ApiProblem(400, error.code, error.detail, error.faults) };
      throw error;
    }
  };
}

/** The same of rules that are kept, and so are rules. */
export function useRuleWords(): (written: unknown) => string {
  const read = useRuleReading();
  return (written) => read(written).words;
}
