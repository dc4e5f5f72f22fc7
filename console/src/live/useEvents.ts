import { onScopeDispose, ref, type Ref } from 'vue'
import { EventStream, type LiveState } from '../api/sse'
import { ApiProblem } from '../api/problem'
import type { SessionEvent } from '../api/types'
import { api, may, serverClock } from '../services'

/** Ids of events kept to recognise the ones that come twice. */
const REMEMBERED_EVENTS = 500

/** Live events while the component lives; `onOpen` also after a break, when events may have been missed. */
export function useEvents(path: string, onEvent: (event: SessionEvent) => void, onOpen: () => void): Ref<LiveState> {
  if (!may('/v1/events')) {
    // Auditors see what happened, nobody live: pages show what was read.
    return ref<LiveState>('stopped')
  }
  const state = ref<LiveState>('connecting')
  const known = new Set<string>()
  const stream = new EventStream({
    open: (headers, signal) => api.events(path, headers, signal),
    onState: (next) => (state.value = next),
    onOpen,
    isFinal: (cause) => cause instanceof ApiProblem && [401, 403, 404].includes(cause.status),
    onEvent: ({ data }) => {
      const event = read(data)
      if (event && !known.has(event.eventId)) {
        remember(known, event.eventId)
        serverClock.heard(event.at)
        onEvent(event)
      }
    },
  })
  onScopeDispose(() => stream.close())
  return state
}

function remember(known: Set<string>, id: string): void {
  known.add(id)
  if (known.size > REMEMBERED_EVENTS) {
    for (const oldest of known) {
      known.delete(oldest)
      break
    }
  }
}

/** Anything that is no event of ours, e.g. a greeting, is passed over. */
function read(data: string): SessionEvent | undefined {
  try {
    const event = JSON.parse(data) as SessionEvent | null
    return typeof event?.eventId === 'string' ? event : undefined
  } catch {
    return undefined
  }
}
