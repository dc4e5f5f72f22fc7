import type { Session, SourceHealth } from '../api/types'

/** How a source is at work; what is not known is not held against it. */
const AT_WORK = ['', 'STREAMING', 'CONNECTING']

/** Whether a camera that a running session needs does not give what it should. */
export function inTrouble(source: SourceHealth | undefined): boolean {
  return source?.inSession === true && !AT_WORK.includes(source.state ?? '')
}

/** By the session that needs them now. */
export function bySession(sources: readonly SourceHealth[]): Map<string, SourceHealth> {
  return new Map(sources.flatMap((one) => (one.sessionId && one.inSession ? [[one.sessionId, one] as const] : [])))
}

/** Those first that somebody should look at: with most open cases, with a source in trouble, then as they begin. */
export function byNeed(sessions: readonly Session[], sources: ReadonlyMap<string, SourceHealth>): Session[] {
  const need = (one: Session) => (one.openAnomalies ?? 0) * 2 + Number(inTrouble(sources.get(one.sessionId)))
  return [...sessions].sort(
    (a, b) => need(b) - need(a) || a.startsAt.localeCompare(b.startsAt) || (a.className ?? '').localeCompare(b.className ?? ''),
  )
}

/** Found by class, institution or room. */
export function matching(sessions: readonly Session[], part: string): Session[] {
  const wanted = part.trim().toLowerCase()
  return sessions.filter((one) =>
    `${one.className ?? ''}\n${one.institutionName ?? ''}\n${one.classroomName ?? ''}`.toLowerCase().includes(wanted),
  )
}

/** People who are there, of those who should be. */
export function headcount(sessions: readonly Session[]): { present: number; roster: number } {
  return {
    present: sessions.reduce((sum, one) => sum + (one.present ?? 0), 0),
    roster: sessions.reduce((sum, one) => sum + (one.rosterSize ?? 0), 0),
  }
}
