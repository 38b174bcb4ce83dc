import { lstat, mkdir, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Fleet, FleetPart } from '../../../core/fleet/fleet'
import { fleetToJson } from '../../../core/fleet/fleet-json'
import { countText } from '../../../core/comparison/count-text'
import { plainTexts } from '../../../core/comparison/name-text'
import { appError, type AppError } from '../../../shared/app-error'
import { fleetTenantText, type FleetAsked } from '../../../shared/files/fleet-tenant'
import { err, ok, type Result } from '../../../shared/result'
import { createFileLock } from '../../adapters/files/file-lock'
import { safeFileName } from '../../adapters/files/file-name'
import { writeFault } from '../../adapters/files/write-fault'
import { codeOf } from '../../held-file'
import type { ReportFiles } from '../../ports'
import type { TenantEnd } from '../../services/fleet/fleet-run'
import { readTextFile } from '../../text-file'
import { FLEET_FILE } from './fleet-file'
import { seenFrom, TENANT_FILE } from './fleet-parts'
import { tenantFiles } from './fleet-tenant-files'

/** Where a run holds its folder against others. */
const LOCK = '.crossview-lock'
/** Another run is there, or it is not; nobody else writes here for a moment only. */
const LOCK_PATIENCE_MS = 1_000

/** The folder of one run of many tenants, held against every other run until it is closed. */
export class FleetFolder {
  private readonly folders = new Map<string, string>()

  private constructor(
    readonly path: string,
    private readonly files: ReportFiles,
    private readonly release: () => Promise<void>,
  ) {}

  /**
   * Opens the folder, which is made where it is missing.
   * @param resume whether it may hold an earlier run
   * @returns `CONFLICT` while another run writes there, `INVALID_ARGUMENT` where it holds anything else
   */
  static async open(
    folder: string,
    { resume, files }: { readonly resume: boolean; readonly files: ReportFiles },
  ): Promise<Result<FleetFolder, AppError>> {
    const fault = await contentFault(folder, resume)
    if (fault !== null) return err(fault)
    const held = await createFileLock(path.join(folder, LOCK), { patience: LOCK_PATIENCE_MS }).take()
    if (!held.ok) return err(held.error.code === 'CONFLICT' ? busy(folder) : held.error)
    // Another run may have begun and ended since it was looked at.
    const again = await contentFault(folder, resume)
    if (again === null) return ok(new FleetFolder(folder, files, held.value))
    await held.value()
    return err(again)
  }

  close(): Promise<void> {
    return this.release()
  }

  /** The folder of a tenant: its name as every system takes it, and no other tenant's. */
  folderOf(tenant: string): string {
    const known = this.folders.get(tenant)
    if (known !== undefined) return known
    const taken = new Set([FLEET_FILE, LOCK, ...this.folders.values()].map((name) => name.toLowerCase()))
    const plain = safeFileName(tenant)
    let name = plain
    // Names that differ in more than a file name can say have a digest in it.
    for (let count = 2; taken.has(name.toLowerCase()); count += 1)
      name = safeFileName(`${plain} (${countText(count)})`)
    this.folders.set(tenant, name)
    return name
  }

  /**
   * Writes all of a tenant, its part last: a part that is there has all its files. What was there of an earlier
   * run is no part any more from the first file on.
   * @returns the part as the fleet names it; of what could not be written it says so
   */
  async write(end: TenantEnd, asked: Omit<FleetAsked, 'work'>): Promise<FleetPart> {
    const folder = this.folderOf(end.part.name)
    const place = path.join(this.path, folder)
    const lost: string[] = []
    const files: Record<string, string> = {}
    try {
      await mkdir(place, { recursive: true })
      await rm(path.join(place, TENANT_FILE), { force: true })
    } catch (error) {
      return seenFrom(folder, unwritten(end.part, {}, [`${place}: ${writeFault(codeOf(error))}.`]))
    }
    for (const { what, name, text } of tenantFiles(end)) {
      const content = await text()
      const written = content.ok ? await this.files.writeFile(path.join(place, name), content.value) : content
      if (written.ok) files[what] = name
      else lost.push(written.error.message)
    }
    const part = lost.length === 0 ? { ...end.part, files } : unwritten(end.part, files, lost)
    const own = await this.files.writeFile(path.join(place, TENANT_FILE), fleetTenantText({ part, asked }))
    return seenFrom(folder, own.ok ? part : unwritten(end.part, files, [...lost, own.error.message]))
  }

  /** Replaces `fleet.json`, whole or not at all. */
  writeFleet(fleet: Fleet): Promise<Result<null, AppError>> {
    return this.files.writeFile(
      path.join(this.path, FLEET_FILE),
      `${JSON.stringify(fleetToJson(fleet), plainTexts, 2)}\n`,
    )
  }
}

/** What was found is not all there: the tenant has to be run again. */
const unwritten = (
  part: TenantEnd['part'],
  files: FleetPart['files'],
  lost: readonly string[],
): FleetPart => ({
  ...part,
  files,
  state: part.state === 'failed' ? 'failed' : 'incomplete',
  message: [part.state === 'done' ? '' : part.message, 'Not all of it could be written:', ...lost]
    .join(' ')
    .trim(),
  exit: 3,
})

/** Why a folder is none to write into; null: nothing is there, or an earlier run that is to be resumed. */
const contentFault = async (folder: string, resume: boolean): Promise<AppError | null> => {
  const names = await readdir(folder).catch((error: unknown) => codeOf(error))
  if (typeof names === 'string') return names === 'ENOENT' ? null : notAFolder(folder)
  if (names.every((name) => name === LOCK)) return null
  if (!(await isFleet(path.join(folder, FLEET_FILE)))) return foreign(folder)
  return resume ? null : earlier(folder)
}

const isFleet = async (file: string): Promise<boolean> => {
  if ((await lstat(file).catch(() => null))?.isFile() !== true) return false
  const text = await readTextFile(file)
  return text.ok && /^\s*\{\s*"schema":\s*"crossview\.fleet\/1"/.test(text.value)
}

const foreign = (folder: string): AppError =>
  appError(
    'INVALID_ARGUMENT',
    `${folder} holds something else than a run of many tenants, so nothing was written there.`,
    {
      field: 'out',
      advice: ['Name a folder that is empty, or one that is not there yet.'],
    },
  )

const earlier = (folder: string): AppError =>
  appError('INVALID_ARGUMENT', `${folder} holds an earlier run.`, {
    field: 'out',
    advice: ['Add --resume to go on with it, or name another folder.'],
  })

const notAFolder = (folder: string): AppError =>
  appError('INVALID_ARGUMENT', `${folder} is no folder that can be read.`, {
    field: 'out',
    advice: ['Name a folder that is empty, or one that is not there yet.'],
  })

const busy = (folder: string): AppError =>
  appError('CONFLICT', `Another run of many tenants writes into ${folder}.`, {
    field: 'out',
    advice: ['Wait until it is done, or name another folder.'],
  })
