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
  export default function make(packaging: Packaging): Promise<unknown>
}

declare module 'electron-installer-redhat' {
  export default function make(packaging: Packaging): Promise<unknown>
}
