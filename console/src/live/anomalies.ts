import type { Anomaly } from '../api/types'

const SEVERITIES = ['SEVERITY_CRITICAL', 'SEVERITY_MAJOR', 'SEVERITY_MINOR']

export function isDecided(one: Anomaly): boolean {
  return one.status === 'ANOMALY_STATUS_CONFIRMED' || one.status === 'ANOMALY_STATUS_DISMISSED'
}

/** Undecided ones first, the gravest of them, the newest of those. */
export function worstFirst(a: Anomaly, b: Anomaly): number {
  const rank = (one: Anomaly) => (isDecided(one) ? 10 : 0) + SEVERITIES.indexOf(one.severity ?? 'SEVERITY_MINOR')
  return rank(a) - rank(b) || (b.since ?? '').localeCompare(a.since ?? '') || a.anomalyId.localeCompare(b.anomalyId)
}
