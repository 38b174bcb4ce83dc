/** What scripts/lib/linux-packages.mjs uses of two packages that come without types. */
interface Packaging {
  src: string
  dest: string
  arch: string
  /** Their templates, not JavaScript's: <%= name %>. */
  rename: (folder: string) => string
  options: Readonly<Record<string, unknown>>
}

declare module 'electron-installer-debian' {
  const make: (packaging: Packaging) => Promise<unknown>
  export { make as default }
}

declare module 'electron-installer-redhat' {
  const make: (packaging: Packaging) => Promise<unknown>
  export { make as default }
}
