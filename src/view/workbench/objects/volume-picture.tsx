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
import { Quiet } from '../pieces.tsx';
import './volume-picture.css';

const ICONS: Record<string, LucideIcon> = { TokenRequest: Ticket, ConfigMap: Settings2, Secret: KeyRound, 'The Pod itself': Box };

const SMALL = 'text-12 text-ink-2';

export default function VolumePicture({ volumes }: { volumes: readonly PodVolume[] }) {
  if (volumes.length === 0) return <Quiet>This Pod has no volumes: no token either.</Quiet>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
    <section className="@container min-h-0 flex-1 overflow-auto px-3 pt-2 pb-3 focus-visible:-outline-offset-2" aria-label="Volumes" tabIndex={0}>
      {volumes.map((volume) => (
        <Volume key={volume.name} volume={volume} />
      ))}
    </section>
  );
}

function Volume({ volume: { name, kind, mounts, mounted, sources } }: { volume: PodVolume }) {
  const places = [...new Set(mounts.map(({ path }) => path))].join(', ');
  return (
    <section className="not-first:mt-3.5" aria-label={`Volume ${name}`}>
      <h4 className="mb-1.5 flex flex-wrap items-center gap-x-2 gap-y-0.5 text-13 leading-4.5 font-ui wrap-anywhere">
        <Folder size={16} strokeWidth={1.75} aria-hidden />
        <code>{places || name}</code>
        <small className={SMALL}>
          {places && `${name}, `}
          {kind}
          {places === '' && ', mounted nowhere'}
        </small>
      </h4>
      {sources.length === 0 ? (
        <Quiet className="py-1">{kind === 'emptyDir' ? 'Nothing is put into it: the Pod may write here.' : `What ${kind} holds is not modelled.`}</Quiet>
      ) : (
        <ul>
          {sources.map((source, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: sources stand in the manifest's order
            <Source key={i} source={source} />
          ))}
        </ul>
      )}
      {!mounted && places !== '' && <Quiet className="py-1">The kubelet fills it when it starts the Pod.</Quiet>}
    </section>
  );
}

function Source({ source: { kind, name, detail, files } }: { source: VolumeSource }) {
  const Icon = ICONS[kind] ?? FileText;
  return (
    <li className="vol-source">
      <div className="my-0.75 flex gap-1.5 rounded-1 border border-line-2 bg-surface-2 px-2 py-1.25 text-12 leading-4 wrap-anywhere [&>.lucide]:text-ink-3">
        <Icon size={16} strokeWidth={1.75} aria-hidden />
        <div className="min-w-0">
          <b className="font-strong">{kind}</b> {name && <code>{name}</code>}
          <small className={`block ${SMALL}`}>{detail}</small>
        </div>
      </div>
      <i className="vol-wire" aria-hidden="true" />
      <ul className="vol-files">
        {files.length === 0 && <li className="py-1 text-12 leading-4.75 text-ink-3">nothing there</li>}
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
      <span className="px-1.5 py-0.75 text-ink-3">
        <code className="font-ui wrap-anywhere">{path}</code> <small className={SMALL}>not there yet</small>
      </span>
    );
  }
  const token = looksLikeJwt(text.trim()) ? text.trim() : undefined;
  const payload = token === undefined ? undefined : decodePart('payload', tokenParts(token)[1]?.text ?? '');
  const written = secondsOf(writtenAt ?? '');
  return (
    <>
      <button
        type="button"
        className="flex min-h-6.5 w-full flex-wrap items-center gap-x-2 gap-y-0.5 rounded-1 px-1.5 py-0.75 text-left text-12 text-ink hover:bg-surface-3"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        <FileText size={14} strokeWidth={1.75} aria-hidden />
        <code className="font-ui wrap-anywhere">{path}</code>
        {payload && 'value' in payload && <LifetimeLine payload={payload.value} now={now} />}
        <small className={`ml-auto text-12 ${written === now ? 'font-strong text-now' : 'text-ink-2'}`}>
          written {clockTime(writtenAt ?? '')}, {relativeTime(written, now)}
        </small>
      </button>
      {open && (
        <div id={id} className="px-1.5 pb-1.5">
          <pre className="mb-1.5 rounded-1 border border-line bg-surface-2 px-2 py-1.5 text-12 leading-4.25 wrap-anywhere whitespace-pre-wrap">{text}</pre>
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
