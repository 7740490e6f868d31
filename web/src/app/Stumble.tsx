import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/mantine.ts';

function Fallen({ error }: { error: Error }): ReactNode {
  const { t } = useTranslation();
  return (
    <div role="alert" style={{ display: 'grid', gap: '0.75rem', justifyItems: 'start', padding: '2rem 0' }}>
      <p>{t('error.crash')}</p>
      <code lang="en">{error.message}</code>
      <Button size="xs" onClick={() => location.reload()}>
        {t('error.again')}
      </Button>
    </div>
  );
}

type Props = { readonly place: string; readonly children: ReactNode };
type State = { readonly error: Error | null; readonly place: string };

/** Catches a screen that falls over, so that the menu still stands; going to another screen rights it. */
export class Stumble extends Component<Props, State> {
  override state: State = { error: null, place: this.props.place };

  static getDerivedStateFromError(error: Error): Partial<State> {
    return { error };
  }

  static getDerivedStateFromProps({ place }: Props, before: State): State | null {
    return before.place === place ? null : { error: null, place };
  }

  override render(): ReactNode {
    return this.state.error === null ? this.props.children : <Fallen error={this.state.error} />;
  }
}
