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
      <div className="p-4 text-13" role="alert">
        <p className="flex flex-wrap items-center gap-2">
          <VerdictMark standing="error" size={18} />
          <b>{this.props.part} stopped working.</b> The rest of the page still does.
        </p>
        <p className="mt-2 mb-3 font-mono text-12 no-ligatures wrap-anywhere">{(error as Error).message}</p>
        <div className="flex flex-wrap gap-2">
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
