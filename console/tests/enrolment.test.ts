import { describe, expect, it } from 'vitest'
import { ApiClient } from '../src/api/client'
import type { AttendanceRecord } from '../src/api/types'
import { photosTag, takenFor } from '../src/live/enrolment'

const record = (more: Partial<AttendanceRecord>): AttendanceRecord => ({ sessionId: 's', subjectId: 'anna', ...more })

describe('photosTag', () => {
  it('asksForASecondPhoto', () => {
    expect(photosTag(record({ enrolment: 'ENROLMENT_STATE_ONE_PHOTO', referenceImage: 'a' }))).toBe('one')
    expect(photosTag(record({ enrolment: 'ENROLMENT_STATE_ENOUGH', referenceImage: 'a' }))).toBeUndefined()
  })

  it('takesAPhotoOfAnotherModelForNone', () => {
    expect(photosTag(record({ enrolment: 'ENROLMENT_STATE_NONE', referenceImage: 'a' }))).toBe('none')
  })

  it('goesByThePictureWhereTheServerDoesNotTell', () => {
    expect(photosTag(record({}))).toBe('none')
    expect(photosTag(record({ referenceImage: 'a' }))).toBeUndefined()
  })
})

describe('takenFor', () => {
  it('namesThoseWhoLookAlike', () => {
    const names = new Map([['berta', 'Berta']])

    expect(takenFor(record({ inseparableFrom: ['berta', 'x1'] }), (id) => names.get(id))).toEqual(['Berta', 'x1'])
    expect(takenFor(record({}), () => undefined)).toEqual([])
  })
})

describe('ApiClient', () => {
  const calls: { url: string; body?: string }[] = []
  const api = new ApiClient({
    token: () => 'secret',
    onSignedOut: () => undefined,
    fetch: async (url, init) => {
      calls.push({ url: String(url), body: init?.body as string | undefined })
      return new Response('{}', { headers: { 'content-type': 'application/json' } })
    },
  })

  it('readsAndResolvesLookalikes', async () => {
    await api.lookalikes('LOOKALIKE_STATE_OPEN')
    await api.resolveLookalike('a/b', 'twice entered')
    await api.outdatedReferences()

    expect(calls.map((call) => call.url)).toEqual([
      '/v1/lookalikes?state=LOOKALIKE_STATE_OPEN&page_size=50',
      '/v1/lookalikes/a%2Fb/resolution',
      '/v1/outdated-references?failed=true&page_size=50',
    ])
    expect(JSON.parse(calls[1]!.body ?? '')).toEqual({ reason: 'twice entered' })
  })
})
