import { describe, expect, it } from 'vitest'
import { ApiProblem } from '../src/api/problem'
import { base64, base64OfFile, sameBytes } from '../src/base64'
import { PART_BYTES, upload, type Upload } from '../src/live/upload'

const SIZE = 2 * PART_BYTES + 10
const FILE = new Blob([new Uint8Array(SIZE)])

/** A server that has so much, and fails as told before it takes a part. */
function server(failures: unknown[] = []) {
  let received = 0
  const offsets: number[] = []
  const how: Upload = {
    send: async (offset, content) => {
      offsets.push(offset)
      const failure = failures.shift()
      if (failure) {
        throw failure
      }
      received = offset + atob(content).length
      return { importId: 'i', received: String(received) }
    },
    read: async () => ({ importId: 'i', received: String(received) }),
    onProgress: () => undefined,
    isStopped: () => false,
    pause: async () => undefined,
  }
  return { how, offsets, received: () => received }
}

describe('upload', () => {
  it('sendsThePartsInOrder', async () => {
    const to = server()
    const progress: number[] = []

    await upload(FILE, 0, { ...to.how, onProgress: (sent) => progress.push(sent) })

    expect(to.offsets).toEqual([0, PART_BYTES, 2 * PART_BYTES])
    expect(progress).toEqual([0, PART_BYTES, 2 * PART_BYTES, SIZE])
  })

  it('goesOnWhereTheServerHasIt', async () => {
    const to = server()

    await upload(FILE, PART_BYTES, to.how)

    expect(to.offsets).toEqual([PART_BYTES, 2 * PART_BYTES])
  })

  it('sendsAPartAgainThatDidNotArrive', async () => {
    const to = server([undefined, new ApiProblem(0, 'TIMED_OUT', ''), new ApiProblem(503, 'STORE_UNAVAILABLE', '')])

    await upload(FILE, 0, to.how)

    expect(to.offsets).toEqual([0, PART_BYTES, PART_BYTES, PART_BYTES, 2 * PART_BYTES])
    expect(to.received()).toBe(SIZE)
  })

  it('doesNotSendAPartAgainOfWhichOnlyTheAnswerWasLost', async () => {
    const to = server()
    let lost = false
    const send: Upload['send'] = async (offset, content) => {
      const answer = await to.how.send(offset, content)
      if (!lost) {
        lost = true
        throw new ApiProblem(0, 'TIMED_OUT', '')
      }
      return answer
    }

    await upload(FILE, 0, { ...to.how, send })

    expect(to.offsets).toEqual([0, PART_BYTES, 2 * PART_BYTES])
  })

  it('endsWhenItIsRefusedOrNothingHelps', async () => {
    const refused = new ApiProblem(409, 'IMPORT_OFFSET', '')
    const silent = Array.from({ length: 20 }, () => new ApiProblem(0, 'UNREACHABLE', ''))

    await expect(upload(FILE, 0, server([refused]).how)).rejects.toBe(refused)
    await expect(upload(FILE, 0, server(silent).how)).rejects.toMatchObject({ code: 'UNREACHABLE' })
  })

  it('stopsWhenTold', async () => {
    const to = server()

    await upload(FILE, 0, { ...to.how, isStopped: () => to.offsets.length === 1 })

    expect(to.offsets).toEqual([0])
  })
})

describe('base64', () => {
  it('encodesBytesOfAnyLength', () => {
    const bytes = new Uint8Array(100_000).map((_, i) => i % 256)

    expect(base64(bytes)).toBe(btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')))
    expect(base64(new Uint8Array())).toBe('')
  })

  it('tellsWhetherTwoFilesAreOne', async () => {
    expect(await sameBytes(new Blob(['ab']), new Blob(['a', 'b']))).toBe(true)
    expect(await sameBytes(new Blob(['ab']), new Blob(['ac']))).toBe(false)
  })

  it('encodesFiles', async () => {
    expect(await base64OfFile(new Blob([new Uint8Array([0, 255, 16])]))).toBe('AP8Q')
  })
})
