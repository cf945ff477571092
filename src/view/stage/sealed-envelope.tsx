const WAX =
  'M0-20c4 0 5 3 8.5 3.6s7-.4 8.6 2.8 0 5.4 1.5 8.7 3.4 4.6 2 8-4.8 2.8-7.3 5.6-3 6.5-6.6 7.3S1.7 13.8-2.6 14.6s-5.6 3-9.1 1-2.9-5-5.4-7.7-5.2-3-5.5-6.7 2.8-5 3.5-8.6-.3-6.6 2.9-8.6 5.5 0 8.7-1.3S-3.8-20 0-20z';

/** The envelope before TLS, flap down and sealed: part of a drawing, 236 by 152 units. */
export function SealedEnvelope() {
  return (
    <>
      <rect x="1" y="30" width="234" height="120" rx="3" fill="var(--kraft)" stroke="var(--kraft-line)" strokeWidth="1.2" />
      <path d="M1.5 149.5L96 88M234.5 149.5L140 88" stroke="var(--kraft-line)" opacity=".45" />
      <path d="M2 31.5Q2 30 4 30H232q2 0 2 1.5L122 99q-4 2.5-8 0z" fill="var(--kraft-2)" stroke="var(--kraft-line)" strokeWidth="1.2" strokeLinejoin="round" />
      <g transform="translate(118 97)">
        <path d={WAX} fill="var(--wax)" transform="rotate(8)" />
        <circle r="12.5" fill="none" stroke="var(--wax-ink)" strokeOpacity=".35" />
        <g transform="translate(-8.5 -9) scale(.71)" fill="none" stroke="var(--wax-ink)" strokeWidth="2.1" strokeLinecap="round" strokeLinejoin="round">
          <rect width="18" height="11" x="3" y="11" rx="2" />
          <path d="M7 11V7a5 5 0 0 1 10 0v4" />
        </g>
      </g>
    </>
  );
}
