import { contextBridge, ipcRenderer } from 'electron'
import { CHANNELS, createBridge } from '../shared/ipc/channels'

/** One function per intent. SECURITY: no channel name, event or path crosses the bridge. */
const bridge = createBridge(CHANNELS, {
  ask: (channel, input) => ipcRenderer.invoke(channel, input),
  listen: (channel, listener) => {
    const forward = (_event: unknown, message: unknown) => {
      listener(message)
    }
    ipcRenderer.on(channel, forward)
    return () => {
      ipcRenderer.off(channel, forward)
    }
  },
})

contextBridge.exposeInMainWorld('crossview', bridge)
