import { useEffect, useRef, useState } from 'react'
import type { SecretState } from '../../../../shared/ipc/api'
import type { NetworkView, ProxyView, TenantRoute } from '../../../../shared/ipc/network'
import { Button } from '../../ui/button'
import { Name } from '../../ui/name'
import { useLeaving } from '../../ui/leaving'
import { ErrorNotice, Notice } from '../../ui/notice'
import styles from './network-settings.module.css'
import { useNetwork } from './network-store'
import { SignInForm } from './sign-in-form'

/** What is lost with the form of a proxy that holds something. */
export const ENTERED_LOST = 'What you entered for the proxy is not kept yet, its password included.'

/** The section of the settings about the way to each tenant, and the names and passwords of proxies. */
export const NetworkSettings = () => {
  const view = useNetwork((state) => state.view)
  const error = useNetwork((state) => state.error)
  const { load } = useNetwork.getState()
  useEffect(() => {
    void load()
  }, [load])
  return (
    <>
      <p>
        A tenant’s own proxy goes first, then the one in <code>HTTPS_PROXY</code>, then what this computer’s
        settings name. A proxy learns which server is asked, and nothing of what is said: that is encrypted
        from here to the server.
      </p>
      {error !== null && <ErrorNotice error={error} />}
      {view === null ? error === null && <p role="status">Loading …</p> : <Ways view={view} />}
    </>
  )
}

const Ways = ({ view: { tenants, proxies, notice } }: { view: NetworkView }) => {
  const { load } = useNetwork.getState()
  const [entering, setEntering] = useState<string | null>(null)
  const isEntered = useNetwork((state) => state.isEntered)
  const next = useRef<string | null>(null)
  const { leave, question } = useLeaving({
    title: 'Close without keeping?',
    lost: isEntered ? ENTERED_LOST : null,
    discard: 'Discard it',
    onLeave: () => {
      setEntering(next.current)
    },
  })
  /** To the form of another proxy, '' for one that is not listed; null: to none. */
  const move = (to: string | null) => {
    next.current = to
    leave()
  }
  const onDone = () => {
    setEntering(null)
  }
  const onCancel = () => {
    move(null)
  }
  return (
    <div className={styles.ways}>
      {notice !== null && <Notice tone="warning">{notice}</Notice>}
      {tenants.length > 0 && (
        <ul className={styles.list} aria-label="The way to each tenant">
          {tenants.map((tenant) => (
            <Tenant key={tenant.id} tenant={tenant} />
          ))}
        </ul>
      )}
      {proxies.length > 0 && (
        <ul className={styles.list} aria-label="Names and passwords of proxies">
          {proxies.map((proxy) =>
            entering === proxy.proxy ? (
              <li key={proxy.proxy}>
                <SignInForm proxy={proxy.proxy} onDone={onDone} onCancel={onCancel} />
              </li>
            ) : (
              <Proxy
                key={proxy.proxy}
                proxy={proxy}
                onEnter={() => {
                  move(proxy.proxy)
                }}
              />
            ),
          )}
        </ul>
      )}
      <div className={styles.actions}>
        {entering === '' ? (
          <SignInForm proxy={null} onDone={onDone} onCancel={onCancel} />
        ) : (
          <Button
            onClick={() => {
              move('')
            }}
          >
            Another proxy…
          </Button>
        )}
        <Button icon="refresh" kind="quiet" onClick={() => void load()}>
          Look again
        </Button>
      </div>
      {question}
    </div>
  )
}

const Tenant = ({ tenant: { name, host, route } }: { tenant: TenantRoute }) => (
  <li className={styles.row}>
    <span className={styles.name}>
      <Name>{name}</Name>
    </span>
    <span>
      {host}: {route.via === null ? `straight (${route.from})` : `through ${route.via} (${route.from})`}
    </span>
    {route.problem !== null && <span className={styles.problem}>{route.problem}</span>}
  </li>
)

const STATES: Readonly<Record<SecretState, string>> = {
  stored: 'name and password in the keychain',
  'session-only': 'name and password kept until Crossview ends',
  missing: 'no name and password',
  unknown: 'the keychain cannot be asked now',
}

const Proxy = ({ proxy: { proxy, signIn }, onEnter }: { proxy: ProxyView; onEnter: () => void }) => {
  const { forget } = useNetwork.getState()
  const isKept = signIn === 'stored' || signIn === 'session-only'
  return (
    <li className={styles.row}>
      <span className={styles.name}>{proxy}</span>
      <span>{STATES[signIn]}</span>
      <span className={styles.buttons}>
        <Button aria-label={`${isKept ? 'Change' : 'Enter'} name and password of ${proxy}`} onClick={onEnter}>
          {isKept ? 'Change…' : 'Enter…'}
        </Button>
        {isKept && (
          <Button
            kind="quiet"
            aria-label={`Forget name and password of ${proxy}`}
            onClick={() => void forget(proxy)}
          >
            Forget
          </Button>
        )}
      </span>
    </li>
  )
}
