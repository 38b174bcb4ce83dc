import path from 'node:path'

/** The one file in the folder of a recording. */
export const RECORDING_FILE = 'recording.json'

/** The file of a recording, in the folder that an option names. */
export const recordingIn = (folder: string): string => path.join(folder, RECORDING_FILE)
