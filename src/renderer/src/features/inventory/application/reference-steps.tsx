import { referenceSteps } from '../../../../../core/inventory/reference-text'
import type { EntrySummary } from '../../../../../shared/ipc/inventory'
import { Sentence } from '../../../ui/sentence'
import { loginWords } from '../../../../../core/inventory/inventory-words'
import styles from './application-details.module.css'

/** How to prove the prediction: a reference application with the same agent and scopes. */
export const ReferenceSteps = ({ entry }: { entry: EntrySummary }) =>
  entry.connection === null && !entry.application.system ? (
    <details>
      <summary>How to compare it for real, without its secret</summary>
      <ol className={styles.list}>
        {referenceSteps(entry.application, loginWords(entry.application.login, entry.agent).who).map(
          (step) => (
            <li key={step}>
              <Sentence text={step} />
            </li>
          ),
        )}
      </ol>
    </details>
  ) : null
