import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Preview } from '../../../../src/speak/message/message.contract.ts';
import { Checkbox, NativeSelect, useElementSize } from '../../ui/mantine.ts';
import classes from './message.module.css';

// Nothing in a mail may run, load from elsewhere or send anything: the frame has no rights, and its page says so again.
const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`;

/** The widths that mails are read in, in CSS pixels. */
const widths = { phone: 375, tablet: 600, desk: 800 } as const;
type Device = keyof typeof widths;
const devices = Object.keys(widths) as Device[];

/** How high the frame is on the screen, in CSS pixels. */
const HEIGHT = 352;

/** The mail in a window of the device's width, made smaller where there is no room for it. */
function Framed({
  preview,
  html,
  device,
  isDark,
}: {
  preview: Preview;
  html: string;
  device: Device;
  isDark: boolean;
}) {
  const { t } = useTranslation();
  const { ref, width } = useElementSize();
  const scale = width === 0 ? 1 : Math.min(1, width / widths[device]);
  // A mail without colours of its own for the dark has them turned, as many mail programs do.
  const isTurned = isDark && !html.includes('prefers-color-scheme');
  return (
    <div ref={ref} className={classes.framed} style={{ height: HEIGHT }}>
      <iframe
        className={classes.frame}
        sandbox=""
        title={t('message.mailAs', { language: preview.language })}
        srcDoc={policy + html}
        data-turned={isTurned || undefined}
        style={{
          width: widths[device],
          height: HEIGHT / scale,
          transform: `scale(${scale})`,
          colorScheme: isDark ? 'dark' : 'light',
        }}
      />
    </div>
  );
}

/** A mail as it is read: in three widths, in the light and in the dark, and as its text. */
export function MailPreview({ preview }: { preview: Preview }): ReactElement {
  const { t } = useTranslation();
  const [device, setDevice] = useState<Device>('phone');
  const [isDark, setDark] = useState(false);
  const [asText, setAsText] = useState(false);
  const { html } = preview;
  return (
    <div className={classes.mail}>
      <p className={classes.subject}>{preview.subject}</p>
      {preview.preheader !== '' && <p className={classes.sub}>{preview.preheader}</p>}
      {asText || html === null ? (
        <pre className={classes.plain}>{preview.text}</pre>
      ) : (
        <Framed preview={preview} html={html} device={device} isDark={isDark} />
      )}
      <div className={classes.ways}>
        <NativeSelect
          size="xs"
          aria-label={t('message.width')}
          value={device}
          disabled={asText}
          data={devices.map((value) => ({ value, label: t(`message.device.${value}`, { width: widths[value] }) }))}
          onChange={(event) => setDevice(devices.find((each) => each === event.currentTarget.value) ?? device)}
        />
        <Checkbox
          size="xs"
          label={t('message.inTheDark')}
          checked={isDark}
          disabled={asText}
          onChange={(event) => setDark(event.currentTarget.checked)}
        />
        <Checkbox
          size="xs"
          label={t('message.asText')}
          checked={asText}
          onChange={(event) => setAsText(event.currentTarget.checked)}
        />
      </div>
    </div>
  );
}
