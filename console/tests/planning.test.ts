import { describe, expect, it } from 'vitest'
import { bySession, daysOf, fieldsOf, instantOf, patternProblem, planKey, weekdaysBetween, timeBefore } from '../src/live/planning'
import type { PlanRequest } from '../src/api/school'

const PATTERN = {
  firstDay: '2026-03-02',
  lastDay: '2026-03-13',
  weekdays: [1, 3],
  times: [{ from: '09:00', to: '10:30' }],
  exceptDays: [],
}

describe('patternProblem', () => {
  it('findsNoneInAGoodPattern', () => {
    expect(patternProblem(PATTERN)).toBeUndefined()
  })

  it('saysWhatIsWrongFirst', () => {
    expect(patternProblem({ ...PATTERN, firstDay: '' })).toBe('days')
    expect(patternProblem({ ...PATTERN, lastDay: '2026-03-01' })).toBe('order')
    expect(patternProblem({ ...PATTERN, weekdays: [] })).toBe('weekdays')
    expect(patternProblem({ ...PATTERN, times: [{ from: '10:00', to: '09:00' }] })).toBe('times')
    expect(patternProblem({ ...PATTERN, exceptDays: ['1 May'] })).toBe('exceptDays')
  })
})

describe('days', () => {
  it('areSeparatedByCommasOfEitherScript', () => {
    expect(daysOf('2026-10-01, 2026-10-02，2026-10-03、2026-10-04')).toHaveLength(4)
    expect(daysOf('  ')).toEqual([])
  })

  it('haveTheirWeekdays', () => {
    expect(weekdaysBetween('2026-03-02', '2026-03-02')).toEqual([1])
    expect(weekdaysBetween('2026-03-07', '2026-03-09')).toEqual([1, 6, 7])
    expect(weekdaysBetween('2026-03-02', '2027-03-02')).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(weekdaysBetween('2026-03-02', '2026-03-01')).toEqual([])
  })
})

describe('planKey', () => {
  it('differsWithWhatIsPlannedAndNotWithTheRequest', () => {
    const request: PlanRequest = { kind: 'SESSION_KIND_THEORY', classroomId: 'r', sourceId: '', teacherId: '', pattern: PATTERN }

    expect(planKey({ ...request, dryRun: true, requestId: 'x' })).toBe(planKey(request))
    expect(planKey({ ...request, classroomId: 'other' })).not.toBe(planKey(request))
  })
})

describe('bySession', () => {
  it('putsEachConflictAtItsSession', () => {
    const session = { sessionId: '', classId: 'c', startsAt: '2026-03-02T01:00:00Z', endsAt: '2026-03-02T02:00:00Z' }
    const conflicts = [{ kind: 'KIND_TEACHER' as const }, { session: 1, kind: 'KIND_CLASSROOM' as const }]

    expect(bySession([session, session], conflicts).map((of) => of.map((one) => one.kind))).toEqual([
      ['KIND_TEACHER'],
      ['KIND_CLASSROOM'],
    ])
  })
})

describe('times of day', () => {
  it('areThoseOfTheTimetablesZone', () => {
    expect(fieldsOf('2026-03-02T01:30:00Z', 'Asia/Shanghai')).toEqual({ day: '2026-03-02', time: '09:30' })
    expect(instantOf('2026-03-02', '00:10', 'Asia/Shanghai')).toBe('2026-03-01T16:10:00.000Z')
  })

  it('findTheirInstantAlsoOnDaysThatTheClockChanges', () => {
    expect(instantOf('2026-03-29', '01:30', 'Europe/Berlin')).toBe('2026-03-29T00:30:00.000Z')
    expect(instantOf('2026-03-29', '03:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z')
  })

  it('areNoneWhenTheyAreNotWritten', () => {
    expect(instantOf('', '09:00', 'Asia/Shanghai')).toBeUndefined()
    expect(instantOf('2026-03-02', '', 'Asia/Shanghai')).toBeUndefined()
  })
})

describe('timeBefore', () => {
  it('isReadFromWhatTheHistoryKeeps', () => {
    expect(timeBefore('2026-11-28T01:00:00Z/2026-11-28T02:30:00Z source=a classroom=b')).toEqual({
      from: '2026-11-28T01:00:00Z',
      to: '2026-11-28T02:30:00Z',
    })
    expect(timeBefore('')).toBeUndefined()
    expect(timeBefore('in another form')).toBeUndefined()
  })
})
