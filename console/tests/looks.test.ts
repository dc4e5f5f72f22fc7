import { describe, expect, it } from 'vitest'
import type { Look } from '../src/api/access'
import { csv } from '../src/csv'
import { lookedAtText, lookRows, sorted, whatText } from '../src/live/looks'
import { setLanguage } from '../src/text'

setLanguage('en')

const look: Look = { entryId: '1', at: '2026-03-02T08:00:00Z', what: 'shidao.api.v1.RegistryService/GetRoster' }

describe('looks', () => {
  it('nameThePersonBeforeTheClass', () => {
    expect(lookedAtText({ ...look, subjectName: 'Li Hua', className: 'Welders' })).toBe('Li Hua')
    expect(lookedAtText({ ...look, className: 'Welders' })).toBe('Welders')
    expect(lookedAtText(look)).toBe('List')
  })

  it('haveWordsForMethodsAndElseTheirNames', () => {
    expect(whatText(look)).toBe('Roster')
    expect(whatText({ ...look, what: 'shidao.api.v1.NewService/GetNew' })).toBe('GetNew')
  })

  it('areSortedByAColumnAndThenNewestFirst', () => {
    const looks: Look[] = [
      { entryId: 'a', at: '2026-03-02T08:00:00Z', callerName: 'li' },
      { entryId: 'b', at: '2026-03-02T09:00:00Z', callerName: 'an' },
      { entryId: 'c', at: '2026-03-02T10:00:00Z', callerName: 'li' },
    ]

    expect(sorted(looks, 'who', false).map((one) => one.entryId)).toEqual(['b', 'c', 'a'])
    expect(sorted(looks, 'at', true).map((one) => one.entryId)).toEqual(['c', 'b', 'a'])
  })

  it('areExportedWithOneCellForEachColumn', () => {
    const [head, row] = lookRows([{ ...look, callerName: 'li', why: 'asked by phone' }])

    expect(row).toHaveLength(head!.length)
    expect(row![head!.indexOf('Why')]).toBe('asked by phone')
  })
})

describe('csv', () => {
  it('quotesAndDisarms', () => {
    expect(csv([['a,b', 'say "x"', '=1+1', 'line\nline']])).toBe('\ufeff"a,b","say ""x""",\'=1+1,"line\nline"\r\n')
  })
})
