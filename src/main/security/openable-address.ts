import { isLoopback } from '../../shared/halo-address'

/** SECURITY: whether an address may be handed to the operating system: https, or http on this machine. */
export const mayOpen = (address: string): boolean => {
  try {
    const { protocol, hostname, username, password } = new URL(address)
    const secure = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
    return secure && username === '' && password === ''
  } catch {
    return false
  }
}
