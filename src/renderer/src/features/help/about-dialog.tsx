import { useEffect, useState } from 'react'
import { counted } from '../../../../core/comparison/count-text'
import type { AppInfo } from '../../../../shared/ipc/api'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import type { UsedPackage } from './document'
import styles from './help.module.css'

/** Which Crossview this is, what it runs on and what it is made of. */
export const AboutDialog = ({ info, onClose }: { info: AppInfo; onClose: () => void }) => (
  <Dialog
    title="About Crossview"
    wide
    onClose={onClose}
    footer={
      <Button kind="primary" onClick={onClose}>
        Close
      </Button>
    }
  >
    <dl className={styles.facts}>
      <Fact name="Crossview" version={info.version} />
      {Object.entries(info.runtime).map(([name, version]) => (
        <Fact key={name} name={name} version={version} />
      ))}
      {info.host === 'browser-window' && <Fact name="Browser" version={browserOf(navigator.userAgent)} />}
    </dl>
    <p>Copyright © The Crossview authors. All rights reserved.</p>
    <Licences />
  </Dialog>
)

/** Its name and version, as it says itself. */
const browserOf = (userAgent: string): string =>
  /(?:Edg|Chrome)\/[\d.]+/.exec(userAgent)?.[0].replace('/', ' ') ?? 'not known'

const Fact = ({ name, version }: { name: string; version: string }) => (
  <>
    <dt>{name}</dt>
    <dd>{version}</dd>
  </>
)

const Licences = () => {
  const [packages, setPackages] = useState<readonly UsedPackage[] | null>(null)
  useEffect(() => {
    void import('virtual:packages').then((loaded) => {
      setPackages(loaded.packages)
    })
  }, [])
  if (packages === null) return <p role="status">Reading the licences …</p>
  return (
    <section aria-labelledby="licences" className={styles.licences}>
      <h3 id="licences">Licences</h3>
      <p>
        Crossview is made of {counted(packages.length, 'package')} besides Electron and Chromium, whose
        licences lie beside the installed program.
      </p>
      {packages.map(({ name, version, licence, text }) => (
        <details key={`${name} ${version}`}>
          <summary>
            {name} {version}: {licence}
          </summary>
          <pre>{text === '' ? 'The package brings no text of its licence.' : text}</pre>
        </details>
      ))}
    </section>
  )
}
