import type { Verdict } from '../../../../core/comparison/comparison'
import { VERDICT_WORDS } from '../../../../core/words/words'
import { Badge, type Tone } from '../../ui/badge'
import type { IconName } from '../../ui/icon'

/** The icon and tone that go with a verdict's words. */
export const VERDICTS: Readonly<Record<Verdict, { readonly icon: IconName; readonly tone: Tone }>> = {
  same: { icon: 'check', tone: 'good' },
  'app-sees-less': { icon: 'less', tone: 'bad' },
  'app-sees-more': { icon: 'moreRecords', tone: 'warning' },
  differs: { icon: 'differs', tone: 'warning' },
  unknown: { icon: 'unknown', tone: 'neutral' },
}

export const VerdictBadge = ({ verdict }: { verdict: Verdict }) => {
  const { icon, tone } = VERDICTS[verdict]
  return (
    <Badge tone={tone} icon={icon}>
      {VERDICT_WORDS[verdict]}
    </Badge>
  )
}
