import { Component, type ReactNode } from 'react';
import { toApiError } from '../api/errors.ts';
import { PhoneError } from './PhoneError.tsx';

interface PhoneBoundaryState {
  readonly error: unknown;
  readonly failed: boolean;
}

/** A page that breaks takes neither the head nor what is kept with it. */
export class PhoneBoundary extends Component<{ readonly children: ReactNode }, PhoneBoundaryState> {
  override state: PhoneBoundaryState = { error: null, failed: false };

  static getDerivedStateFromError(error: unknown): PhoneBoundaryState {
    return { error, failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    const retry = (): void => this.setState({ error: null, failed: false });
    return (
      <>
        <h1>这一页出了意外</h1>
        <PhoneError error={toApiError(this.state.error)} onRetry={retry} />
      </>
    );
  }
}
