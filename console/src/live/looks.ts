import type { Look } from '../api/access'
import { dayText, timeText } from '../format'
import { t, tOr } from '../text'

/** The name of the person or class that was looked at, else what kind of thing it was. */
export function lookedAtText(look: Look): string {
  return look.subjectName || look.className || tOr(`looks.object.${look.object ?? 'LOOK_OBJECT_LIST'}`, '')
}

/** More of what was looked at: when the session is, and of which institution it is. */
export function placeText(look: Look): string {
  const time = look.sessionStartsAt ? `${dayText(look.sessionStartsAt)} ${timeText(look.sessionStartsAt)}` : ''
  return [look.subjectName ? look.className : '', time, look.institutionName].filter(Boolean).join(' · ')
}

/** What was done: the method's own name where there are no words for it. */
export function whatText(look: Look): string {
  const method = (look.what ?? '').split('/').pop() ?? ''
  return tOr(`looks.what.${method}`, method)
}

export type LookColumn = 'at' | 'who' | 'whose' | 'kind'

const KEYS: Record<LookColumn, (look: Look) => string> = {
  at: (look) => look.at,
  who: (look) => look.callerName ?? look.callerRole ?? '',
  whose: lookedAtText,
  kind: (look) => look.kind ?? '',
}

/** The same entries in another order; entries that are alike stay newest first. */
export function sorted(looks: readonly Look[], column: LookColumn, descending: boolean): Look[] {
  const key = KEYS[column]
  const sign = descending ? -1 : 1
  return [...looks].sort((a, b) => sign * key(a).localeCompare(key(b)) || b.at.localeCompare(a.at))
}

/** Rows for a table file, the first one with the names of the columns. */
export function lookRows(looks: readonly Look[]): string[][] {
  const head = [
    t('looks.at'),
    t('looks.who'),
    t('looks.role'),
    t('looks.kind'),
    t('looks.what'),
    t('looks.whose'),
    t('looks.institution'),
    t('looks.objectId'),
    t('looks.detail'),
    t('looks.why'),
  ]
  const rows = looks.map((look) => [
    look.at,
    look.callerName ?? '',
    tOr(`role.${look.callerRole}`, ''),
    tOr(`looks.kind.${look.kind}`, ''),
    whatText(look),
    lookedAtText(look),
    look.institutionName ?? '',
    look.objectId ?? '',
    look.detail ?? '',
    look.why ?? '',
  ])
  return [head, ...rows]
}
