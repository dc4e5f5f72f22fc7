/** A fresh id for a call that may be sent twice. Not crypto.randomUUID: that is there on encrypted connections only. */
export function requestId(prefix = ''): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return (prefix && `${prefix}-`) + Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
