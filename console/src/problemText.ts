import { ApiProblem } from './api/problem'
import { durationText } from './format'
import { language, t, tOr } from './text'

/** What to tell the user: our own words where we know the code, else the server's, else words for the HTTP status. */
export function problemText(cause: unknown): string {
  if (!(cause instanceof ApiProblem)) {
    return t('problem.other', { status: String(cause) })
  }
  const ours = cause.code ? tOr(`problem.${cause.code}`, '') : ''
  const byStatus = tOr(`problem.${cause.status}`, '')
  // What the server says about its own trouble is for the operator.
  return ours || byStatus || (cause.status < 500 && cause.detail) || t('problem.other', { status: cause.status })
}

const LOCKED = /LOCK|TOO_MANY/

/** A failed sign-in; the server does not tell whether the name or the password is wrong, and neither do we. */
export function signInProblemText(cause: unknown): string {
  if (cause instanceof ApiProblem) {
    if (cause.status === 429 || cause.status === 423 || LOCKED.test(cause.code)) {
      return cause.retryAfterSeconds === undefined
        ? t('problem.signIn.locked')
        : t('problem.signIn.lockedFor', { duration: durationText(cause.retryAfterSeconds) })
    }
    if (cause.code === 'ACCOUNT_DISABLED') {
      return t('problem.ACCOUNT_DISABLED')
    }
    if (cause.status === 401 || cause.status === 403) {
      return t('problem.signIn.wrong')
    }
  }
  return problemText(cause)
}

/** More than these are counted, not listed. */
const MOST_LISTED = 12

/**
 * What exactly is in the way, in the reader's language where the server says it in both: "ROOM: in English / 中文". None
 * where our own words say it all.
 */
export function particulars(cause: unknown): string[] {
  if (!(cause instanceof ApiProblem) || cause.status >= 500) {
    return []
  }
  return cause.violations.slice(0, MOST_LISTED).map(({ field, message }) => {
    const kind = /^([A-Z_]+): /.exec(message)?.[1]
    const both = message.slice(kind ? kind.length + 2 : 0)
    const cut = both.indexOf(' / ')
    const text = cut < 0 ? both : language.value === 'zh' ? both.slice(cut + 3) : both.slice(0, cut)
    return kind ? `${tOr(`conflict.KIND_${kind}`, kind)}${t('recorded.separator')}${text}` : `${field}${t('recorded.separator')}${text}`
  })
}
