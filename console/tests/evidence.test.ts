import { describe, expect, it } from 'vitest'
import { EvidenceImages } from '../src/api/evidence'

function images(mostIdle = 2, load: (image: string) => Promise<Blob> = async (image) => new Blob([image])) {
  const loads: string[] = []
  const revoked: string[] = []
  let made = 0
  const store = new EvidenceImages(
    (image) => {
      loads.push(image)
      return load(image)
    },
    () => `blob:${++made}`,
    (url) => revoked.push(url),
    mostIdle,
  )
  return { store, loads, revoked }
}

describe('EvidenceImages', () => {
  it('fetchesAPictureOnceForAllWhoShowIt', async () => {
    const { store, loads } = images()

    const urls = await Promise.all([store.acquire('a', 'why'), store.acquire('a', 'why')])

    expect(urls).toEqual(['blob:1', 'blob:1'])
    expect(loads).toEqual(['a'])
  })

  it('revokesTheLongestUnusedFirstAndNeverAShownOne', async () => {
    const { store, revoked } = images(1)
    for (const image of ['shown', 'a', 'b', 'c']) {
      await store.acquire(image, 'why')
    }

    for (const image of ['a', 'b', 'c']) {
      store.release(image)
    }

    expect(revoked).toEqual(['blob:2', 'blob:3'])
  })

  it('triesAFailedPictureAgain', async () => {
    let broken = true
    const { store, loads } = images(2, async () => {
      if (broken) {
        throw new Error('gone')
      }
      return new Blob()
    })
    await expect(store.acquire('a', 'why')).rejects.toThrow('gone')
    store.release('a')

    broken = false

    await expect(store.acquire('a', 'why')).resolves.toBe('blob:1')
    expect(loads).toEqual(['a', 'a'])
  })

  it('revokesEverythingAtSignOutAlsoWhatStillArrives', async () => {
    const { store, revoked } = images()
    await store.acquire('a', 'why')
    const late = store.acquire('b', 'why')

    store.clear()

    await expect(late).rejects.toThrow()
    expect(revoked).toEqual(['blob:1', 'blob:2'])
  })

  it('fetchesFourAtATime', async () => {
    let running = 0
    let most = 0
    const { store } = images(2, async () => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setTimeout(resolve, 1))
      running--
      return new Blob()
    })

    await Promise.all(Array.from({ length: 20 }, (_, i) => store.acquire(`p${i}`, 'why')))

    expect(most).toBe(4)
  })
})
