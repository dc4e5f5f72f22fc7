import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AttendanceRecord, SessionEvent } from '../src/api/types'
import { numbersOf } from '../src/live/numbers'
import { Refresher } from '../src/live/refresher'
import { filtered, sorted, statusesOf, tally, withEvent } from '../src/live/roster'
import { ServerClock, share } from '../src/live/serverClock'

const MINUTE = 60_000
const at = (millis: number) => new Date(millis).toISOString()

describe('ServerClock', () => {
  it('isTheBrowsersUntilSomethingIsHeard', () => {
    expect(new ServerClock(() => 5 * MINUTE, 0).now()).toBe(5 * MINUTE)
  })

  it('runsOnBetweenTwoAnswers', () => {
    let browser = 10 * MINUTE
    const clock = new ServerClock(() => browser, 0)
    clock.heard(at(10 * MINUTE - 3_000))

    browser += 15 * MINUTE

    expect(clock.now()).toBe(25 * MINUTE - 3_000)
  })

  it('isRightWhereTheBrowserIsWrong', () => {
    let browser = 10 * MINUTE
    const clock = new ServerClock(() => browser, 0)

    clock.heard(at(9 * MINUTE))
    browser += 20_000
    clock.heard(at(9 * MINUTE + 19_000)) // came late: of a second ago
    clock.heard('rubbish')
    clock.heard(null)

    expect(clock.now()).toBe(9 * MINUTE + 20_000)
  })

  it('followsAServerWhoseTimeRunsFaster', () => {
    let browser = 10 * MINUTE
    const clock = new ServerClock(() => browser, 0)

    clock.heard(at(60 * MINUTE))
    browser += 1_000
    clock.heard(at(61 * MINUTE))

    expect(clock.now()).toBe(61 * MINUTE)
  })
})

describe('share', () => {
  it('isBetweenNoneAndAll', () => {
    expect(share(at(0), at(100), 25)).toBe(0.25)
    expect(share(at(0), at(100), -5)).toBe(0)
    expect(share(at(0), at(100), 500)).toBe(1)
    expect(share(at(100), at(100), 100)).toBe(0)
  })
})

describe('Refresher', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('readsOnceForABurstOfNews', async () => {
    let reads = 0
    const refresher = new Refresher(async () => void reads++, 100, 1_000)

    for (let i = 0; i < 5; i++) {
      refresher.news()
      await vi.advanceTimersByTimeAsync(50)
    }
    await vi.advanceTimersByTimeAsync(100)

    expect(reads).toBe(1)
  })

  it('doesNotWaitForEverForThePause', async () => {
    let reads = 0
    const refresher = new Refresher(async () => void reads++, 100, 400)

    for (let i = 0; i < 20; i++) {
      refresher.news()
      await vi.advanceTimersByTimeAsync(50)
    }

    expect(reads).toBe(2)
  })

  it('readsAgainAfterNewsDuringARead', async () => {
    const ends: (() => void)[] = []
    const refresher = new Refresher(() => new Promise((resolve) => ends.push(resolve)), 10, 100)
    refresher.news()
    await vi.advanceTimersByTimeAsync(10)

    refresher.news()
    await vi.advanceTimersByTimeAsync(500)
    expect(ends).toHaveLength(1)

    ends[0]!()
    await vi.advanceTimersByTimeAsync(20)
    expect(ends).toHaveLength(2)
  })

  it('readsNothingOnceClosed', async () => {
    let reads = 0
    const refresher = new Refresher(async () => void reads++)
    refresher.news()

    refresher.close()
    refresher.news()
    await vi.advanceTimersByTimeAsync(5_000)

    expect(reads).toBe(0)
  })
})

const record = (subjectId: string, more: Partial<AttendanceRecord> = {}): AttendanceRecord => ({
  sessionId: 's',
  subjectId,
  name: subjectId,
  role: 'ROSTER_ROLE_TRAINEE',
  status: 'ATTENDANCE_STATUS_PRESENT',
  ...more,
})
const ids = (records: AttendanceRecord[]) => records.map((one) => one.subjectId)

describe('roster', () => {
  const people = [
    record('b', { seen: '900s' }),
    record('c', { status: 'ATTENDANCE_STATUS_ABSENT' }),
    record('a', { status: 'ATTENDANCE_STATUS_LATE', seen: '60.5s' }),
    record('t', { role: 'ROSTER_ROLE_TEACHER' }),
  ]

  it('putsTheTeacherFirstAndThenThoseWhoNeedALook', () => {
    expect(ids(sorted(people, { column: 'status', descending: false }, 'en'))).toEqual(['t', 'c', 'a', 'b'])
  })

  it('sortsByNumbersNotByText', () => {
    expect(ids(sorted(people, { column: 'seen', descending: true }, 'en'))).toEqual(['t', 'b', 'a', 'c'])
  })

  it('filtersByStatusAndName', () => {
    expect(ids(filtered(people, 'ATTENDANCE_STATUS_ABSENT', ''))).toEqual(['c'])
    expect(ids(filtered(people, '', ' B '))).toEqual(['b'])
  })

  it('countsStatusesInTheOrderOfTheTable', () => {
    const counts = tally(people)

    expect(statusesOf(counts)).toEqual([
      'ATTENDANCE_STATUS_ABSENT',
      'ATTENDANCE_STATUS_LATE',
      'ATTENDANCE_STATUS_PRESENT',
    ])
    expect(counts.get('ATTENDANCE_STATUS_PRESENT')).toBe(2)
  })
})

describe('numbersOf', () => {
  it('showsWhatMeansSomethingToAPersonInAFixedOrder', () => {
    const numbers = { new_one: 3, track: 17, minutes: 6.5, not_enrolled: 0, error_probability: 0.001, looks: NaN }

    expect(numbersOf({ anomalyId: 'a', sessionId: 's', numbers }).map((one) => one.key)).toEqual([
      'error_probability',
      'minutes',
      'new_one',
    ])
  })
})

describe('withEvent', () => {
  const event = (more: Partial<SessionEvent>): SessionEvent => ({ eventId: 'e', sessionId: 's', ...more })

  it('changesThePersonThePresenceIsAbout', () => {
    const before = [record('a'), record('b')]

    const after = withEvent(before, event({ presenceChanged: { subjectId: 'a', status: 'LATE', inSight: true } }), true)

    expect(after[0]).toMatchObject({ status: 'ATTENDANCE_STATUS_LATE', inSight: true })
    expect(after[1]).toBe(before[1])
  })

  it('takesWhoIsInSightFromASampleOfTheWholeRoom', () => {
    const sample = event({ sampleAnalysed: { sampleId: 'x', seen: [{ subjectId: 'b' }, {}] } })

    const after = withEvent([record('a', { inSight: true }), record('b')], sample, true)

    expect(after.map((one) => one.inSight)).toEqual([false, true])
  })

  it('takesNothingFromASnapshotOrAFailedSample', () => {
    const before = [record('a', { inSight: true })]

    expect(withEvent(before, event({ sampleAnalysed: { sampleId: 'x' } }), false)).toBe(before)
    expect(withEvent(before, event({ sampleAnalysed: { sampleId: 'x', failure: 'TRUNCATED' } }), true)).toBe(before)
  })
})
