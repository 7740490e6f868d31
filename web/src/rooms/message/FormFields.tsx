import { IconPlus } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Form } from '../../../../src/speak/message/message.contract.ts';
import { Button, Textarea, TextInput } from '../../ui/mantine.ts';

type Fields = { readonly form: Form; readonly write: (form: Form) => void };
const monospace = { input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.8125rem' } };

function Line({ label, value, change }: { label: string; value: string; change: (value: string) => void }) {
  return <TextInput label={label} value={value} onChange={(event) => change(event.currentTarget.value)} />;
}

function Body({ label, value, change, code = false }: Parameters<typeof Line>[0] & { code?: boolean }): ReactElement {
  return (
    <Textarea
      label={label}
      value={value}
      autosize
      minRows={code ? 8 : 3}
      maxRows={code ? 18 : 12}
      spellCheck={!code}
      {...(code ? { styles: monospace } : {})}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}

function Steps({ form, write }: { form: Extract<Form, { kind: 'call' }>; write: Fields['write'] }): ReactElement {
  const { t } = useTranslation();
  const steps = [...form.steps, ''].slice(0, Math.max(1, form.steps.length));
  return (
    <>
      {steps.map((step, index) => (
        <Body
          // The steps have no other name than their place.
          key={`step ${index + 1}`}
          label={t('message.field.step', { number: index + 1 })}
          value={step}
          change={(value) => write({ ...form, steps: steps.with(index, value) })}
        />
      ))}
      <Button
        size="xs"
        variant="subtle"
        leftSection={<IconPlus aria-hidden size={14} />}
        onClick={() => write({ ...form, steps: [...steps, ''] })}
      >
        {t('message.addStep')}
      </Button>
    </>
  );
}

/** What is written of one form. */
export function FormFields({ form, write }: Fields): ReactElement {
  const { t } = useTranslation();
  switch (form.kind) {
    case 'email':
      return (
        <>
          <Line
            label={t('message.field.subject')}
            value={form.subject}
            change={(subject) => write({ ...form, subject })}
          />
          <Line
            label={t('message.field.preheader')}
            value={form.preheader}
            change={(preheader) => write({ ...form, preheader })}
          />
          <Body code label={t('message.field.mjml')} value={form.mjml} change={(mjml) => write({ ...form, mjml })} />
        </>
      );
    case 'call':
      return <Steps form={form} write={write} />;
    case 'till':
      return (
        <>
          <TextInput
            type="number"
            label={t('message.field.width')}
            min={16}
            max={80}
            value={String(form.width)}
            onChange={(event) => write({ ...form, width: Math.trunc(Number(event.currentTarget.value)) })}
          />
          <Body code label={t('message.field.text')} value={form.text} change={(text) => write({ ...form, text })} />
        </>
      );
    case 'web':
    case 'push':
    case 'app':
    case 'letter':
      return (
        <>
          {form.kind === 'web' && (
            <Line label={t('message.field.slot')} value={form.slot} change={(slot) => write({ ...form, slot })} />
          )}
          <Line label={t('message.field.title')} value={form.title} change={(title) => write({ ...form, title })} />
          <Body label={t('message.field.text')} value={form.text} change={(text) => write({ ...form, text })} />
        </>
      );
    case 'sms':
    case 'chat':
      return <Body label={t('message.field.text')} value={form.text} change={(text) => write({ ...form, text })} />;
    default:
      return form satisfies never;
  }
}
