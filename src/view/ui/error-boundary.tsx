// A crash of one part leaves the others alive.
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { VerdictMark } from './verdict-mark.tsx';

interface Props {
  /** "The stage". */
  part: string;
  /** Offers the selected run as a file. */
  onDownload?: () => void;
  children: ReactNode;
}

export class ErrorBoundary extends Component<Props, { error: Error | undefined }> {
  override state = { error: undefined };

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    const { error }: { error: Error | undefined } = this.state;
    if (!error) return this.props.children;
    return (
      <div className="crash" role="alert">
        <p className="crash-title">
          <VerdictMark standing="error" size={18} />
          <b>{this.props.part} stopped working.</b> The rest of the page still does.
        </p>
        <p className="mono">{(error as Error).message}</p>
        <div className="crash-actions">
          <Button look="line" onClick={() => this.setState({ error: undefined })}>
            Try again
          </Button>
          {this.props.onDownload && (
            <Button look="line" onClick={this.props.onDownload}>
              Save the trace as a file
            </Button>
          )}
        </div>
      </div>
    );
  }
}
