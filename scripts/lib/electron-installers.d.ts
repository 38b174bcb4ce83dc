/** What scripts/lib/linux-packages.mjs uses of two packages that come without types. */
interface Packaging {
  src: string
  dest: string
  arch: string
  logger: (text: string) => void
  /** Their templates, not JavaScript's: <%= name %>. */
  rename: (folder: string) => string
  options: Readonly<Record<string, unknown>>
}

/** What makes a package in steps. */
declare class Installer {
  constructor(packaging: Packaging)
  readonly stagingDir: string
  /** Below it, what is `/usr` of the package. */
  get baseAppDir(): string
  /** Names of the methods that make what is in the package. */
  get contentFunctions(): readonly string[]
  generateDefaults(): Promise<unknown>
  generateOptions(): Promise<unknown>
  /** Of the RPM's alone. */
  generateScripts?(): Promise<unknown>
  createStagingDir(): Promise<unknown>
  createContents(): Promise<unknown>
  createPackage(): Promise<unknown>
  movePackage(): Promise<unknown>
}

declare module 'electron-installer-debian' {
  export { Installer }
}

declare module 'electron-installer-redhat' {
  export { Installer }
}
