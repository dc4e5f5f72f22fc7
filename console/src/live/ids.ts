/** A fresh id for a call that may be sent twice. Not crypto.randomUUID: that is there on encrypted connections only. */
export function requestId(prefix: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  return `${prefix}-${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
