import { ask } from '../bridge'
import { useComparison } from '../features/comparison/comparison-store'
import { useToasts } from '../ui/toast-store'
import { useApp, type View } from './app-store'

/**
 * Takes up what the page before this one had, where there was one: a page that crashed is loaded
 * anew while its comparison goes on in main. A user who had left the comparison is not pulled back.
 */
export const reattach = async (): Promise<void> => {
  const place = await useComparison.getState().reattach()
  if (place === null) return
  const { announce } = useToasts.getState()
  const { view, show } = useApp.getState()
  if (place === 'on-screen' && view.screen === 'tenants') {
    show({ screen: 'comparison' })
    announce('The window was loaded again. Nothing of the comparison was lost.')
  } else {
    announce('The window was loaded again. The comparison is still there: choose Comparison at the top.')
  }
}

/** Main is told which screen the user is on, for a page that may have to take this one's place. */
export const tellScreen = (screen: View['screen']): void => {
  void ask(({ comparison }) => comparison.setOnScreen({ onScreen: screen === 'comparison' }))
}
