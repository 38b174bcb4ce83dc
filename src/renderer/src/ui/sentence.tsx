import { Fragment } from 'react'
import { sentenceParts } from '../../../core/comparison/name-text'

/** A sentence of ours in which each name of the tenant keeps its own direction, and nothing else does. */
export const Sentence = ({ text }: { readonly text: string }) => (
  <span dir="ltr">
    {sentenceParts(text).map((part, at) =>
      part.isName ? <bdi key={at}>{part.text}</bdi> : <Fragment key={at}>{part.text}</Fragment>,
    )}
  </span>
)
