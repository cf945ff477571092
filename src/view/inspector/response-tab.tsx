import { Download } from 'lucide-react';
import { usePorts } from '../ports-context.tsx';
import { Button } from '../ui/button.tsx';
import { CodeBlock } from '../ui/paper.tsx';
import { replyOf } from '../words/reply-words.ts';
import { Message } from './message-view.tsx';
import { Note, Part, Pending, Title } from './pieces.tsx';
import type { Picture } from './use-picture.ts';

/** The slip that comes home. */
export function ResponseTab({ snapshot, step, count }: Picture) {
  const ports = usePorts();
  const reply = replyOf(snapshot);
  const { response, failure } = snapshot;
  const failed = snapshot.gates.find(
    (g) => (g.room === 'admission' || g.room === 'storage') && g.standing !== 'passed' && g.standing !== 'skipped' && g.standing !== 'not-reached',
  );
  if (!response || !reply) {
    if (failure !== undefined) {
      return (
        <>
          <Title title="No answer" standing="refused">
            the client gave up
          </Title>
          <CodeBlock>{failure}</CodeBlock>
        </>
      );
    }
    return <Pending what="The answer is not home yet." step={step} count={count} />;
  }
  return (
    <>
      <Title title={reply.status} standing={reply.standing}>
        {reply.kind}
      </Title>
      {failed && (
        <Note>
          {failed.title}: {failed.reason}
        </Note>
      )}
      <Part title="The slip">
        <Message message={response} />
        <Note>It goes back under the floor: nobody checks it again.</Note>
      </Part>
      <p className="mt-4.5 flex flex-wrap gap-2">
        <Button look="line" onClick={() => ports.downloadTrace()}>
          <Download size={15} strokeWidth={1.75} aria-hidden />
          Save the trace as a file
        </Button>
      </p>
    </>
  );
}
