/** What a comparison or check runs against. */
export type RunTarget =
  /** `app`: the id of one of its further app connections; absent: its main one. */
  | { readonly kind: 'profile'; readonly profileId: string; readonly app?: string }
  | { readonly kind: 'demo'; readonly scenario: string }

/** Where a snapshot was opened from. */
export interface SnapshotOrigin {
  /** Its name, without the folder; of one of the history, that of its tenant. */
  readonly file: string
  /** Of its text, in hexadecimal: what `sha256sum` says of a file that Crossview saved. */
  readonly sha256: string
  /** Which of a tenant's history it is; absent: it was opened from a file. */
  readonly kept?: { readonly profileId: string; readonly id: string }
}

/** What a file turned out to be that was opened as a snapshot. */
export type OpenedSnapshot =
  | { readonly kind: 'comparison'; readonly runId: string; readonly snapshot: SnapshotOrigin }
  | { readonly kind: 'applications'; readonly inventoryId: string }

/** What the system's dialog led to. The path is shown as text only; by the `id` main shows it in its folder. */
export type ExportResult =
  { readonly state: 'saved'; readonly path: string; readonly id: string } | { readonly state: 'dismissed' }
