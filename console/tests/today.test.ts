import { describe, expect, it } from 'vitest'
import type { Session, SourceHealth } from '../src/api/types'
import { byNeed, bySession, headcount, inTrouble, matching, needs } from '../src/live/today'

const session = (id: string, more: Partial<Session> = {}): Session => ({
  sessionId: id,
  classId: 'c',
  startsAt: '2026-03-02T01:00:00Z',
  endsAt: '2026-03-02T02:00:00Z',
  ...more,
})
const source = (state: string, more: Partial<SourceHealth> = {}): SourceHealth => ({ sourceId: state, state, inSession: true, ...more })

describe('today', () => {
  it('holdsAgainstASourceOnlyWhatIsKnownAndNeeded', () => {
    expect(['UNAUTHORISED', 'FROZEN', 'DEGRADED', 'TIMED_OUT'].map((state) => inTrouble(source(state)))).toEqual([true, true, true, true])
    expect(['STREAMING', 'CONNECTING', ''].map((state) => inTrouble(source(state)))).toEqual([false, false, false])
    expect(inTrouble(source('TIMED_OUT', { inSession: false }))).toBe(false)
    expect(inTrouble(undefined)).toBe(false)
  })

  it('showsFirstWhatNeedsSomebody', () => {
    const sources = bySession([source('TIMED_OUT', { sessionId: 'lost' }), source('STREAMING', { sessionId: 'fine' })])
    const sessions = [
      session('fine'),
      session('lost'),
      session('cases', { openAnomalies: 3 }),
      session('early', { startsAt: '2026-03-02T00:30:00Z' }),
      session('few', { rosterSize: 30, present: 14 }),
    ]
    const now = Date.parse('2026-03-02T01:20:00Z')

    expect(byNeed(sessions, sources, now).map((one) => one.sessionId)).toEqual(['cases', 'lost', 'few', 'early', 'fine'])
  })

  it('saysWhatASessionNeeds', () => {
    const few = session('a', { rosterSize: 30, present: 14 })
    const at = (minute: number) => Date.parse('2026-03-02T01:00:00Z') + minute * 60_000

    expect(needs({ ...few, openAnomalies: 1 }, source('FROZEN'), at(20))).toEqual(['cases', 'source', 'few'])
    expect(needs(few, source('STREAMING'), at(14))).toEqual([]) // people still come
    expect(needs(session('b', { rosterSize: 30, present: 15 }), undefined, at(40))).toEqual([])
    expect(needs(session('c'), undefined, at(40))).toEqual([]) // nobody is expected, or it is not told
  })

  it('forgetsASessionThatIsOver', () => {
    expect(bySession([source('ENDED', { sessionId: 'over', inSession: false })]).size).toBe(0)
  })

  it('findsByClassInstitutionAndRoom', () => {
    const sessions = [session('a', { className: '施工员 2026-1' }), session('b', { institutionName: 'North School' }), session('c', { classroomName: 'Room 7' })]

    expect(matching(sessions, ' 施工 ').map((one) => one.sessionId)).toEqual(['a'])
    expect(matching(sessions, 'north').map((one) => one.sessionId)).toEqual(['b'])
    expect(matching(sessions, 'room').map((one) => one.sessionId)).toEqual(['c'])
    expect(matching(sessions, '')).toHaveLength(3)
  })

  it('countsWhoIsThere', () => {
    expect(headcount([session('a', { present: 28, rosterSize: 31 }), session('b', { rosterSize: 2 })])).toEqual({ present: 28, roster: 33 })
  })
})
