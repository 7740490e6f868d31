import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Verdict } from '../../../../src/understand/verdict.contract.ts';
import { addressOf } from '../../api/client.ts';
import { ChannelBadge } from '../../ui/ChannelBadge.tsx';
import { numberText, percentText } from '../../ui/format.ts';
import { Section } from '../../ui/Page.tsx';
import { ScrollTable } from '../../ui/ScrollTable.tsx';
import { useLanguage } from '../../ui/useLanguage.ts';
import { pathOf } from './looks.ts';
import classes from './Readiness.module.css';
import type { VerdictText } from './useVerdictText.ts';

type Cell = Verdict['cells'][number];

function CellOf({ cell, text, id }: { cell: Cell; text: VerdictText; id: string | undefined }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const share = percentText((100 * cell.identified) / Math.max(1, cell.events), language);
  const [identified, events] = [numberText(Math.round(cell.identified), language), numberText(cell.events, language)];
  const numbers = (
    <>
      <span className={classes.meter} aria-hidden>
        <span style={{ width: `${(100 * cell.identified) / Math.max(1, cell.events)}%` }} />
      </span>
      <strong>{share}</strong>
      <span className={classes.sub}>{t('readiness.known', { identified, events })}</span>
    </>
  );
  if (id === undefined) return <span className={classes.cell}>{numbers}</span>;
  const query = { channel: cell.channel, stratum: cell.stratum, ...(cell.stratum === '' ? { none: '1' } : {}) };
  const [stratum, channel] = [text.stratum(cell.stratum), text.channel(cell.channel)];
  return (
    <Link className={classes.cell} to={addressOf(`${pathOf(id)}/kunder`, query)}>
      {numbers}
      <span className="sr-only">{t('readiness.knownLink', { stratum, channel })}</span>
    </Link>
  );
}

/** How much of the population is known, in each channel and stratum; each number opens who is behind it. */
export function CoverageMatrix({
  verdict,
  text,
  id,
}: {
  verdict: Verdict;
  text: VerdictText;
  id: string | undefined;
}): ReactElement {
  const { t } = useTranslation();
  const channels = [...new Set(verdict.cells.map(({ channel }) => channel))];
  const strata = [...new Set(verdict.cells.map(({ stratum }) => stratum))];
  const byKey = new Map(verdict.cells.map((cell) => [JSON.stringify([cell.channel, cell.stratum]), cell]));
  return (
    <Section title={t('readiness.coverage')} flush>
      <p className={classes.note}>{t('readiness.coverageWhat')}</p>
      <ScrollTable
        flush
        title={t('readiness.coverage')}
        heads={[
          { label: t('readiness.stratum') },
          ...channels.map((channel) => ({ label: channel, shown: <ChannelBadge channel={channel} plain /> })),
        ]}
      >
        {strata.map((stratum) => (
          <tr key={stratum}>
            <th scope="row">{text.stratum(stratum)}</th>
            {channels.map((channel) => {
              const cell = byKey.get(JSON.stringify([channel, stratum]));
              return (
                <td key={channel}>
                  {cell === undefined ? (
                    <span className={classes.sub}>{t('readiness.noEvents')}</span>
                  ) : (
                    <CellOf cell={cell} text={text} id={id} />
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </ScrollTable>
    </Section>
  );
}
