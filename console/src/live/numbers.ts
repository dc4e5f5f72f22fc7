import type { Anomaly } from '../api/types'

/** What tells a person most comes first; anything unknown follows by name. */
const ORDER = [
  'error_probability',
  'looks',
  'replay_lag_minutes',
  'replay_share',
  'replay_share_by_chance',
  'replay_of_earlier_session',
  'minutes',
  'outages',
  'longest_minutes',
  'sampled_minutes',
  'consecutive_snapshots',
  'snapshots',
  'threshold',
  'best_score',
  'attack_hint',
  'attack_looks',
  'not_enrolled',
]

/** For the machine's own book-keeping. */
const INTERNAL = new Set(['track', 'source_state'])

/** The numbers an anomaly was raised on that mean something to a person. */
export function numbersOf(anomaly: Anomaly): { key: string; value: number }[] {
  return Object.entries(anomaly.numbers ?? {})
    .map(([key, value]) => ({ key, value: Number(value) }))
    .filter(({ key, value }) => Number.isFinite(value) && !INTERNAL.has(key) && !(key === 'not_enrolled' && value === 0))
    .sort((a, b) => rank(a.key) - rank(b.key) || a.key.localeCompare(b.key))
}

export function isProbability(key: string): boolean {
  return key.endsWith('probability')
}

function rank(key: string): number {
  const at = ORDER.indexOf(key)
  return at < 0 ? ORDER.length : at
}
