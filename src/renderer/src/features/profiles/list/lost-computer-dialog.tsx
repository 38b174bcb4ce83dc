import { counted } from '../../../../../core/comparison/count-text'
import { Button } from '../../../ui/button'
import { copyText } from '../../../ui/copy-text'
import { Dialog } from '../../../ui/dialog'
import { Name } from '../../../ui/name'
import { useToasts } from '../../../ui/toast-store'
import { Wide } from '../../../ui/wide'
import styles from './lost-computer-dialog.module.css'
import { useProfiles } from '../profiles-store'
import { affectedApplications, rotationMarkdown } from './rotation'

/** What to renew in Halo when a computer with these tenants is lost or stolen. */
export const LostComputerDialog = ({ onClose }: { onClose: () => void }) => {
  const views = useProfiles((state) => state.list?.profiles ?? NONE)
  const announce = useToasts((state) => state.announce)
  const applications = affectedApplications(views)
  const copy = async () => {
    const copied = await copyText(rotationMarkdown(applications))
    announce(
      copied
        ? 'Checklist copied as Markdown'
        : 'The clipboard could not be written. Select the list instead.',
    )
  }
  return (
    <Dialog
      title="If a computer is lost"
      wide
      onClose={onClose}
      footer={
        <>
          <Button icon="copy" onClick={() => void copy()}>
            Copy as checklist
          </Button>
          <Button kind="primary" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      <p>
        Whoever unlocks that computer can use the secrets in its keychain. Renew these{' '}
        {counted(applications.length, 'application')} in Halo, under Configuration &gt; Integrations &gt; Halo
        API &gt; Applications. Halo’s documents do not say when tokens issued with an old secret end.
      </p>
      <Wide label="Applications to renew">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Tenant</th>
              <th scope="col">Connection</th>
              <th scope="col">Client ID</th>
              <th scope="col">What to do</th>
            </tr>
          </thead>
          <tbody>
            {applications.map(({ tenant, url, connection, clientId, action }) => (
              <tr key={`${tenant}/${connection}`}>
                <th scope="row">
                  <Name>{tenant}</Name>
                  <br />
                  <small>{url}</small>
                </th>
                <td>
                  <Name>{connection}</Name>
                </td>
                <td>
                  <code>{clientId}</code>
                </td>
                <td>{action}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </Dialog>
  )
}

const NONE: readonly never[] = []
