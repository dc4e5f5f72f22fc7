import type { CoverageSpan, Session, SourceCoverage } from '../api/types'
import { durationText, seconds, timeText } from '../format'
import { t, tOr } from '../text'

/** A piece of a session's time bar. */
export interface Piece {
  key: string
  /** Shares of the session's length. */
  left: number
  width: number
  seen: boolean
  words: string
}

/** What a person reads of a span: from when to when, and why nothing was seen. */
export function spanText(span: CoverageSpan): string {
  const sight = tOr(`sight.${span.sight}`, span.sight ?? '')
  const why =
    span.sight === 'SIGHT_NOT_CONNECTED' && span.sourceState
      ? t('coverage.why', { sight, state: tOr(`source.${span.sourceState}`, span.sourceState) })
      : sight
  const [from, to] = [timeText(span.from), timeText(span.to)]
  // within one minute of the clock
  return from === to
    ? t('coverage.moment', { from, length: durationText((Date.parse(span.to) - Date.parse(span.from)) / 1000), why })
    : t('coverage.span', { from, to, why })
}

/** The spans of a source within the session's time; what is not known yet is no piece. */
export function pieces(session: Session, source: SourceCoverage): Piece[] {
  const begin = Date.parse(session.startsAt)
  const length = Date.parse(session.endsAt) - begin
  const share = (instant: string) => Math.min(1, Math.max(0, (Date.parse(instant) - begin) / length))
  return (source.spans ?? [])
    .map((span) => ({
      key: span.from,
      left: share(span.from),
      width: share(span.to) - share(span.from),
      seen: span.sight === 'SIGHT_SEEN',
      words: spanText(span),
    }))
    .filter((piece) => piece.width > 0)
}

export function seenText(source: { seen?: string; unseen?: string }): string {
  const seen = seconds(source.seen) ?? 0
  return t('coverage.seen', { seen: durationText(seen), total: durationText(seen + (seconds(source.unseen) ?? 0)) })
}

/** Whether key frames come so seldom that samples get fewer than planned. */
export function keysTooSeldom(source: { keyInterval?: string; samplingInterval?: string }): boolean {
  const keys = seconds(source.keyInterval)
  const sampling = seconds(source.samplingInterval)
  return keys !== undefined && sampling !== undefined && keys > sampling
}
