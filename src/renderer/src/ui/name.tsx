import { Fragment } from 'react'
import { scriptRuns } from '../../../core/comparison/script-runs'

/** Text with the language of each script in it, where one is known by it. */
export const ScriptText = ({ text }: { readonly text: string }) =>
  scriptRuns(text).map((run, at) =>
    run.lang === null ? (
      <Fragment key={at}>{run.text}</Fragment>
    ) : (
      <span key={at} lang={run.lang}>
        {run.text}
      </span>
    ),
  )

/**
 * A name of somebody's tenant, as Halo sends it: in its own direction, and with the language that its script tells, so that
 * it is spoken and drawn as one of it.
 */
export const Name = ({ children }: { readonly children: string }) => {
  const runs = scriptRuns(children)
  return runs.length === 1 ? (
    <bdi lang={runs[0]?.lang ?? undefined}>{children}</bdi>
  ) : (
    <bdi>
      <ScriptText text={children} />
    </bdi>
  )
}
