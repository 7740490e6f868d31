import { IconCheck, IconCopy } from '@tabler/icons-react';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SourceView } from '../../../../src/organisation/source.contract.ts';
import { SelectField } from '../../ui/Filters.tsx';
import { ActionIcon, useClipboard } from '../../ui/mantine.ts';
import { Section } from '../../ui/Page.tsx';
import { type Client, clients, KEY_TO_FILL_IN, snippetOf } from './snippet.ts';
import classes from './SourceKeys.module.css';
import pageClasses from './SourcePage.module.css';

/** What to write where the events come from, ready to copy. */
export function SendSection({ source, shownKey }: { source: SourceView; shownKey: string | undefined }): ReactElement {
  const { t } = useTranslation();
  const clipboard = useClipboard({ timeout: 2000 });
  const [client, setClient] = useState<Client>(source.kind === 'browser' ? 'segmentWeb' : 'segmentNode');
  const code = snippetOf(client, window.location.origin, shownKey ?? KEY_TO_FILL_IN);
  const choice = (
    <SelectField
      label={t('source.sendWith')}
      value={client}
      change={setClient}
      choices={clients.map((value) => ({ value, label: t(`source.client.${value}`) }))}
    />
  );
  return (
    <Section title={t('source.send')} aside={choice}>
      <div className={pageClasses.stack}>
        <div className={classes.code}>
          <pre>
            <code>{code}</code>
          </pre>
          <ActionIcon
            className={classes.copy ?? ''}
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={clipboard.copied ? t('app.copied') : t('app.copy')}
            onClick={() => clipboard.copy(code)}
          >
            {clipboard.copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
          </ActionIcon>
        </div>
        {shownKey === undefined && <p className={pageClasses.sub}>{t('source.sendKey')}</p>}
      </div>
    </Section>
  );
}
