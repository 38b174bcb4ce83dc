import { Sentence } from './sentence'

interface EvidenceListProps {
  readonly evidence: readonly { readonly what: string; readonly value: string }[]
  readonly className?: string | undefined
}

/** What shows something: each thing that was looked at with what it was. Nothing where there is none. */
export const EvidenceList = ({ evidence, className }: EvidenceListProps) =>
  evidence.length === 0 ? null : (
    <dl className={className}>
      {evidence.map(({ what, value }) => (
        <div key={`${what} ${value}`}>
          <dt>{what}</dt>
          <dd>
            <Sentence text={value} />
          </dd>
        </div>
      ))}
    </dl>
  )
