import { describe, expect, it } from 'vitest'
import type { Anomaly, RecordingSpan, Session, SessionRecording } from '../src/api/types'
import { bytesText, durationText } from '../src/format'
import { clipAt, clipOf, clipOfCase, keepsText, POLICIES, recordedPieces, recordingText } from '../src/live/recording'
import { setLanguage } from '../src/text'
import { en } from '../src/text/en'

const at = (time: string) => `2026-03-02T${time}Z`
const session = { startsAt: at('09:00:00'), endsAt: at('10:00:00') } as Session
const recording: SessionRecording = {
  sessionId: 's',
  spans: [
    { from: at('09:00:00'), to: at('09:15:00') },
    { from: at('09:15:00'), to: at('09:30:00'), gap: 'SOURCE_LOST' },
    { from: at('09:30:00'), to: at('09:45:00') },
  ],
}
const spanOf = (clip: { from: Date; to: Date } | undefined) =>
  clip && [clip.from.toISOString().slice(11, 19), clip.to.toISOString().slice(11, 19)]

describe('recordedPieces', () => {
  it('placesRecordedSpansAndGapsOnTheSessionsTime', () => {
    expect(recordedPieces(session, recording).map(({ left, width, recorded }) => ({ left, width, recorded }))).toEqual([
      { left: 0, width: 0.25, recorded: true },
      { left: 0.25, width: 0.25, recorded: false },
      { left: 0.5, width: 0.25, recorded: true },
    ])
  })

  it('namesEveryGap', () => {
    const gaps = ['SOURCE_LOST', 'UNREADABLE', 'OVERLOADED', 'STORE_FULL', 'STORE_UNAVAILABLE', 'ERASED', 'NOT_RECORDED']

    expect(gaps.filter((gap) => !(`recording.gap.${gap}` in en))).toEqual([])
    setLanguage('en')
    expect(recordingText(recording.spans![1]!)).toContain('the camera was not reached')
    setLanguage('zh')
    expect(recordingText(recording.spans![1]!)).toContain('摄像机未连通')
  })
})

describe('clips', () => {
  it('beginWhereTheBarIsClickedAndEndWithTheSpan', () => {
    expect(spanOf(clipAt(session, recording, 0.1))).toEqual(['09:06:00', '09:08:00'])
    expect(spanOf(clipAt(session, recording, 0.24))).toEqual(['09:14:24', '09:15:00'])
  })

  it('areNoneWhereNothingIsRecorded', () => {
    expect(clipAt(session, recording, 0.3)).toBeUndefined()
    expect(clipAt(session, recording, 0.99)).toBeUndefined()
  })

  it('areNeverLongerThanTheServerGives', () => {
    const long: RecordingSpan = { from: at('09:00:00'), to: at('09:45:00') }

    expect(spanOf(clipOf(long))).toEqual(['09:00:00', '09:10:00'])
  })
})

describe('clipOfCase', () => {
  const outsider: Anomaly = {
    anomalyId: 'a',
    sessionId: 's',
    from: at('09:05:00'),
    since: at('09:10:00'),
    to: at('09:40:00'),
  }

  it('beginsShortlyBeforeTheCaseDid', () => {
    expect(spanOf(clipOfCase(outsider, recording))).toEqual(['09:04:45', '09:11:00'])
  })

  it('beginsWithTheRecordingWhereThatBeganLater', () => {
    const late: SessionRecording = { sessionId: 's', spans: [{ from: at('09:08:30'), to: at('09:20:00') }] }

    expect(spanOf(clipOfCase(outsider, late))).toEqual(['09:08:30', '09:11:00'])
  })

  it('isAroundTheTimeItWasKnownForCasesOfBefore', () => {
    expect(spanOf(clipOfCase({ ...outsider, from: undefined, to: undefined }, undefined))).toEqual(['09:09:45', '09:11:00'])
  })

  it('isNeverLongerThanTheServerGives', () => {
    expect(spanOf(clipOfCase({ ...outsider, from: at('08:50:00') }, undefined))).toEqual(['08:49:45', '08:59:45'])
  })
})

describe('keepsText', () => {
  const rules = { before: '15s', after: '30s', keepFor: '604800s', keepBytesPerSource: '20000000000' }

  it('saysWhatIsKeptAndForHowLongInBothLanguages', () => {
    setLanguage('en')
    expect(keepsText('RECORDING_POLICY_AROUND_ANOMALIES', rules)).toMatch(/15 s before.*30 s after.*7 days.*20 GB/)
    expect(keepsText('RECORDING_POLICY_CONTINUOUS', rules)).toMatch(/7 days.*20 GB/)
    setLanguage('zh')
    expect(keepsText('RECORDING_POLICY_CONTINUOUS', rules)).toMatch(/7 天.*20/)
    expect(POLICIES.filter((policy) => !(`recording.policy.${policy}` in en))).toEqual([])
  })
})

describe('bytesText and days', () => {
  it('areRoundedForReading', () => {
    setLanguage('en')
    expect(bytesText(0)).toBe('0 MB')
    expect(bytesText(50)).toBe('0.1 MB')
    expect(bytesText(83_210_000)).toBe('83.2 MB')
    expect(bytesText(1_240_000_000)).toBe('1.24 GB')
    expect(durationText(604_800)).toBe('7 days')
    expect(durationText(90_000)).toBe('25 h')
  })
})
