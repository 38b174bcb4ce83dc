/** A moment of ours, in UTC, as people read it: "2026-11-26 12:00:31". @param iso ISO 8601, UTC */
export const second = (iso: string): string => iso.slice(0, 19).replace('T', ' ')
