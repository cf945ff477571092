import { Component, type ReactNode } from 'react';
import { usePorts } from '../ports-context.tsx';
import { Button } from '../ui/button.tsx';
import { VerdictMark } from '../ui/verdict-mark.tsx';
import './workbench.css';

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
    <div className="wb-crash" role="alert">
      <p className="wb-crash-title">
        <VerdictMark standing="error" size={18} />
        <b>{name} stopped working.</b> Everything else goes on.
      </p>
      <p>
        <code>{crash}</code>
      </p>
      <p className="wb-buttons">
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
