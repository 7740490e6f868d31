import { IconDownload } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportDetail } from '../../../../src/collect/import.contract.ts';
import { numberText } from '../../ui/format.ts';
import { Button } from '../../ui/mantine.ts';
import { Section } from '../../ui/Page.tsx';
import { useLanguage } from '../../ui/useLanguage.ts';
import classes from './imports.module.css';

const BAD_ROWS_SHOWN = 100;

/** What came of a file: its numbers, what was passed over and why, and the rows that were not taken in. */
export function ImportResult({ one }: { one: ImportDetail }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const numbers = [
    ['rowsRead', one.rowsRead],
    ['accepted', one.accepted],
    ['anonymous', one.anonymous],
    ['repeated', one.repeated],
    ['rejected', one.rejected],
  ] as const;
  const passed = Object.entries(one.passed);
  return (
    <>
      <Section title={t(one.finishedAt === null ? 'imports.soFar' : 'imports.result')}>
        <dl className={classes.numbers}>
          {numbers
            .filter(([word, value]) => value > 0 || word === 'accepted' || word === 'rejected')
            .map(([word, value]) => (
              <div key={word}>
                <dt className={classes.muted}>{t(`imports.number.${word}`)}</dt>
                <dd className={classes.value}>{numberText(value, language)}</dd>
              </div>
            ))}
        </dl>
        {passed.length > 0 && (
          <ul className={classes.passed}>
            {passed.map(([because, rows]) => (
              <li key={because}>{t('imports.passed', { rows: numberText(rows, language), because })}</li>
            ))}
          </ul>
        )}
      </Section>
      {one.rejected > 0 && <BadRows one={one} />}
    </>
  );
}

function BadRows({ one }: { one: ImportDetail }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const download =
    one.kind === 'events' ? (
      <Button
        component="a"
        href={`/v1/imports/${encodeURIComponent(one.id)}/dead-letters.csv`}
        download
        variant="default"
        size="xs"
        leftSection={<IconDownload aria-hidden size={14} />}
      >
        {t('imports.download')}
      </Button>
    ) : undefined;
  return (
    <Section title={t('imports.badRows', { rows: numberText(one.rejected, language) })} aside={download} flush>
      <section className={classes.scroll} aria-label={t('imports.badRowsTable')} tabIndex={0}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th>{t('imports.line')}</th>
              <th>{t('imports.field')}</th>
              <th>{t('imports.reason')}</th>
            </tr>
          </thead>
          <tbody>
            {one.rejectedRows.slice(0, BAD_ROWS_SHOWN).map((row, index) => (
              <tr key={`${row.line} ${row.field} ${index}`}>
                <td className={classes.digits}>{numberText(row.line, language)}</td>
                <td>{row.field}</td>
                <td lang="en">{row.reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  );
}
