export function Logo({ size = 22 }: { size?: number }) {
  return (
    <svg className="block flex-none" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d="M3 22V5h3v2.4h3V5h6v2.4h3V5h3v17h-4.6v-6.4a4.4 4.4 0 0 0-8.8 0V22z" fill="var(--ink)" />
      <rect x="9" y="15.2" width="6" height="4.4" rx=".6" fill="var(--kraft)" />
      <path d="M9.2 15.5L12 17.7l2.8-2.2" stroke="var(--kraft-line)" strokeWidth=".8" fill="none" />
    </svg>
  );
}
