/** What `scripts/lib/window-texts.mjs` puts into the window when it is built. */
declare module 'virtual:documents' {
  export const documents: readonly import('./document').OfflineDocument[]
}
declare module 'virtual:packages' {
  /** By name. */
  export const packages: readonly import('./document').UsedPackage[]
}
