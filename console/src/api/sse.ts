/** Server-sent events over fetch: EventSource cannot send an Authorization header. */

export interface ServerSentEvent {
  id: string
  event: string
  data: string
}

/** Longest event kept while it arrives; a longer one is a broken stream. */
export const MAX_EVENT_CHARACTERS = 1_000_000

/** Takes the text of a stream in pieces and gives the events in it (WHATWG HTML, 9.2.6). */
export class SseParser {
  private rest = ''
  private data: string[] = []
  private size = 0
  private event = ''
  private first = true
  /** Id of the newest event, to resume after it. */
  lastEventId = ''
  /** Reconnection time the server asked for. */
  retryMillis: number | undefined

  push(chunk: string): ServerSentEvent[] {
    let text = this.rest + chunk
    if (this.first && text.length > 0) {
      text = text.replace(/^\uFEFF/, '')
      this.first = false
    }
    const events: ServerSentEvent[] = []
    let start = 0
    for (;;) {
      const end = lineEnd(text, start)
      if (end === undefined) {
        break
      }
      this.line(text.slice(start, end.at), events)
      start = end.next
    }
    this.rest = text.slice(start)
    this.guard(this.rest.length)
    return events
  }

  private line(line: string, events: ServerSentEvent[]): void {
    if (line === '') {
      this.dispatch(events)
    } else if (!line.startsWith(':')) {
      const colon = line.indexOf(':')
      const field = colon < 0 ? line : line.slice(0, colon)
      const value = colon < 0 ? '' : line.slice(colon + (line[colon + 1] === ' ' ? 2 : 1))
      this.field(field, value)
    }
  }

  private field(field: string, value: string): void {
    switch (field) {
      case 'data':
        this.data.push(value)
        this.size += value.length
        this.guard(this.size)
        break
      case 'event':
        this.event = value
        break
      case 'id':
        if (!value.includes('\0')) {
          this.lastEventId = value
        }
        break
      case 'retry':
        if (/^\d+$/.test(value)) {
          this.retryMillis = Number(value)
        }
        break
    }
  }

  private dispatch(events: ServerSentEvent[]): void {
    if (this.data.length > 0) {
      events.push({ id: this.lastEventId, event: this.event || 'message', data: this.data.join('\n') })
    }
    this.data = []
    this.size = 0
    this.event = ''
  }

  private guard(size: number): void {
    if (size > MAX_EVENT_CHARACTERS) {
      throw new Error(`server-sent event: over ${MAX_EVENT_CHARACTERS} characters (expected: small JSON)`)
    }
  }
}

/** Where the line ends and the next one starts; a carriage return at the very end may be half of a pair. */
function lineEnd(text: string, from: number): { at: number; next: number } | undefined {
  for (let i = from; i < text.length; i++) {
    const c = text[i]
    if (c === '\n') {
      return { at: i, next: i + 1 }
    }
    if (c === '\r') {
      if (i + 1 === text.length) {
        return undefined
      }
      return { at: i, next: text[i + 1] === '\n' ? i + 2 : i + 1 }
    }
  }
  return undefined
}

export type LiveState = 'connecting' | 'live' | 'waiting' | 'stopped'

export interface EventStreamOptions {
  open: (headers: Record<string, string>, signal: AbortSignal) => Promise<Response>
  onEvent: (event: ServerSentEvent) => void
  /** The stream is open, possibly after events were missed: read the lists again. */
  onOpen?: () => void
  onState?: (state: LiveState) => void
  /** True when trying again is useless, e.g. signed out. */
  isFinal?: (cause: unknown) => boolean
  leastBackoffMillis?: number
  mostBackoffMillis?: number
  /** Nothing came for so long, not even a comment: the connection is dead. */
  silenceMillis?: number
  random?: () => number
}

/** Keeps one event stream open until closed: reconnects with growing pauses and resumes after the newest id. */
export class EventStream {
  private readonly closing = new AbortController()
  private lastEventId = ''
  private failures = 0
  private retryMillis: number | undefined

  constructor(private readonly options: EventStreamOptions) {
    void this.run()
  }

  close(): void {
    this.closing.abort()
  }

  private async run(): Promise<void> {
    while (!this.closing.signal.aborted) {
      this.state('connecting')
      const cause = await this.readOnce()
      if (this.closing.signal.aborted || this.options.isFinal?.(cause)) {
        break
      }
      this.state('waiting')
      await pause(this.backoff(), this.closing.signal)
    }
    this.state('stopped')
  }

  /** Reads until the stream ends; answers why it ended. */
  private async readOnce(): Promise<unknown> {
    const attempt = new AbortController()
    const stop = () => attempt.abort()
    this.closing.signal.addEventListener('abort', stop)
    const watch = new SilenceWatch(this.options.silenceMillis ?? 90_000, stop)
    try {
      const headers: Record<string, string> = this.lastEventId ? { 'Last-Event-ID': this.lastEventId } : {}
      const response = await this.options.open(headers, attempt.signal)
      await this.readAll(response, watch)
      return undefined
    } catch (cause) {
      return cause
    } finally {
      watch.stop()
      attempt.abort()
      this.closing.signal.removeEventListener('abort', stop)
    }
  }

  private async readAll(response: Response, watch: SilenceWatch): Promise<void> {
    if (!response.body) {
      return
    }
    const reader = response.body.getReader()
    const decoder = new TextDecoder()
    const parser = new SseParser()
    parser.lastEventId = this.lastEventId
    this.state('live')
    this.options.onOpen?.()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) {
        return
      }
      watch.heard()
      // Only a stream that says something is a success; one that opens and breaks at once keeps backing off.
      this.failures = 0
      for (const event of parser.push(decoder.decode(value, { stream: true }))) {
        this.options.onEvent(event)
      }
      this.lastEventId = parser.lastEventId
      this.retryMillis = parser.retryMillis ?? this.retryMillis
    }
  }

  /** Doubles from 1 s to 30 s, by default, with up to half of it at random so that clients do not return together. */
  private backoff(): number {
    const least = this.options.leastBackoffMillis ?? Math.min(this.retryMillis ?? 1_000, 30_000)
    const most = this.options.mostBackoffMillis ?? 30_000
    const whole = Math.min(most, least * 2 ** Math.min(this.failures, 10))
    this.failures++
    return whole * (1 - (this.options.random ?? Math.random)() / 2)
  }

  private state(state: LiveState): void {
    this.options.onState?.(state)
  }
}

class SilenceWatch {
  private timer: ReturnType<typeof setTimeout>

  constructor(
    private readonly millis: number,
    private readonly onSilence: () => void,
  ) {
    this.timer = setTimeout(onSilence, millis)
  }

  heard(): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(this.onSilence, this.millis)
  }

  stop(): void {
    clearTimeout(this.timer)
  }
}

function pause(millis: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, millis)
    signal.addEventListener('abort', end)
  })
}
