import type { TestTagDefinition } from 'vitest'

declare module 'vitest' {
  interface TaskMeta {
    /** The system a test is of, and why: elsewhere it is skipped, and listed by name with this. */
    onlyOn?: string
  }
}

const only = (
  system: string,
  isHere: boolean,
  reasons: Readonly<Record<string, string>>,
): TestTagDefinition[] =>
  Object.entries(reasons).map(([name, reason]) => {
    const description = `only on ${system}: ${reason}`
    return { name, description, skip: !isHere, meta: { onlyOn: description } }
  })

/**
 * Options of a test that cannot run on this machine, whatever its system: it is skipped, and listed by name with this.
 * @param why what is missing; null where nothing is
 */
export const unless = (why: string | null) =>
  why === null ? {} : { skip: true, meta: { onlyOn: `not on this machine: ${why}` } }

/**
 * What a test can need that not every system has: `it('…', { tags: 'file-modes' }, …)`, or for a whole file
 * `@module-tag file-modes` in a comment on top.
 */
export const SYSTEM_TAGS: TestTagDefinition[] = [
  ...only('POSIX', process.platform !== 'win32', {
    'file-modes': 'Windows has no modes of files, but lists of who may do what',
    'special-files': 'pipes with a name, and files like /etc/passwd and /dev/zero',
    'shell-scripts': 'shell scripts stand in for programs',
    links: 'Windows keeps links for those who have a right to make them, and Wine makes none',
    'other-users': 'processes of other users, started by root',
    terminal: 'a terminal of its own is made by util-linux’s script',
    'signals-to-others': 'Windows has no signals for a process that another one starts',
  }),
  ...only('POSIX, as root', process.getuid?.() === 0, {
    'made-by-root': 'devices and files of other users, which root alone can make',
  }),
  ...only('Linux', process.platform === 'linux', {
    'gnome-keyring': 'a real gnome-keyring on a bus of its own',
    chromium: 'set-up installs Chromium and pdftotext there',
    libreoffice: 'set-up installs LibreOffice there',
    debian: 'set-up installs packages of Debian',
    tmpfs: 'a file system of its own for one process',
    procfs: 'what /proc tells of processes',
  }),
]
