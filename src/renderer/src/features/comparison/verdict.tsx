import type { Verdict } from '../../../../core/comparison/comparison'
import { Badge, type Tone } from '../../ui/badge'
import type { IconName } from '../../ui/icon'

/** A verdict in words, with the icon and tone that go with it. */
export const VERDICTS: Readonly<
  Record<Verdict, { readonly words: string; readonly icon: IconName; readonly tone: Tone }>
> = {
  same: { words: 'Same', icon: 'check', tone: 'good' },
  'app-sees-less': { words: 'App sees less', icon: 'less', tone: 'bad' },
  'app-sees-more': { words: 'App sees more', icon: 'moreRecords', tone: 'warning' },
  differs: { words: 'Differs', icon: 'differs', tone: 'warning' },
  unknown: { words: 'Unknown', icon: 'unknown', tone: 'neutral' },
}

export const VerdictBadge = ({ verdict }: { verdict: Verdict }) => {
  const { words, icon, tone } = VERDICTS[verdict]
  return (
    <Badge tone={tone} icon={icon}>
      {words}
    </Badge>
  )
}
