import { z } from 'zod'

const proxy = z.string().min(1).max(300)

/** What the requests about proxies accept. */
export const networkRequests = {
  'network:state': z.undefined(),
  'network:signIn': z.strictObject({
    proxy,
    name: z.string().max(1000),
    password: z.string().max(2000),
  }),
  'network:forget': z.strictObject({ proxy }),
}
