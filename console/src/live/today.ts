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

/** Why somebody should look at a running session: undecided cases, a source in trouble, few of the roster in the room. */
export type Need = 'cases' | 'source' | 'few'

/** Before that, people still come. */
const SETTLED_MILLIS = 15 * 60_000
const FEW = 0.5

/** Gravest first; none where all is well as far as is known. */
export function needs(session: Session, source: SourceHealth | undefined, now: number): Need[] {
  const settled = now - Date.parse(session.startsAt) >= SETTLED_MILLIS
  const few = settled && (session.present ?? 0) < FEW * (session.rosterSize ?? 0)
  const found: [Need, boolean][] = [
    ['cases', (session.openAnomalies ?? 0) > 0],
    ['source', inTrouble(source)],
    ['few', few],
  ]
  return found.flatMap(([need, is]) => (is ? [need] : []))
}

/** Those first that somebody should look at: with most open cases, then by what else they need, then as they begin. */
export function byNeed(sessions: readonly Session[], sources: ReadonlyMap<string, SourceHealth>, now: number): Session[] {
  const weight = (one: Session) => {
    const all = needs(one, sources.get(one.sessionId), now)
    return (one.openAnomalies ?? 0) * 4 + Number(all.includes('source')) * 2 + Number(all.includes('few'))
  }
  return [...sessions].sort(
    (a, b) => weight(b) - weight(a) || a.startsAt.localeCompare(b.startsAt) || (a.className ?? '').localeCompare(b.className ?? ''),
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
