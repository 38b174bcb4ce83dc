import { gunzip, gzip } from 'node:zlib'
import type { FleetResultKind } from '../../../shared/ipc/fleet'

/** At the quickest level, by which these texts become hardly larger. Neither can fail on what was packed here. */
const pack = (text: string): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    gzip(text, { level: 1 }, (error, packed) => {
      if (error === null) resolve(packed)
      else reject(error)
    })
  })

const unpack = (packed: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    gunzip(packed, (error, text) => {
      if (error === null) resolve(text)
      else reject(error)
    })
  })

interface Held {
  readonly profileId: string
  readonly kind: FleetResultKind
  readonly packed: Buffer
}

/**
 * What a run over many tenants brought, as the texts of snapshots, packed, within a bound: forty tenants unpacked would
 * be more than main has memory for. Memory only, and gone with the program.
 */
export class HeldResults {
  /** Oldest first. */
  private held: Held[] = []

  /** @param most bytes of all, packed; the oldest goes where it is more */
  constructor(private readonly most: number) {}

  /** Keeps it in place of an older one of the same kind. @returns what made room for it, perhaps itself */
  async keep(
    profileId: string,
    kind: FleetResultKind,
    text: string,
  ): Promise<readonly Omit<Held, 'packed'>[]> {
    const packed = await pack(text)
    this.drop(profileId, kind)
    this.held.push({ profileId, kind, packed })
    const dropped: Held[] = []
    for (let bytes = this.bytes(); bytes > this.most; bytes = this.bytes()) {
      const oldest = this.held.shift()
      if (oldest === undefined) break
      dropped.push(oldest)
    }
    return dropped
  }

  /** The text; null: it was never there, or made room. */
  async text(profileId: string, kind: FleetResultKind): Promise<string | null> {
    const found = this.held.find((each) => each.profileId === profileId && each.kind === kind)
    return found === undefined ? null : (await unpack(found.packed)).toString()
  }

  /** Forgets one kind of a tenant, or everything of it. */
  drop(profileId: string, kind?: FleetResultKind): void {
    this.held = this.held.filter(
      (each) => each.profileId !== profileId || (kind !== undefined && each.kind !== kind),
    )
  }

  clear(): void {
    this.held = []
  }

  private bytes(): number {
    return this.held.reduce((sum, { packed }) => sum + packed.length, 0)
  }
}
