import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CrawlSiteInput, CrawlSiteView } from '../../../../src/collect/crawl/crawl-site.contract.ts';
import { ApiProblem, tell } from '../../api/client.ts';
import { channels } from '../../api/queries.ts';
import { useChannelName } from '../../ui/ChannelBadge.tsx';
import { focusFirst } from '../../ui/focus.ts';
import { Button, NativeSelect, Textarea, TextInput } from '../../ui/mantine.ts';
import pageClasses from '../../ui/Page.module.css';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import classes from './crawl.module.css';
import { emptyForm, inputOf, type SiteForm as Form } from './site.ts';

const productNames = ['id', 'gtin', 'group'] as const;

type FieldsProps = {
  form: Form;
  change: (part: Partial<Form>) => void;
  faultOf: (field: 'starts' | 'origins' | 'mostPages') => string | null;
};

/** What most sites need not say. */
function MoreFields({ form, change, faultOf }: FieldsProps): ReactElement {
  const { t } = useTranslation();
  const isWrong = faultOf('origins') !== null || faultOf('mostPages') !== null;
  return (
    <details className={classes.more} open={isWrong || undefined}>
      <summary>{t('crawl.more')}</summary>
      <div className={classes.fields}>
        <Textarea
          label={t('crawl.field.origins')}
          description={t('crawl.hint.origins')}
          autosize
          minRows={2}
          spellCheck={false}
          value={form.origins}
          error={faultOf('origins')}
          onChange={(event) => change({ origins: event.currentTarget.value })}
        />
        <TextInput
          label={t('crawl.field.mostPages')}
          description={t('crawl.hint.mostPages')}
          inputMode="numeric"
          value={form.mostPages}
          error={faultOf('mostPages')}
          onChange={(event) => change({ mostPages: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('crawl.field.productBy')}
          description={t('crawl.hint.productBy')}
          value={form.productBy}
          data={productNames.map((value) => ({ value, label: t(`crawl.productBy.${value}`) }))}
          onChange={(event) =>
            change({ productBy: productNames.find((each) => each === event.currentTarget.value) ?? form.productBy })
          }
        />
      </div>
    </details>
  );
}

/** Adds pages of ours: where reading begins, and whose prices they show. */
export function SiteForm({ close }: { close: () => void }): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const channelName = useChannelName();
  const known = useQuery(channels).data?.channels ?? [];
  const [form, setForm] = useState(emptyForm);
  const add = useMutation({
    networkMode: 'always',
    mutationFn: (input: CrawlSiteInput) => tell<CrawlSiteView>('/v1/crawl-sites', input),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['/v1/crawl-sites'] });
      close();
    },
  });
  const said = add.error instanceof ApiProblem ? add.error.faults.map((each) => each.field.split('.', 1)[0]) : [];
  const faultOf: FieldsProps['faultOf'] = (field) => (said.includes(field) ? t(`crawl.wrong.${field}`) : null);
  const change = (part: Partial<Form>): void => setForm((before) => ({ ...before, ...part }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!add.isPending) add.mutate(inputOf(form));
  };
  return (
    <form
      className={`${pageClasses.section} ${classes.form}`}
      aria-label={t('crawl.new')}
      noValidate
      onSubmit={submit}
      ref={focusFirst}
    >
      <NativeSelect
        label={t('channel.label')}
        description={t('crawl.hint.channel')}
        value={form.channel}
        data={known.map(({ id }) => ({ value: id, label: channelName(id) }))}
        onChange={(event) => change({ channel: event.currentTarget.value })}
      />
      <Textarea
        label={t('crawl.field.starts')}
        description={t('crawl.hint.starts')}
        placeholder="https://www.fjallro.example/sitemap.xml"
        autosize
        minRows={3}
        spellCheck={false}
        value={form.starts}
        error={faultOf('starts')}
        onChange={(event) => change({ starts: event.currentTarget.value })}
      />
      <MoreFields form={form} change={change} faultOf={faultOf} />
      {add.error !== null && <ProblemNote error={add.error} />}
      <div className={classes.buttons}>
        <Button type="submit" loading={add.isPending}>
          {t('crawl.add')}
        </Button>
        <Button variant="default" onClick={close}>
          {t('app.cancel')}
        </Button>
      </div>
    </form>
  );
}
