import { contextBridge, ipcRenderer } from 'electron'
import { CHANNELS, PROGRESS_CHANNEL } from '../shared/ipc/channels'
import type { RunProgress } from '../shared/ipc/api'

/** One function per intent. SECURITY: no channel name, event or path crosses the bridge. */
const group = (name: string, methods: readonly string[]) =>
  Object.fromEntries(
    methods.map((method) => [
      method,
      (input: unknown): Promise<unknown> => ipcRenderer.invoke(`${name}:${method}`, input),
    ]),
  )

contextBridge.exposeInMainWorld('crossview', {
  app: group('app', CHANNELS.app),
  profiles: group('profiles', CHANNELS.profiles),
  comparison: {
    ...group('comparison', CHANNELS.comparison),
    onProgress: (listener: (progress: RunProgress) => void): (() => void) => {
      const forward = (_event: unknown, progress: RunProgress) => {
        listener(progress)
      }
      ipcRenderer.on(PROGRESS_CHANNEL, forward)
      return () => {
        ipcRenderer.off(PROGRESS_CHANNEL, forward)
      }
    },
  },
  analysis: group('analysis', CHANNELS.analysis),
  reports: group('reports', CHANNELS.reports),
})
