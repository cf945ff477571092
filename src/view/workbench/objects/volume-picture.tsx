// A Pod's volumes: every folder grows out of its sources, line by line. It shows what lies in the container now, and changes with it.
import { Box, FileText, Folder, KeyRound, type LucideIcon, Settings2, Ticket } from 'lucide-react';
import { useId, useState } from 'react';
import type { PodVolume, VolumeFile, VolumeSource } from '../../../ports/objects.ts';
import { decodePart, looksLikeJwt } from '../../inspector/token/decode.ts';
import { clockTime, relativeTime, secondsOf } from '../../inspector/token/moments.ts';
import { LifetimeLine } from '../../inspector/token/token-drawing.tsx';
import { tokenParts } from '../../inspector/token/token-parts.ts';
import { usePorts, useSession } from '../../ports-context.tsx';
import { Button } from '../../ui/button.tsx';
import './volume-picture.css';

const ICONS: Record<string, LucideIcon> = { TokenRequest: Ticket, ConfigMap: Settings2, Secret: KeyRound, 'The Pod itself': Box };

export default function VolumePicture({ volumes }: { volumes: readonly PodVolume[] }) {
  if (volumes.length === 0) return <p className="wb-quiet">This Pod has no volumes: no token either.</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
    <section className="vol-list" aria-label="Volumes" tabIndex={0}>
      {volumes.map((volume) => (
        <Volume key={volume.name} volume={volume} />
      ))}
    </section>
  );
}

function Volume({ volume: { name, kind, mounts, mounted, sources } }: { volume: PodVolume }) {
  const places = [...new Set(mounts.map(({ path }) => path))].join(', ');
  return (
    <section className="vol" aria-label={`Volume ${name}`}>
      <h4>
        <Folder size={16} strokeWidth={1.75} aria-hidden />
        <code>{places || name}</code>
        <small>
          {places && `${name}, `}
          {kind}
          {places === '' && ', mounted nowhere'}
        </small>
      </h4>
      {sources.length === 0 ? (
        <p className="wb-quiet">{kind === 'emptyDir' ? 'Nothing is put into it: the Pod may write here.' : `What ${kind} holds is not modelled.`}</p>
      ) : (
        <ul className="vol-sources">
          {sources.map((source, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: sources stand in the manifest's order
            <Source key={i} source={source} />
          ))}
        </ul>
      )}
      {!mounted && places !== '' && <p className="wb-quiet">The kubelet fills it when it starts the Pod.</p>}
    </section>
  );
}

function Source({ source: { kind, name, detail, files } }: { source: VolumeSource }) {
  const Icon = ICONS[kind] ?? FileText;
  return (
    <li className="vol-source">
      <div className="vol-origin">
        <Icon size={16} strokeWidth={1.75} aria-hidden />
        <div>
          <b>{kind}</b> {name && <code>{name}</code>}
          <small>{detail}</small>
        </div>
      </div>
      <i className="vol-wire" aria-hidden="true" />
      <ul className="vol-files">
        {files.length === 0 && <li className="wb-quiet">nothing there</li>}
        {files.map((file) => (
          <li key={file.path}>
            <File file={file} />
          </li>
        ))}
      </ul>
    </li>
  );
}

function File({ file: { path, text, writtenAt } }: { file: VolumeFile }) {
  const ports = usePorts();
  const now = useSession((session) => secondsOf(session.clock));
  const [open, setOpen] = useState(false);
  const id = useId();
  if (text === undefined) {
    return (
      <span className="vol-missing">
        <code>{path}</code> <small>not there yet</small>
      </span>
    );
  }
  const token = looksLikeJwt(text.trim()) ? text.trim() : undefined;
  const payload = token === undefined ? undefined : decodePart('payload', tokenParts(token)[1]?.text ?? '');
  const written = secondsOf(writtenAt ?? '');
  return (
    <>
      <button type="button" className="vol-file" aria-expanded={open} aria-controls={open ? id : undefined} onClick={() => setOpen(!open)}>
        <FileText size={14} strokeWidth={1.75} aria-hidden />
        <code>{path}</code>
        {payload && 'value' in payload && <LifetimeLine payload={payload.value} now={now} />}
        <small data-new={written === now || undefined}>
          written {clockTime(writtenAt ?? '')}, {relativeTime(written, now)}
        </small>
      </button>
      {open && (
        <div id={id} className="vol-text">
          <pre>{text}</pre>
          {token !== undefined && (
            <Button
              look="line"
              onClick={() => {
                ports.pasteToken(token);
                ports.selectTab('Tokens');
              }}
            >
              Decode it in the Tokens tab
            </Button>
          )}
        </div>
      )}
    </>
  );
}
