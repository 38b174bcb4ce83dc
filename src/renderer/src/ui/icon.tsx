const PATHS = {
  add: 'M8 3.5v9M3.5 8h9',
  arrowDown: 'M8 3.5v9M4.5 9 8 12.5 11.5 9',
  arrowUp: 'M8 12.5v-9M4.5 7 8 3.5 11.5 7',
  back: 'M9.5 3.5 5 8l4.5 4.5',
  blocked: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11ZM4.2 4.2l7.6 7.6',
  book: 'M3 3.5h4a1 1 0 0 1 1 1v8.5H3zM13 3.5H9a1 1 0 0 0-1 1v8.5h5z',
  check: 'M3.5 8.5 6.5 11.5 12.5 5',
  chevronDown: 'M4.5 6.5 8 10l3.5-3.5',
  chevronRight: 'M6.5 4.5 10 8l-3.5 3.5',
  close: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  compare: 'M6 3.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9ZM10 3.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9Z',
  copy: 'M6 5.5h6.5v8H6zM3.5 10.5v-8H10',
  demo: 'M6.5 2.5h3M7 2.5v4l-3.6 6a.7.7 0 0 0 .6 1h8a.7.7 0 0 0 .6-1L9 6.5v-4M5.5 10h5',
  differs: 'M3.5 6h9M3.5 10h9M10 3.5l-4 9',
  edit: 'M3.5 12.5v-2.4l6.6-6.6 2.4 2.4-6.6 6.6z',
  error: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11ZM8 5.2v3.4M8 10.7v.1',
  export: 'M8 2.5v7M5 6.5l3 3 3-3M3 11.5v2h10v-2',
  eye: 'M1.8 8S4 4 8 4s6.2 4 6.2 4-2.2 4-6.2 4-6.2-4-6.2-4ZM8 6.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6Z',
  folder: 'M2.5 4.5h4l1.2 1.5h5.8v7h-11z',
  import: 'M8 9.5v-7M5 5.5l3-3 3 3M3 11.5v2h10v-2',
  info: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11ZM8 7.4v3.4M8 5.2v.1',
  key: 'M5.5 7.5a3 3 0 1 1 0 6 3 3 0 0 1 0-6ZM7.7 8.4l5-5M11 5l1.8 1.8',
  less: 'M3.5 4.5 8 9l4.5-4.5M4 12.5h8',
  more: 'M3.5 8h.1M8 8h.1M12.5 8h.1',
  moreRecords: 'M3.5 8.5 8 4l4.5 4.5M4 12.5h8',
  open: 'M9.5 3.5h3v3M12.5 3.5 7.5 8.5M7 4H3.5v8.5H12V9',
  person: 'M8 3a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5ZM3.5 13.5c.4-2.6 2.2-4 4.5-4s4.1 1.4 4.5 4',
  plug: 'M6 2.5v3M10 2.5v3M4.5 5.5h7v2a3.5 3.5 0 0 1-7 0zM8 11v2.5',
  predicted: 'M3.5 12.5l9-9M3 7.5v.1M5.2 3.9v.1M9 2.6v.1M13 8.4v.1M10.8 12.1v.1M7 13.4v.1',
  refresh: 'M13 8a5 5 0 1 1-1.6-3.7M13 2.5v3h-3',
  same: 'M3.5 6h9M3.5 10h9',
  search: 'M7 2.8a4.2 4.2 0 1 1 0 8.4 4.2 4.2 0 0 1 0-8.4ZM10.2 10.2l3 3',
  settings:
    'M2.5 5h5M11 5h2.5M9.2 3.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6ZM2.5 11h2M8 11h5.5M6.2 9.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6Z',
  spinner: 'M8 2.5A5.5 5.5 0 1 1 2.5 8',
  stop: 'M4.5 4.5h7v7h-7z',
  trash: 'M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.6 9h5.8l.6-9',
  unknown:
    'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11ZM6.4 6.4a1.6 1.6 0 1 1 2.3 1.5c-.5.2-.7.5-.7 1.1M8 11v.1',
  waiting: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11ZM8 5v3.2l2 1.3',
  warning: 'M8 2.8 14 13H2zM8 6.5v3M8 11.2v.1',
} as const

export type IconName = keyof typeof PATHS

/** A line icon of 16 px. Decoration only: a word always stands beside it or in the label. */
export const Icon = ({ name, className }: { name: IconName; className?: string | undefined }) => (
  <svg
    className={className}
    width="16"
    height="16"
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    strokeWidth={name === 'more' ? 2.4 : 1.5}
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    <path d={PATHS[name]} />
  </svg>
)

/** Crossview's mark: two views that cross, and what both see. */
export const Mark = ({ size = 24 }: { size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <circle cx="12" cy="16" r="9.5" fill="var(--agent)" fillOpacity="0.28" />
    <circle cx="20" cy="16" r="9.5" fill="var(--app)" fillOpacity="0.28" />
    <path d="M16 7.4a9.5 9.5 0 0 1 0 17.2 9.5 9.5 0 0 1 0-17.2Z" fill="var(--accent)" />
    <circle cx="12" cy="16" r="9.5" fill="none" stroke="var(--agent)" strokeWidth="1.8" />
    <circle cx="20" cy="16" r="9.5" fill="none" stroke="var(--app)" strokeWidth="1.8" />
  </svg>
)
