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

/** More about it: of a camera's test where that was, and what came of it, "rtsp://host UNAUTHORISED SIGN_IN", in words. */
export function detailText(look: Look): string {
  const detail = look.kind === 'LOOK_KIND_LIVE' ? '' : (look.detail ?? '')
  if (look.what !== 'source-test-result') {
    return detail
  }
  const [place, state, step] = detail.split(' ')
  const words = [tOr(`source.${state}`, ''), step ? tOr(`sourceTest.step.SOURCE_TEST_STEP_${step}`, '') : '']
  return [place, ...words].filter(Boolean).join(' · ')
}

/** What was done: the method's own name where there are no words for it. */
export function whatText(look: Look): string {
  const method = (look.what ?? '').split('/').pop() ?? ''
  return tOr(`looks.what.${method}`, method)
}
