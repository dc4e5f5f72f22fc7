import type { Look } from '../api/access'
import { momentText } from '../format'
import { tOr } from '../text'

/** The name of the person or class that was looked at, else what kind of thing it was. */
export function lookedAtText(look: Look): string {
  return look.subjectName || look.className || tOr(`looks.object.${look.object ?? 'LOOK_OBJECT_LIST'}`, '')
}

/** More of what was looked at: when the session is, and of which institution it is. */
export function placeText(look: Look): string {
  const time = look.sessionStartsAt ? momentText(look.sessionStartsAt) : ''
  return [look.subjectName ? look.className : '', time, look.institutionName].filter(Boolean).join(' · ')
}

/** What was done: the method's own name where there are no words for it. */
export function whatText(look: Look): string {
  const method = (look.what ?? '').split('/').pop() ?? ''
  return tOr(`looks.what.${method}`, method)
}
