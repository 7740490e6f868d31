import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Kbd, Modal } from '../ui/mantine.ts';
import classes from './KeysHelp.module.css';
import { places } from './places.ts';

function Line({ keys, children }: { keys: ReactNode; children: ReactNode }): ReactElement {
  return (
    <div className={classes.line}>
      <dt>{keys}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What `?` shows. */
export function KeysHelp({ opened, close }: { opened: boolean; close: () => void }): ReactElement {
  const { t } = useTranslation();
  return (
    <Modal.Root opened={opened} onClose={close} transitionProps={{ duration: 100 }}>
      <Modal.Overlay />
      <Modal.Content>
        <div className={classes.header}>
          <Modal.Title>{t('app.keys')}</Modal.Title>
          <Modal.CloseButton aria-label={t('app.close')} />
        </div>
        <Modal.Body>
          <dl>
            <Line
              keys={
                <>
                  <Kbd>j</Kbd> <Kbd>k</Kbd>
                </>
              }
            >
              {t('keys.move')}
            </Line>
            <Line keys={<Kbd>Enter</Kbd>}>{t('keys.open')}</Line>
            <Line keys={<Kbd>Esc</Kbd>}>{t('keys.back')}</Line>
            {places.map((place) => (
              <Line
                key={place.path}
                keys={
                  <>
                    <Kbd>g</Kbd> <span className={classes.then}>{t('keys.then')}</span> <Kbd>{place.letter}</Kbd>
                  </>
                }
              >
                {t('keys.go', { page: t(`page.${place.word}`) })}
              </Line>
            ))}
            <Line
              keys={
                <>
                  <Kbd>Ctrl</Kbd> <Kbd>K</Kbd>
                </>
              }
            >
              {t('keys.palette')}
            </Line>
            <Line keys={<Kbd>?</Kbd>}>{t('keys.help')}</Line>
          </dl>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
