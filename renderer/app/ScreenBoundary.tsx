import { Component, type ReactNode } from 'react';
import { toApiError } from '../api/errors.ts';
import { Screen } from '../frame/Screen.tsx';
import { ErrorNote } from '../status/ErrorNote.tsx';

interface ScreenBoundaryState {
  readonly error: unknown;
  readonly failed: boolean;
}

/** A screen that breaks takes neither the frame nor the other screens with it. */
export class ScreenBoundary extends Component<{ readonly children: ReactNode }, ScreenBoundaryState> {
  override state: ScreenBoundaryState = { error: null, failed: false };

  static getDerivedStateFromError(error: unknown): ScreenBoundaryState {
    return { error, failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    const retry = (): void => this.setState({ error: null, failed: false });
    return (
      <Screen title="这一页出了意外" back={{ to: '/', label: '回工作台' }}>
        <ErrorNote error={toApiError(this.state.error)} onRetry={retry} />
      </Screen>
    );
  }
}
