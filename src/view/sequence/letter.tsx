/** The envelope, small. */
export const Letter = () => (
  <svg className="seq-letter" width="30" height="20" viewBox="0 0 30 20" aria-hidden="true">
    <rect x=".5" y=".5" width="29" height="19" rx="1.5" fill="var(--kraft)" stroke="var(--kraft-line)" />
    <path d="M.5.8L15 11.5 29.5.8" fill="var(--kraft-2)" stroke="var(--kraft-line)" strokeLinejoin="round" />
    <circle cx="15" cy="11" r="3.6" fill="var(--wax)" />
  </svg>
);
