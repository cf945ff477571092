import { Component, type ReactNode } from 'react';
import { usePorts } from '../ports-context.tsx';
import { Button } from '../ui/button.tsx';
import { VerdictMark } from '../ui/verdict-mark.tsx';

interface Props {
  name: string;
  children: ReactNode;
}

/** A crash of one panel leaves the others alive, and offers what happened as a file. */
export class PanelBoundary extends Component<Props, { crash: string | undefined }> {
  override state = { crash: undefined as string | undefined };

  static getDerivedStateFromError(error: unknown): { crash: string } {
    return { crash: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { crash } = this.state;
    if (crash === undefined) return this.props.children;
    return <Crashed name={this.props.name} crash={crash} again={() => this.setState({ crash: undefined })} />;
  }
}

function Crashed({ name, crash, again }: { name: string; crash: string; again: () => void }) {
  const ports = usePorts();
  return (
    <div className="grid gap-2 overflow-auto px-4 py-3.5 text-13" role="alert">
      <p className="flex items-center gap-2">
        <VerdictMark standing="error" size={18} />
        <b>{name} stopped working.</b> Everything else goes on.
      </p>
      <p>
        <code className="wrap-anywhere text-ink-2">{crash}</code>
      </p>
      <p className="flex flex-wrap gap-2">
        <Button look="line" onClick={again}>
          Open it again
        </Button>
        <Button look="line" onClick={() => ports.downloadTrace()}>
          Save the trace as a file
        </Button>
      </p>
    </div>
  );
}
