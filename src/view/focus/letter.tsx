import type { Playhead } from '../controls/playhead.ts';
import { Envelope } from '../stage/envelope.tsx';
import type { Scene } from '../stage/scene.ts';

/** The envelope at its own size, wherever a layout wants it. */
export function Letter({ scene, at }: { scene: Scene; at: Playhead | undefined }) {
  const envelope = at?.snapshot.envelope;
  const sealed = !envelope || envelope.state === 'sealed' || (envelope.state === 'refused' && envelope.room === 'caller');
  return (
    <div role="img" aria-label={`The request envelope, ${envelope?.state ?? 'not sent yet'}`}>
      <Envelope
        sealed={sealed}
        method={envelope?.method ?? ''}
        target={envelope?.target ?? ''}
        credential={envelope?.credential ?? { kind: 'none', text: '', struck: false }}
        badge={scene.badge}
        requestor={at?.snapshot.requestor}
        stamp={scene.stamp}
        abroad={scene.abroad}
        address={at?.run.trace.to ?? 'kube-apiserver'}
      />
    </div>
  );
}
