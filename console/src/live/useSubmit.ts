import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { ApiProblem } from '../api/problem'

export interface Submit {
  busy: Ref<boolean>
  /** Why the newest try failed. */
  failure: ShallowRef<unknown>
  /** What was shown has changed meanwhile, or stands elsewhere: it has to be read again. */
  isStale: () => boolean
  /** Does it, one at a time; tells whether it was done. */
  run: (what: () => Promise<unknown>) => Promise<boolean>
}

/** Sending a form: busy while it is under way, with the reason when it fails. */
export function useSubmit(): Submit {
  const busy = ref(false)
  const failure = shallowRef<unknown>()
  return {
    busy,
    failure,
    isStale: () => failure.value instanceof ApiProblem && failure.value.status === 409,
    async run(what) {
      if (busy.value) {
        return false
      }
      busy.value = true
      failure.value = undefined
      try {
        await what()
        return true
      } catch (cause) {
        failure.value = cause
        return false
      } finally {
        busy.value = false
      }
    },
  }
}
