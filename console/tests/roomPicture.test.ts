import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiProblem } from '../src/api/problem'
import type { RoomPicture } from '../src/api/types'
import { neighbour, RoomPictureFeed, type RoomPictureState } from '../src/live/roomPicture'

const picture = (capturedAt: string): RoomPicture => ({ capturedAt, jpeg: new Blob(['jpg']) })

describe('RoomPictureFeed', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  function feed(answers: (RoomPicture | undefined | Error)[]) {
    const asked: (string | undefined)[] = []
    const shown: string[] = []
    const states: RoomPictureState[] = []
    const made = new RoomPictureFeed({
      read: async (after) => {
        asked.push(after)
        const answer = answers[Math.min(asked.length, answers.length) - 1]
        if (answer instanceof Error) {
          throw answer
        }
        return answer
      },
      onPicture: (one) => shown.push(one.capturedAt),
      onState: (state) => states.push(state),
      now: () => Date.now(),
    })
    return { made, asked, shown, states }
  }

  it('asksForWhatIsNewerThanTheOneShown', async () => {
    const { made, asked, shown } = feed([undefined, picture('a'), undefined, picture('b')])

    await vi.advanceTimersByTimeAsync(15_000)
    made.close()

    expect(shown.slice(0, 2)).toEqual(['a', 'b'])
    expect(asked.slice(0, 4)).toEqual([undefined, undefined, 'a', 'a'])
  })

  it('asksNoMoreWhenClosed', async () => {
    const { made, asked } = feed([picture('a')])
    await vi.advanceTimersByTimeAsync(100)

    made.close()
    const before = asked.length
    await vi.advanceTimersByTimeAsync(60_000)

    expect(asked.length).toBe(before)
  })

  it('saysWhenNothingNewComes', async () => {
    const { made, states } = feed([picture('a'), undefined])

    await vi.advanceTimersByTimeAsync(30_000)
    expect(states.at(-1)).toBe('shown')
    await vi.advanceTimersByTimeAsync(60_000)
    made.close()

    expect(states.at(-1)).toBe('stale')
  })

  it('stopsWhenTheSessionDoesNotRun', async () => {
    const { asked, states } = feed([new ApiProblem(400, 'NOT_RUNNING', '')])

    await vi.advanceTimersByTimeAsync(60_000)

    expect(states.at(-1)).toBe('over')
    expect(asked.length).toBe(1)
  })

  it('triesAgainMoreAndMoreSeldomAfterFailures', async () => {
    const { made, asked, states } = feed([new ApiProblem(0, 'UNREACHABLE', '')])

    await vi.advanceTimersByTimeAsync(120_000)
    made.close()

    expect(states.at(-1)).toBe('failed')
    expect(asked.length).toBeGreaterThan(4)
    expect(asked.length).toBeLessThan(10)
  })
})

describe('neighbour', () => {
  it('leadsThroughAGrid', () => {
    expect(neighbour('ArrowRight', 0, 3, 7)).toBe(1)
    expect(neighbour('ArrowDown', 1, 3, 7)).toBe(4)
    expect(neighbour('ArrowUp', 4, 3, 7)).toBe(1)
  })

  it('stopsAtTheEdges', () => {
    expect(neighbour('ArrowLeft', 0, 3, 7)).toBeUndefined()
    expect(neighbour('ArrowDown', 5, 3, 7)).toBeUndefined()
    expect(neighbour('Enter', 2, 3, 7)).toBeUndefined()
  })
})
