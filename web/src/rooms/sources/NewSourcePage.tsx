import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { SourceInput, SourceView } from '../../../../src/organisation/source.contract.ts';
import { tell } from '../../api/client.ts';
import { Button } from '../../ui/mantine.ts';
import { Page } from '../../ui/Page.tsx';
import pageClasses from '../../ui/Page.module.css';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { fieldsOf, formOf, type SourceForm } from './source-form.ts';
import { SourceFields } from './SourceFields.tsx';
import classes from './SourcePage.module.css';

/** Ny källa: a name is enough; then the source's own page, where its first key is made. */
export default function NewSourcePage(): ReactElement {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [form, setForm] = useState<SourceForm>(() => formOf(undefined));
  const make = useMutation({
    networkMode: 'always',
    mutationFn: (input: SourceInput) => tell<SourceView>('/v1/sources', input),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['/v1/sources'] });
      await navigate(`/installningar/kallor/${encodeURIComponent(id)}`);
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const id = form.id.trim();
    if (!make.isPending) make.mutate({ ...fieldsOf(form), ...(id === '' ? {} : { id }) });
  };
  return (
    <Page title={t('source.new')} lead={t('source.newLead')}>
      <form className={`${pageClasses.section} ${classes.form}`} noValidate onSubmit={submit}>
        <SourceFields
          form={form}
          isNew
          error={make.error}
          change={(part) => setForm((before) => ({ ...before, ...part }))}
        />
        {make.error !== null && <ProblemNote error={make.error} />}
        <div className={classes.buttons}>
          <Button type="submit" loading={make.isPending}>
            {t('source.make')}
          </Button>
          <Button variant="default" component={Link} to="/installningar/kallor">
            {t('app.cancel')}
          </Button>
        </div>
      </form>
    </Page>
  );
}
