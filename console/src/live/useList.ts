import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { isAbort } from '../api/client'
import { Refresher } from './refresher'

export interface LiveList<T> {
  /** Undefined until it was read once. */
  value: ShallowRef<T | undefined>
  /** Why the newest reading failed; what was read before stays. */
  failure: Ref<unknown>
  /** Something changed: read again soon. */
  news: () => void
  /** Read now. */
  load: () => Promise<void>
}

/** Something read from the API, and again after news about it, while the component lives. */
export function useList<T>(read: (signal: AbortSignal) => Promise<T>, quietMillis = 300, mostMillis = 1_500): LiveList<T> {
  const value = shallowRef<T>()
  const failure = ref<unknown>()
  const closing = new AbortController()
  let newest = 0
  const load = async () => {
    const mine = ++newest
    try {
      const answer = await read(closing.signal)
      if (mine === newest) {
        value.value = answer
        failure.value = undefined
      }
    } catch (cause) {
      if (mine === newest && !isAbort(cause)) {
        failure.value = cause
      }
    }
  }
  const refresher = new Refresher(load, quietMillis, mostMillis)
  onScopeDispose(() => {
    refresher.close()
    closing.abort()
  })
  return { value, failure, news: () => refresher.news(), load }
}
