import type { DataRequestKind, DataRequestState, KeptData } from '../api/people'
import { dateText } from '../format'
import { t, type Language } from '../text'

export const REQUEST_KINDS: readonly DataRequestKind[] = [
  'DATA_REQUEST_KIND_ACCESS',
  'DATA_REQUEST_KIND_CORRECTION',
  'DATA_REQUEST_KIND_ERASURE',
]
export const REQUEST_STATES: readonly DataRequestState[] = [
  'DATA_REQUEST_STATE_OPEN',
  'DATA_REQUEST_STATE_PARTLY',
  'DATA_REQUEST_STATE_DONE',
  'DATA_REQUEST_STATE_REFUSED',
]

/** What was not erased, why, and until when. */
export function keptText(one: KeptData, language: Language): string {
  const reason = language === 'zh' ? one.reasonZh : one.reasonEn
  const until = one.until ? t('people.keptUntil', { day: dateText(one.until) }) : t('people.keptOpen')
  return `${t('people.kept', { reason, n: one.count ?? 0 })} · ${until}`
}
