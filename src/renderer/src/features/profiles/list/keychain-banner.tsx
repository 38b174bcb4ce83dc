import { useState } from 'react'
import type { AppInfo } from '../../../../../shared/ipc/api'
import { Button } from '../../../ui/button'
import { Notice } from '../../../ui/notice'

interface KeychainBannerProps {
  readonly keychain: AppInfo['keychain']
  readonly onCheckAgain: () => Promise<void>
}

const TITLES = {
  ready: 'The keychain is ready',
  locked: 'The keychain is locked',
  missing: 'There is no keychain',
  insecure: 'The keychain does not protect secrets',
} as const

/** Why secrets cannot be kept now, what to do, and what works meanwhile. */
export const KeychainBanner = ({ keychain, onCheckAgain }: KeychainBannerProps) => {
  const [checking, setChecking] = useState(false)
  const check = async () => {
    setChecking(true)
    await onCheckAgain()
    setChecking(false)
  }
  return (
    <Notice
      tone="warning"
      title={TITLES[keychain.status]}
      advice={keychain.advice}
      actions={
        <Button icon="refresh" disabled={checking} onClick={() => void check()}>
          {checking ? 'Checking…' : 'Check again'}
        </Button>
      }
    >
      <p>{keychain.message}</p>
      <p>Until then, secrets you enter are kept for this session only.</p>
    </Notice>
  )
}
