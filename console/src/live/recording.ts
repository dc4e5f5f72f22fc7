import type { Anomaly, RecordingPolicy, RecordingRules, RecordingSpan, Session, SessionRecording } from '../api/types'
import { bytesText, durationText, seconds, timeText } from '../format'
import { t, tOr } from '../text'

/** In order from the least to the most intrusive. */
export const POLICIES: readonly RecordingPolicy[] = [
  'RECORDING_POLICY_OFF',
  'RECORDING_POLICY_AROUND_ANOMALIES',
  'RECORDING_POLICY_CONTINUOUS',
]

/** The server gives no longer clip. */
export const LONGEST_CLIP_MILLIS = 600_000
const CLICKED_MILLIS = 120_000
const BEFORE_MILLIS = 15_000
const AFTER_MILLIS = 60_000

/** A piece of the session's time bar. */
export interface RecordedPiece {
  key: string
  /** Shares of the session's length. */
  left: number
  width: number
  recorded: boolean
  words: string
}

export interface ClipSpan {
  from: Date
  to: Date
}

export function isRecorded(span: RecordingSpan): boolean {
  return !span.gap
}

/** What a person reads of a span: from when to when, and recorded or why not. */
export function recordingText(span: RecordingSpan): string {
  const why = isRecorded(span) ? t('recording.recorded') : tOr(`recording.gap.${span.gap}`, span.gap ?? '')
  return t('coverage.span', { from: timeText(span.from, true), to: timeText(span.to, true), why })
}

export function recordedPieces(session: Session, recording: SessionRecording): RecordedPiece[] {
  const begin = Date.parse(session.startsAt)
  const length = Date.parse(session.endsAt) - begin
  const share = (instant: string) => Math.min(1, Math.max(0, (Date.parse(instant) - begin) / length))
  return (recording.spans ?? [])
    .map((span) => ({
      key: span.from,
      left: share(span.from),
      width: share(span.to) - share(span.from),
      recorded: isRecorded(span),
      words: recordingText(span),
    }))
    .filter((piece) => piece.width > 0)
}

/** The clip that a click at a share of the bar asks for; undefined where nothing is recorded. */
export function clipAt(session: Session, recording: SessionRecording, share: number): ClipSpan | undefined {
  const begin = Date.parse(session.startsAt)
  const at = begin + share * (Date.parse(session.endsAt) - begin)
  const span = (recording.spans ?? []).find(
    (one) => isRecorded(one) && Date.parse(one.from) <= at && at < Date.parse(one.to),
  )
  return span && { from: new Date(at), to: new Date(Math.min(Date.parse(span.to), at + CLICKED_MILLIS)) }
}

/** A recorded span from its beginning, as much of it as one clip may hold. */
export function clipOf(span: RecordingSpan): ClipSpan {
  const from = Date.parse(span.from)
  return { from: new Date(from), to: new Date(Math.min(Date.parse(span.to), from + LONGEST_CLIP_MILLIS)) }
}

/**
 * What to show of a case: from shortly before it began until after it could be known. Where its beginning is not
 * recorded, from the first moment that is.
 */
export function clipOfCase(anomaly: Anomaly, recording: SessionRecording | undefined): ClipSpan | undefined {
  const since = Date.parse(anomaly.since ?? '')
  if (Number.isNaN(since)) {
    return undefined
  }
  const began = Date.parse(anomaly.from ?? '')
  const begin = (Number.isNaN(began) ? since : Math.min(began, since)) - BEFORE_MILLIS
  const end = since + AFTER_MILLIS
  const first = (recording?.spans ?? []).find(
    (span) => isRecorded(span) && Date.parse(span.to) > begin && Date.parse(span.from) < end,
  )
  const from = Math.max(begin, first ? Date.parse(first.from) : begin)
  return { from: new Date(from), to: new Date(Math.min(end, from + LONGEST_CLIP_MILLIS)) }
}

/** What a policy keeps and for how long, in words. */
export function keepsText(policy: RecordingPolicy, rules: RecordingRules | undefined): string {
  if (policy === 'RECORDING_POLICY_OFF') {
    return t('recording.keepsNothing')
  }
  const places = {
    before: durationText(seconds(rules?.before)),
    after: durationText(seconds(rules?.after)),
    keepFor: durationText(seconds(rules?.keepFor)),
    most: bytesText(Number(rules?.keepBytesPerSource ?? 0)),
  }
  return policy === 'RECORDING_POLICY_CONTINUOUS' ? t('recording.keepsAll', places) : t('recording.keepsAround', places)
}
