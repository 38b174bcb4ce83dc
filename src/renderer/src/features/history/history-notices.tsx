import type { HistoryFault } from '../../../../shared/files/history'
import type { TenantHistory } from '../../../../shared/ipc/history'
import { counted } from '../../../../core/comparison/count-text'
import { Button } from '../../ui/button'
import { Name } from '../../ui/name'
import { Notice } from '../../ui/notice'

interface StateNoticeProps {
  readonly history: Pick<TenantHistory, 'state' | 'on' | 'fault'>
  readonly onSettings: () => void
}

/** That nothing is kept, why, and what to do about it; nothing where the tenant is kept. */
export const StateNotice = ({ history: { state, on, fault }, onSettings }: StateNoticeProps) => {
  if (state.state === 'unavailable')
    return <Notice tone="warning" title={`Nothing is kept: ${state.message}`} advice={state.advice} />
  if (state.state === 'on' && on)
    return fault === null ? null : (
      <Notice tone="warning" title={`The last result is not here. ${fault.message}`} advice={fault.advice} />
    )
  return (
    <Notice
      tone="info"
      title={
        state.state === 'off'
          ? 'History is switched off: nothing new is kept of any tenant.'
          : 'History is switched off for this tenant: nothing new is kept of it.'
      }
      actions={
        <Button icon="settings" onClick={onSettings}>
          Settings…
        </Button>
      }
    >
      What was kept before stays until it is deleted.
    </Notice>
  )
}

const STATE_WORDS: Readonly<Record<HistoryFault['state'], string>> = {
  damaged: 'damaged',
  foreign: 'not Crossview’s',
  newer: 'of a newer Crossview',
}

/** Files beside what was kept that cannot be shown. They are left as they are. */
export const FaultNotice = ({ faults }: { faults: readonly HistoryFault[] }) => {
  if (faults.length === 0) return null
  return (
    <Notice
      tone="warning"
      title={`${counted(faults.length, 'file')} in this tenant’s history cannot be shown, and ${faults.length === 1 ? 'is' : 'are'} left as ${faults.length === 1 ? 'it is' : 'they are'}:`}
    >
      <ul>
        {faults.map(({ file, state, reason }) => (
          <li key={file}>
            <Name>{file}</Name>, {STATE_WORDS[state]}: {reason}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
