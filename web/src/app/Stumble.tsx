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
type State = { readonly error: Error | null };

/** Catches a screen that falls over, so that the menu still stands; going to another screen rights it. */
export class Stumble extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: Error): State {
    return { error };
  }

  override componentDidUpdate(before: Props): void {
    if (before.place !== this.props.place && this.state.error !== null) this.setState({ error: null });
  }

  override render(): ReactNode {
    return this.state.error === null ? this.props.children : <Fallen error={this.state.error} />;
  }
}
