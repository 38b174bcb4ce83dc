import { createInterface } from 'node:readline'
import { createKeychain } from '../../src/main/adapters/keychain'

/** Asks the keychain one call a line, `["set","id","secret"]`, and prints each answer as a line of JSON. */
const store = createKeychain({ deadline: Number(process.argv[2]) })

const answer = ([method, id = '', secret = '']: string[]): Promise<unknown> => {
  switch (method) {
    case 'status':
      return store.status()
    case 'get':
      return store.get(id)
    case 'set':
      return store.set(id, secret)
    case 'delete':
      return store.delete(id)
    default:
      return Promise.resolve({ unknown: method })
  }
}

createInterface({ input: process.stdin }).on('line', (line) => {
  void answer(JSON.parse(line) as string[]).then((result) =>
    process.stdout.write(`${JSON.stringify(result)}\n`),
  )
})
