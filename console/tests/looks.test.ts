import { describe, expect, it } from 'vitest'
import type { Look } from '../src/api/access'
import { csv } from '../src/csv'
import { detailText, lookedAtText, whatText } from '../src/live/looks'
import { setLanguage } from '../src/text'
import { en } from '../src/text/en'

setLanguage('en')

const look: Look = { entryId: '1', at: '2026-03-02T08:00:00Z', what: 'shidao.api.v1.RegistryService/GetRoster' }

describe('looks', () => {
  it('nameThePersonBeforeTheClass', () => {
    expect(lookedAtText({ ...look, subjectName: 'Li Hua', className: 'Welders' })).toBe('Li Hua')
    expect(lookedAtText({ ...look, className: 'Welders' })).toBe('Welders')
    expect(lookedAtText(look)).toBe('List')
  })

  it('tellTheResultOfACamerasTestInWords', () => {
    const test: Look = { ...look, what: 'source-test-result', detail: 'rtsp://10.0.0.7:554 UNAUTHORISED SIGN_IN' }
    expect(detailText(test)).toBe('rtsp://10.0.0.7:554 · Access refused · Signed in')
    expect(detailText({ ...test, detail: 'rtsp://10.0.0.7 STREAMING' })).toBe(`rtsp://10.0.0.7 · ${en['source.STREAMING']}`)
    expect(detailText({ ...look, detail: 'x y' })).toBe('x y')
  })

  it('haveWordsForMethodsAndElseTheirNames', () => {
    expect(whatText(look)).toBe('Roster')
    expect(whatText({ ...look, what: 'shidao.api.v1.NewService/GetNew' })).toBe('GetNew')
  })
})

describe('the texts of looks', () => {
  const table = Object.values(
    import.meta.glob<string>('../../adapters/postgres/src/test/resources/access.table', { query: '?raw', import: 'default', eager: true }),
  ).join('\n')
  const recorded = [...table.matchAll(/^\w+\/(\w+) +READ-R/gm)].map((match) => match[1]!)

  it('areThereForEveryCallThatIsRecorded', () => {
    expect(recorded.length).toBeGreaterThan(20)
    expect(recorded.filter((method) => !(`looks.what.${method}` in en))).toEqual([])
  })
})

describe('csv', () => {
  it('quotesAndDisarms', () => {
    expect(csv([['a,b', 'say "x"', '=1+1', 'line\nline']])).toBe('\ufeff"a,b","say ""x""",\'=1+1,"line\nline"\r\n')
  })
})
