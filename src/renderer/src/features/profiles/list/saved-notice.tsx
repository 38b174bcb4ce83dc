import { useEffect, useId, useRef } from 'react'
import type { ProfileView } from '../../../../../shared/ipc/api'
import { Button } from '../../../ui/button'
import type { IconName } from '../../../ui/icon'
import { IconButton } from '../../../ui/button'
import { appChoices, missingSecrets, notReady } from '../profile-text'
import type { ProfileActions } from './profile-row'
import styles from './saved-notice.module.css'

interface Step {
  readonly label: string
  readonly icon: IconName
  readonly run: () => void
}

interface SavedNoticeProps {
  readonly view: ProfileView
  readonly actions: Pick<ProfileActions, 'edit' | 'enterSecrets' | 'check' | 'compare' | 'applications'>
  readonly onDismiss: () => void
}

/** After *Save*: what is left to do until the tenant can be compared, the first of it with the focus. */
export const SavedNotice = ({ view, actions, onDismiss }: SavedNoticeProps) => {
  const first = useRef<HTMLButtonElement>(null)
  const titleId = useId()
  const steps = nextSteps(view, actions)
  useEffect(() => {
    first.current?.focus()
  }, [view.profile.id])
  return (
    <div className={styles.notice} role="group" aria-labelledby={titleId} data-keeps-focus>
      <p id={titleId} className={styles.title}>
        <strong>
          “<bdi>{view.profile.name}</bdi>” saved
        </strong>{' '}
        <span>{nextWords(view)}</span>
      </p>
      <div className={styles.steps}>
        {steps.map(({ label, icon, run }, index) => (
          <Button
            key={label}
            ref={index === 0 ? first : null}
            kind={index === 0 ? 'primary' : 'plain'}
            icon={icon}
            onClick={() => {
              onDismiss()
              run()
            }}
          >
            {label}
          </Button>
        ))}
        <IconButton icon="close" label="Dismiss" onClick={onDismiss} />
      </div>
    </div>
  )
}

const nextWords = (view: ProfileView): string => {
  if (missingSecrets(view).length > 0) return 'A secret is missing still.'
  if (appChoices(view.profile).length > 0 && view.profile.agent === null)
    return 'To compare, it needs an agent side.'
  return 'Next:'
}

/** In the order in which they are needed; never none. */
const nextSteps = (
  view: ProfileView,
  { edit, enterSecrets, check, compare, applications }: SavedNoticeProps['actions'],
): readonly Step[] => {
  const choices = appChoices(view.profile)
  const ready = choices.find(({ id }) => notReady(view, id) === null)
  const steps: Step[] = []
  const add = (label: string, icon: IconName, run: () => void) => {
    steps.push({ label, icon, run })
  }
  if (missingSecrets(view).length > 0)
    add('Enter the secret', 'key', () => {
      enterSecrets(view)
    })
  if (choices.length > 0 && view.profile.agent === null)
    add('Add the agent side', 'person', () => {
      edit(view, 'agent')
    })
  add('Test connection', 'plug', () => {
    check(view)
  })
  if (ready !== undefined)
    add('Compare', 'compare', () => {
      compare(view, ready)
    })
  if (choices.length === 0)
    add('Read its applications', 'key', () => {
      applications(view)
    })
  return steps
}
