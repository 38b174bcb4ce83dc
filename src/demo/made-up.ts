import { randomUUID } from 'node:crypto'
import { DEMO_SECRET_MARK } from './contract'

/** A secret of the shape of Halo's own, behind the mark of the demo. */
export const madeUpSecret = (): string => `${DEMO_SECRET_MARK}${randomUUID()}-${randomUUID()}`
