import { describe, expect, it } from 'vitest'
import { chooseLanguage, fill } from '../src/text'
import { en } from '../src/text/en'
import { zh } from '../src/text/zh'

const SOURCES = import.meta.glob<string>('../src/**/*.{ts,vue}', { query: '?raw', import: 'default', eager: true })

const places = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()

describe('text tables', () => {
  it('haveTheSameKeys', () => {
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort())
  })

  it.each(Object.keys(en) as (keyof typeof en)[])('fillTheSamePlacesIn %s', (key) => {
    expect(places(zh[key])).toEqual(places(en[key]))
    expect(zh[key].trim()).not.toBe('')
    expect(en[key].trim()).not.toBe('')
  })

  it('writeChineseWithChinesePunctuation', () => {
    // also after a filled place; a dot may belong to a name of a file
    const wrong = Object.values(zh).filter((text) => /[\u4e00-\u9fff}][,;:?!](?![/\d])|[\u4e00-\u9fff}]\.( |$)/.test(text))

    expect(wrong).toEqual([])
  })

  it('useNoQuotesThatAChineseFontDrawsWide', () => {
    expect(Object.values(en).filter((text) => /[\u2018\u2019\u201c\u201d]/.test(text))).toEqual([])
  })

  it('holdEveryKeyThatIsUsed', () => {
    const used = Object.values(SOURCES).flatMap((source) => [...source.matchAll(/\bt\('([\w.]+)'/g)].map((match) => match[1]!))

    expect(used.length).toBeGreaterThan(80)
    expect(used.filter((key) => !(key in en))).toEqual([])
  })

  it('holdNoKeyThatNothingUses', () => {
    const sources = Object.entries(SOURCES).filter(([path]) => !/\/text\/.+\.(en|zh)\.ts$|\/text\/(en|zh)\.ts$/.test(path))
    const quoted = new Set(sources.flatMap(([, source]) => [...source.matchAll(/'([\w.]+)'/g)].map((match) => match[1]!)))
    // `status.${one.status}` may be any text that begins so
    const patterns = sources.flatMap(([, source]) =>
      [...source.matchAll(/`([\w.]+\.(?:\$\{[^}]*\}[\w.]*)+)`/g)].map((match) => {
        const parts = match[1]!.split(/\$\{[^}]*\}/).map((part) => part.replaceAll('.', '\\.'))
        return new RegExp(`^${parts.join('[\\w-]+')}$`)
      }),
    )

    expect(Object.keys(en).filter((key) => !quoted.has(key) && !patterns.some((one) => one.test(key)))).toEqual([])
  })

  it('coverEveryEnumValueOfTheApi', () => {
    const types = SOURCES['../src/api/types.ts']! + SOURCES['../src/api/access.ts']!
    const valuesIn = (text: string, prefix: string) => [...text.matchAll(new RegExp(`'(${prefix}_\\w+)'`, 'g'))].map((match) => match[1])
    const values = (prefix: string) => valuesIn(types, prefix)
    const school = (prefix: string) => valuesIn(SOURCES['../src/api/school.ts']!, prefix)
    const needed = [
      ...values('ATTENDANCE_STATUS').map((value) => `status.${value}`),
      ...values('ANOMALY_KIND').flatMap((value) => [`anomalyKind.${value}`, `anomalyText.${value}`]),
      ...values('ANOMALY_STATUS').map((value) => `anomalyStatus.${value}`),
      ...values('SIGHT').map((value) => `sight.${value}`),
      ...values('SEVERITY').map((value) => `severity.${value}`),
      ...values('SESSION_KIND').map((value) => `kind.${value}`),
      ...values('LOOKALIKE_KIND').flatMap((value) => [`lookalikeKind.${value}`, `lookalikeText.${value}`]),
      ...['STATE_WAITING', 'STATE_NO_FACE', 'STATE_NO_PHOTO'].map((value) => `outdated.${value}`),
      ...values('WATCH_KIND').map((value) => `watches.kind.${value}`),
      ...['GONE', 'SESSION_OVER', 'SIGNED_OUT', 'NOT_HERE', 'LOST'].map((value) => `watches.end.${value}`),
      ...['waiting', 'stale', 'failed', 'over'].map((value) => `rooms.picture.${value}`),
      ...values('PLATFORM_KEY_KIND').map((value) => `platforms.kind.${value}`),
      ...values('WHAT').map((value) => `accounts.event.${value}`),
      ...values('METHOD').map((value) => `signIns.method.${value}`),
      ...values('END').map((value) => `signIns.end.${value}`),
      ...values('LOOK_KIND').map((value) => `looks.kind.${value}`),
      ...values('LOOK_OBJECT').map((value) => `looks.object.${value}`),
      ...values('SESSION_PHASE').map((value) => `phase.${value}`),
      ...school('CLASS_STATUS').map((value) => `class.${value}`),
      ...school('CLASS_TRANSITION').map((value) => `transition.${value}`),
      ...school('OUTCOME').filter((value) => /NEW|KNOWN|ROSTER|BAD/.test(value!)).map((value) => `imports.row.${value}`),
      ...school('OUTCOME').filter((value) => /ACC|REF|UNM/.test(value!)).map((value) => `imports.photo.${value}`),
      ...school('STATE').map((value) => `imports.state.${value}`),
      ...school('KIND').map((value) => `conflict.${value}`),
    ]

    const spot = (prefix: string) => [...SOURCES['../src/api/spotChecks.ts']!.matchAll(new RegExp(`'(${prefix}_\\w+)'`, 'g'))].map((match) => match[1])
    needed.push(
      ...['SPOT_DRAW_STATE', 'SPOT_OUTCOME', 'SPOT_WAY', 'SPOT_BEACON_KIND', 'RISK_FACTOR_KIND'].flatMap(spot).map((value) => `spot.${value}`),
    )

    expect(needed.length).toBeGreaterThan(25)
    expect(needed.filter((key) => !(key in en))).toEqual([])
  })
})

describe('fill', () => {
  it('putsParametersInTheirPlaces', () => {
    expect(fill('{present} of {roster}', { present: 0, roster: 30 })).toBe('0 of 30')
  })

  it('choosesTheFormByNumber', () => {
    expect(fill('{n} face|{n} faces', { n: 1 })).toBe('1 face')
    expect(fill('{n} face|{n} faces', { n: 0 })).toBe('0 faces')
  })

  it('leavesAPlaceThatIsNotGiven', () => {
    expect(fill('{a} {b}', { a: 1 })).toBe('1 {b}')
  })
})

describe('chooseLanguage', () => {
  it('prefersTheRememberedOne', () => {
    expect(chooseLanguage('en', ['zh-CN'])).toBe('en')
  })

  it('takesTheFirstOneOfTheBrowserThatIsThere', () => {
    expect(chooseLanguage(null, ['ug-CN', 'zh-Hans-CN', 'en'])).toBe('zh')
    expect(chooseLanguage('fr', ['de', 'en-US', 'zh'])).toBe('en')
  })

  it('isChineseWhereNothingIsKnown', () => {
    expect(chooseLanguage(null, [])).toBe('zh')
  })
})
