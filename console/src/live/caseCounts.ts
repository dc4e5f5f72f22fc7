import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'
import type { CaseCounts } from '../api/review'
import { api, may } from '../services'

const EVERY_MILLIS = 30_000
const counts = shallowRef<CaseCounts>()

/** Reads the counts again now; what was read before stays when that fails. */
export async function countAgain(): Promise<void> {
  if (!may('ReviewService/ListCases')) {
    counts.value = undefined
    return
  }
  try {
    counts.value = await api.caseCounts()
  } catch {
    // a page that matters says so itself
  }
}

/** How many cases there are, for the navigation; read again while the component lives. */
export function useCaseCounts(): ShallowRef<CaseCounts | undefined> {
  void countAgain()
  const timer = setInterval(() => {
    if (!document.hidden) {
      void countAgain()
    }
  }, EVERY_MILLIS)
  onScopeDispose(() => clearInterval(timer))
  return counts
}

/** Those that somebody has to do something about. */
export function waitingCases(all: CaseCounts | undefined): number {
  return (all?.open ?? 0) + (all?.taken ?? 0) + (all?.proposed ?? 0) + (all?.appealed ?? 0)
}
