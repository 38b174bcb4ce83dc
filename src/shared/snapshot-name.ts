/** How the file of a snapshot ends that the window saves: what a double click opens. Older ones end in `json`, and are opened all the same. */
export const SNAPSHOT_ENDING = 'crossview'
