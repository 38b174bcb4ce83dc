import { sentenceParts } from '../../../core/comparison/name-text'
import { Name, ScriptText } from './name'

/** A sentence of ours in which each name of the tenant keeps its own direction, and each script has its language. */
export const Sentence = ({ text }: { readonly text: string }) => (
  <span dir="ltr">
    {sentenceParts(text).map((part, at) =>
      part.isName ? <Name key={at}>{part.text}</Name> : <ScriptText key={at} text={part.text} />,
    )}
  </span>
)
