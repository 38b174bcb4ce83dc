import { MOST_RECENT, type Preferences, type RecentFile } from '../../../shared/files/preferences'
import type { RecentView } from '../../../shared/ipc/desktop'
import { fileId } from '../../saved-file'

/** With a file at the front that was just opened; each path once, the oldest goes. */
export const withRecent = (preferences: Preferences, file: RecentFile): Preferences => ({
  ...preferences,
  recent: [file, ...preferences.recent.filter(({ path }) => path !== file.path)].slice(0, MOST_RECENT),
})

/** Without one that is gone. */
export const withoutRecent = (preferences: Preferences, path: string): Preferences => ({
  ...preferences,
  recent: preferences.recent.filter((file) => file.path !== path),
})

/** As the window and the menu are told, without the folder. */
export const recentView = ({ path, name, kind, openedAt }: RecentFile): RecentView => ({
  id: fileId(path),
  name,
  kind,
  openedAt,
  // Either separator: the file may have been written down on another system.
  file: path.replace(/^.*[\\/]/, ''),
})
