import { beforeAll, describe, expect, it } from 'vitest'
import { csv } from '../src/csv'
import { ApiClient } from '../src/api/client'
import type { CaseAct, CaseSummary, ReviewCase } from '../src/api/review'
import { waitingCases } from '../src/live/caseCounts'
import {
  KINDS,
  dueText,
  formOfKey,
  allows,
  neighbourInQueue,
  numberSentences,
  rememberQueue,
} from '../src/live/review'
import { setLanguage } from '../src/text'
import { en } from '../src/text/en'

const summary = (id: string, more: Partial<CaseSummary> = {}): CaseSummary => ({
  anomaly: { anomalyId: id, sessionId: 's' },
  state: 'CASE_STATE_OPEN',
  sessionStartsAt: '2026-03-02T09:00:00Z',
  sessionEndsAt: '2026-03-02T09:45:00Z',
  ...more,
})

beforeAll(() => setLanguage('en'))

describe('texts', () => {
  it('nameEveryStateReasonAndAct', () => {
    const types = import.meta.glob<string>('../src/api/review.ts', { query: '?raw', import: 'default', eager: true })
    const source = Object.values(types)[0]!
    const values = [...source.matchAll(/'(CASE_(STATE|REASON|ACT)_\w+)'/g)]
    const keys = values.map(([, value, kind]) => `case${kind![0]}${kind!.slice(1).toLowerCase()}.${value}`)

    expect(keys.length).toBeGreaterThan(30)
    expect(keys.filter((key) => !(key in en))).toEqual([])
  })
})

describe('the queue', () => {
  it('filtersByEveryKindThereIs', () => {
    const types = import.meta.glob<string>('../src/api/types.ts', { query: '?raw', import: 'default', eager: true })
    const all = [...Object.values(types)[0]!.matchAll(/'(ANOMALY_KIND_\w+)'/g)].map(([, kind]) => kind)

    expect([...KINDS].sort()).toEqual(all.sort())
  })

  it('goesOnFromCaseToCase', () => {
    rememberQueue([summary('a'), summary('b'), summary('c')])

    expect(neighbourInQueue('b', 1)).toBe('c')
    expect(neighbourInQueue('b', -1)).toBe('a')
    expect(neighbourInQueue('c', 1)).toBeUndefined()
    expect(neighbourInQueue('x', 1)).toBeUndefined()
  })

  it('countsWhatSomebodyHasToDoSomethingAbout', () => {
    expect(waitingCases({ open: 3, taken: 1, proposed: 2, confirmed: 9, appealed: 1 })).toBe(7)
    expect(waitingCases(undefined)).toBe(0)
  })

  it('saysHowMuchTimeIsLeft', () => {
    const now = Date.parse('2026-03-02T09:00:00Z')

    expect(dueText('2026-03-02T09:30:00Z', now)).toBe('30 min left')
    expect(dueText('2026-03-02T08:50:00Z', now)).toBe('overdue by 10 min')
    expect(dueText('2026-03-07T09:00:00Z', now)).toBe('5 days left')
    expect(dueText(undefined, now)).toBe('')
  })
})

describe('numberSentences', () => {
  it('statesTheErrorAndWhatItRestsOn', () => {
    const numbers = { error_probability: 0.0001, looks: 12, minutes: 9, best_score: 0.12 }
    const one: ReviewCase = {
      summary: summary('a', { anomaly: { anomalyId: 'a', sessionId: 's', numbers } }),
      digest: 'd',
      face: { medianFaceHeightPixels: 40 },
    }

    const words = numberSentences(one).join(' ')

    expect(words).toContain('1 in 10,000')
    expect(words).toContain('12 looks over 9 min')
    expect(words).toContain('only 40 px')
  })

  it('saysNothingThatIsNotKnown', () => {
    expect(numberSentences({ summary: summary('a'), digest: 'd' })).toEqual([])
  })
})

describe('the keys', () => {
  const of = (...allowed: CaseAct[]): ReviewCase => ({ summary: summary('a'), digest: 'd', allowed })

  it('openWhatTheServerAllows_andNothingElse', () => {
    expect(formOfKey(of('CASE_ACT_CONFIRM', 'CASE_ACT_DISMISS'), 'c')).toBe('confirm')
    expect(formOfKey(of('CASE_ACT_PROPOSE'), 'c')).toBe('confirm')
    expect(formOfKey(of('CASE_ACT_AGREE', 'CASE_ACT_DISAGREE'), 'd')).toBe('disagree')
    expect(formOfKey(of(), 'c')).toBeUndefined()
    expect(formOfKey(of('CASE_ACT_CONFIRM'), 'Tab')).toBeUndefined()
  })
})

describe('csv', () => {
  it('quotesWhatNeedsIt_andMakesFormulasHarmless', () => {
    expect(csv([['a,b', 'say "x"', '=1+1', '张三']])).toBe('\ufeff"a,b","say ""x""",\'=1+1,张三\r\n')
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

  it('asksForTheUndecidedUnlessAStateIsChosen', async () => {
    await api.cases({ state: '', mine: true })
    await api.cases({ state: 'CASE_STATE_FINAL', day: '2026-03-02' })

    expect(calls.map((call) => call.url)).toEqual([
      '/v1/review/cases?filter.undecided=true&filter.reviewer=me&page_size=50',
      '/v1/review/cases?filter.state=CASE_STATE_FINAL&filter.day=2026-03-02&page_size=50',
    ])
  })

  it('givesEachChangeARequestIdOfItsOwn', async () => {
    calls.length = 0
    await api.changeCase('a/b', 'take', { revision: '3' })
    await api.changeCase('a/b', 'take', { revision: '3' })

    const bodies = calls.map((call) => JSON.parse(call.body ?? '') as { requestId: string; revision: string })
    expect(calls[0]!.url).toBe('/v1/review/cases/a%2Fb/take')
    expect(bodies[0]!.revision).toBe('3')
    expect(bodies[0]!.requestId).toMatch(/^[0-9a-f]{32}$/)
    expect(bodies[0]!.requestId).not.toBe(bodies[1]!.requestId)
  })
})

describe('may', () => {
  it('goesByWhatTheServerAllows', () => {
    const one: ReviewCase = { summary: summary('a'), digest: '', allowed: ['CASE_ACT_TAKE'] }

    expect(allows(one, 'CASE_ACT_TAKE', 'CASE_ACT_AGREE')).toBe(true)
    expect(allows(one, 'CASE_ACT_CONFIRM')).toBe(false)
  })
})
