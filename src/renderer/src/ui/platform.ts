/** Whether shortcuts are those of macOS: Command in place of Ctrl. */
export const isMac = /Mac/.test(navigator.userAgent)
