import { z } from 'zod'
import type { PublishedRelease } from '../../../core/updates/new-releases'
import { RELEASES } from '../../../shared/bounds'
import { parseJson } from '../../../shared/files/json-text'
import type { CheckFault } from '../../../shared/ipc/updates'
import { err, ok, type Result } from '../../../shared/result'
import { visibleLine } from '../../../shared/visible-text'
import type { PublishedReleases } from '../../ports'
import { notReleases } from './check-faults'

/** So many GitHub sends unless it is asked for more. */
const PAGE = 30

/**
 * What is read of GitHub's list of releases (docs.github.com, "List releases"). `html_url` is not: what is
 * opened is the build's own address. Drafts are sent only to who may change them.
 */
const releaseSchema = z.object({
  tag_name: z.string().max(RELEASES.tag),
  name: z.string().max(RELEASES.notesSent).nullish(),
  body: z.string().max(RELEASES.notesSent).nullish(),
  published_at: z.iso.datetime({ offset: true }).nullable(),
  prerelease: z.boolean(),
  draft: z.boolean(),
})

const answerSchema = z.array(releaseSchema).max(RELEASES.entries)

/** Reads the whole list or nothing of it. @param host who answered */
export const readReleases = (text: string, host: string): Result<PublishedReleases, CheckFault> => {
  const json = parseJson(text, RELEASES.answer)
  if (!json.ok) return err(notReleases(host))
  const list = answerSchema.safeParse(json.value)
  if (!list.success) return err(notReleases(host))
  const releases = list.data.flatMap((release) =>
    release.draft || release.published_at === null ? [] : [published(release, release.published_at)],
  )
  return ok({ releases, more: list.data.length >= PAGE })
}

const published = (
  { tag_name: tag, name, body, prerelease }: z.infer<typeof releaseSchema>,
  publishedAt: string,
): PublishedRelease => ({
  tag,
  title: visibleLine(beginning((name ?? '').trim(), RELEASES.title)),
  ...notesOf(body ?? ''),
  publishedAt: new Date(publishedAt).toISOString(),
  prerelease,
})

/** Without half a character at its end, which would be shown as a code. */
const beginning = (text: string, length: number): string =>
  text.length <= length ? text : text.slice(0, length).replace(/[\ud800-\udbff]$/, '')

/** SECURITY: somebody else's text. Lines stay lines; everything else that would steer or hide is made visible. */
const notesOf = (body: string): Pick<PublishedRelease, 'notes' | 'cut'> => ({
  notes: beginning(body, RELEASES.notes)
    .split(/\r\n|\r|\n/)
    .map((line) => visibleLine(line.trimEnd()))
    .join('\n')
    .trim(),
  cut: body.length > RELEASES.notes,
})
