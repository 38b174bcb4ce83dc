import path from 'node:path'
import ts from 'typescript'

const ROOT = path.resolve(import.meta.dirname, '../..')

/**
 * What TypeScript says of a value as one of a package's types: unknown keys and wrong kinds, which the makers of
 * such types know and a JSON schema without `additionalProperties` lets pass.
 * @param literals each a value with its type and the module that exports it
 * @returns its messages, with the lines of the value as JSON
 */
export const typeFaults = (
  literals: readonly { readonly type: string; readonly from: string; readonly value: unknown }[],
): readonly string[] => {
  const file = path.join(ROOT, 'test/support/typed-literal.generated.ts')
  const source = literals
    .map(
      ({ type, from, value }, index) =>
        `import type { ${type} as T${String(index)} } from '${from}'\nexport const v${String(index)}: T${String(index)} = ${JSON.stringify(value, null, 1)}\n`,
    )
    .join('')
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  }
  const plain = ts.createCompilerHost(options)
  const host: ts.CompilerHost = {
    ...plain,
    fileExists: (name) => name === file || plain.fileExists(name),
    readFile: (name) => (name === file ? source : plain.readFile(name)),
    getSourceFile: (name, ...rest) =>
      name === file
        ? ts.createSourceFile(name, source, ts.ScriptTarget.ES2022)
        : plain.getSourceFile(name, ...rest),
  }
  const program = ts.createProgram([file], options, host)
  return ts.getPreEmitDiagnostics(program).map(({ messageText, start = 0 }) => {
    const line = source.slice(start).split('\n')[0] ?? ''
    return `${line.trim()}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
  })
}
