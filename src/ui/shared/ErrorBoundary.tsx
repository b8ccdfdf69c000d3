import { Component, type ReactNode } from 'react';
import { ErrorAlert } from './ErrorAlert.tsx';
import { toError } from './error.ts';

interface Props {
  /** A change of it, such as another screen, gives the children a new chance. */
  resetKey: string;
  children: ReactNode;
}

interface State {
  error: Error | undefined;
  resetKey: string;
}

/** In place of a blank page: what was thrown while drawing. React has no hook for this. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: undefined, resetKey: this.props.resetKey };

  static getDerivedStateFromError(thrown: unknown): Partial<State> {
    return { error: toError(thrown) };
  }

  static getDerivedStateFromProps({ resetKey }: Props, state: State): State | null {
    return state.resetKey === resetKey ? null : { error: undefined, resetKey };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <ErrorAlert
        title="This screen could not be drawn"
        error={error}
        onRetry={() => this.setState({ error: undefined })}
      />
    );
  }
}
