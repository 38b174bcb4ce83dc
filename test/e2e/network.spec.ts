import { startCountingServer } from '../support/counting-server'
import { NETWORK_WAYS } from '../support/network-ways'
import { expect, test } from './fixtures'

test('nothing that the page does reaches a server, not even with a connection or a datagram', async ({
  page,
}) => {
  const elsewhere = await startCountingServer()
  try {
    await page.getByRole('button', { name: 'Explore the demo tenant' }).waitFor()
    for (const way of Object.values(NETWORK_WAYS)) {
      await page.evaluate(
        ([source, target, host]) => {
          const run = Reflect.apply(window.eval, null, [`(${source})`]) as (...texts: string[]) => unknown
          return new Promise<void>((resolve) => {
            setTimeout(() => {
              // What is refused throws or rejects, as it should be.
              Promise.resolve()
                .then(() => run(target, host))
                .catch(() => undefined)
              resolve()
            })
          })
        },
        [way.toString(), elsewhere.url, elsewhere.url.replace('http://', '')] as const,
      )
    }
    // Whatever was begun gets its time: as long as WebRTC needs to give up on its servers.
    await page.evaluate(async () => {
      const peer = new RTCPeerConnection()
      peer.createDataChannel('x')
      await peer.setLocalDescription(await peer.createOffer())
      while (peer.iceGatheringState !== 'complete') await new Promise((resolve) => setTimeout(resolve, 50))
    })
    expect(elsewhere.seen()).toEqual([])
    // The positive control: the same server does count.
    await fetch(elsewhere.url)
    expect(elsewhere.seen()).toEqual(['connection', 'GET /'])
    const count = Object.keys(NETWORK_WAYS).length
    test.info().annotations.push({ type: 'count', description: `ways to the network: ${String(count)}` })
  } finally {
    await elsewhere.close()
  }
})
