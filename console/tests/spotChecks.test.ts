import { describe, expect, it } from 'vitest'
import type { SpotCandidate, SpotDraw } from '../src/api/spotChecks'
import { firstChance, instantOf, isDue, localOf } from '../src/live/spotChecks'

const draw = { state: 'SPOT_DRAW_STATE_PLANNED', drawAt: '2026-03-02T10:00:00Z' } as SpotDraw
const candidate = (lots: number) =>
  ({ sessionId: 's', startsAt: '', lots, factors: [{ kind: 'RISK_FACTOR_KIND_FLOOR', figure: '4', lots: 4 }] }) as SpotCandidate

describe('spot checks', () => {
  it('canBeDrawnFromTheTimeOfDrawingOnAndOnlyOnce', () => {
    const at = Date.parse(draw.drawAt)

    expect(isDue(draw, at - 1)).toBe(false)
    expect(isDue(draw, at)).toBe(true)
    expect(isDue({ ...draw, state: 'SPOT_DRAW_STATE_DRAWN' }, at)).toBe(false)
  })

  it('showTheChanceByLots', () => {
    const all = [candidate(4), candidate(12)]

    expect(firstChance(12, all)).toBe(0.75)
    expect(firstChance(4, [])).toBe(0)
  })

  it('takeLocalTimesAndGiveThemBack', () => {
    const at = Date.parse('2026-03-02T10:05:00Z')

    expect(instantOf(localOf(at))).toBe('2026-03-02T10:05:00.000Z')
    expect(instantOf('')).toBeUndefined()
    expect(instantOf('soon')).toBeUndefined()
  })
})
