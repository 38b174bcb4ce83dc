import type { Verdict } from '../../../../core/comparison/comparison'
import { coveragePart, verdictTone, type CoveragePart } from '../../../../core/comparison/outcome'
import { PREDICTED_VERDICT_WORDS, VERDICT_WORDS } from '../../../../core/words/words'
import type { ResourceSummary } from '../../../../shared/ipc/api'
import { Badge } from '../../ui/badge'
import type { IconName } from '../../ui/icon'
import { usePredicted } from './comparison-store'

/** The icon of how both lists ended, beside the words for it. */
export const PART_ICONS: Readonly<Record<CoveragePart, IconName>> = {
  compared: 'check',
  refused: 'blocked',
  failed: 'warning',
  skipped: 'unknown',
}

const VERDICT_ICONS: Readonly<Record<Exclude<Verdict, 'unknown'>, IconName>> = {
  same: 'check',
  'app-sees-less': 'less',
  'app-sees-more': 'moreRecords',
  differs: 'differs',
}

/** The icon of how a resource came out; where there is no verdict, of what stands in its way. */
export const verdictIcon = ({
  verdict,
  agent,
  app,
}: Pick<ResourceSummary, 'verdict' | 'agent' | 'app'>): IconName => {
  if (verdict !== 'unknown') return VERDICT_ICONS[verdict]
  const part = coveragePart(agent, app)
  return part === 'compared' ? 'unknown' : PART_ICONS[part]
}

type Judged = Pick<ResourceSummary, 'verdict' | 'agent' | 'app'>

/** What a verdict is called: of a predicted side nothing is called seen. */
export const useVerdictWords = (): ((judged: Judged) => string) => {
  const predicted = usePredicted()
  return ({ verdict, app }) => {
    if (!predicted) return VERDICT_WORDS[verdict]
    return app.state === 'refused' ? 'Would be refused' : PREDICTED_VERDICT_WORDS[verdict]
  }
}

export const VerdictBadge = ({ summary }: { summary: Judged }) => {
  const words = useVerdictWords()
  return (
    <Badge tone={verdictTone(summary)} icon={verdictIcon(summary)}>
      {words(summary)}
    </Badge>
  )
}
