import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NamedPriceRule, PriceRule } from '../../../../src/speak/price-rule.contract.ts';
import { ApiProblem, change } from '../../api/client.ts';
import { priceRule, session } from '../../api/queries.ts';
import { numberText } from '../../ui/format.ts';
import { linesIn } from '../../ui/lines.ts';
import { Button, Radio, Textarea } from '../../ui/mantine.ts';
import { Page, Section } from '../../ui/Page.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { ErrorState, Loading } from '../../ui/States.tsx';
import { useLanguage } from '../../ui/useLanguage.ts';
import { BoardTabs } from './BoardTabs.tsx';
import classes from './PriceRulePage.module.css';
import { ProductNameList } from './ProductNameList.tsx';

const waysToCount = ['all-channels', 'own-channel'] as const;

/** The fields as they are written; what is not written yet is what was saved. */
type Edited = { readonly priorPrice?: PriceRule['priorPrice']; readonly exempt?: string };

function RuleForm({ saved, mayChange }: { saved: NamedPriceRule; mayChange: boolean }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const client = useQueryClient();
  const [edited, setEdited] = useState<Edited>({});
  const { priorPrice = saved.priorPrice, exempt = saved.exempt.join('\n') } = edited;
  const products = linesIn(exempt);
  const save = useMutation({
    networkMode: 'always',
    mutationFn: (rule: PriceRule) => change<PriceRule>('PUT', '/v1/price-rule', rule),
    onSuccess: async () => {
      await client.invalidateQueries();
      setEdited({});
    },
  });
  const said = save.error instanceof ApiProblem ? save.error.faults : [];
  const isExemptWrong = said.some(({ field }) => field.startsWith('exempt'));
  const write = (part: Edited): void => {
    save.reset();
    setEdited((before) => ({ ...before, ...part }));
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!save.isPending) save.mutate({ priorPrice, exempt: products });
  };
  return (
    <form className={classes.form} noValidate onSubmit={submit}>
      <Radio.Group
        label={t('priceRule.priorPrice')}
        value={priorPrice}
        onChange={(value) => write({ priorPrice: waysToCount.find((each) => each === value) ?? priorPrice })}
      >
        <div className={classes.ways}>
          {waysToCount.map((value) => (
            <Radio
              key={value}
              value={value}
              label={t(`priceRule.way.${value}`)}
              description={t(`priceRule.wayWhat.${value}`)}
              disabled={!mayChange}
            />
          ))}
        </div>
      </Radio.Group>
      <Textarea
        label={t('priceRule.exempt')}
        description={t('priceRule.exemptWhat')}
        autosize
        minRows={3}
        maxRows={14}
        spellCheck={false}
        value={exempt}
        readOnly={!mayChange}
        error={isExemptWrong ? t('priceRule.fault') : null}
        onChange={(event) => write({ exempt: event.currentTarget.value })}
      />
      <p className={classes.what}>
        {t('priceRule.outside', { count: products.length, number: numberText(products.length, language) })}
      </p>
      {saved.exempt.length > 0 && <ProductNameList products={saved.exempt} names={saved.productNames} />}
      {save.error !== null && <ProblemNote error={save.error} />}
      {mayChange && (
        <div className={classes.buttons}>
          <Button type="submit" loading={save.isPending}>
            {t('priceRule.save')}
          </Button>
          <output className={classes.what}>{save.isSuccess && t('priceRule.saved')}</output>
        </div>
      )}
    </form>
  );
}

/** How the rule of the prior price is kept to here: how it is counted, and which goods are outside. */
export default function PriceRulePage(): ReactElement {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(priceRule);
  const mayChange = (useQuery(session).data?.member.role ?? 'reader') !== 'reader';
  return (
    <Page title={t('priceRule.title')} lead={t('priceRule.lead')}>
      <BoardTabs />
      {data !== undefined ? (
        <Section title={t('priceRule.kept')}>
          <RuleForm saved={data} mayChange={mayChange} />
        </Section>
      ) : error === null ? (
        <Loading rows={4} />
      ) : (
        <ErrorState error={error} retry={refetch} />
      )}
    </Page>
  );
}
