/** The live pictures of a session: a WebSocket whose fragments of MP4 go into a <video> (Media Source Extensions). */

export type LiveViewState = 'connecting' | 'waiting' | 'playing' | 'broken' | 'ended' | 'unplayable'

/** What a text message says; the binary ones are initialisation segments and fragments. */
export interface LiveMessage {
  start?: { type: string; width: number; height: number }
  clock?: { micros: number; capturedAt: string }
  break?: { state: string }
  end?: { code: string }
}

/** Codes after which asking again is useless. */
const FINAL = ['NOT_FOUND', 'NOT_RUNNING', 'SESSION_OVER', 'SIGNED_OUT']
/** Farther behind the newest picture than this, the player jumps; a little behind, it hurries. */
const JUMP_SECONDS = 1
const HURRY_SECONDS = 0.25
const TARGET_SECONDS = 0.1
/** Kept behind the picture shown; the rest is thrown away. */
const KEPT_SECONDS = 10
const LONGEST_QUEUE = 500
const SILENCE_MILLIS = 10_000

/** What to do to stay near the newest picture. */
export interface Pace {
  seekTo?: number
  rate: number
}

/** How fast to play, `behind` seconds after the end of what has come; `end` is the newest time that can be shown. */
export function pace(end: number, current: number): Pace {
  const behind = end - current
  if (behind > JUMP_SECONDS || behind < 0) {
    return { seekTo: Math.max(0, end - TARGET_SECONDS), rate: 1 }
  }
  return { rate: behind > HURRY_SECONDS ? 1.1 : 1 }
}

/** Time of a picture in the player by when the camera took it. Keeps the newest pairs. */
export class CaptureClock {
  private readonly pairs: { seconds: number; millis: number }[] = []

  add(micros: number, capturedAt: string): void {
    const millis = Date.parse(capturedAt)
    if (!Number.isNaN(millis)) {
      this.pairs.push({ seconds: micros / 1e6, millis })
      if (this.pairs.length > 100) {
        this.pairs.shift()
      }
    }
  }

  /** Seconds on the player's clock; undefined when it was before anything kept. */
  seconds(capturedAt: string | undefined): number | undefined {
    const millis = Date.parse(capturedAt ?? '')
    for (let i = this.pairs.length - 1; i >= 0; i--) {
      const pair = this.pairs[i]!
      if (pair.millis <= millis) {
        return pair.seconds + (millis - pair.millis) / 1000
      }
    }
    return undefined
  }
}

export function parse(text: string): LiveMessage {
  try {
    return (JSON.parse(text) as LiveMessage | null) ?? {}
  } catch {
    return {}
  }
}

export interface LiveStreamOptions {
  url: string
  /** Asked for at each attempt: the newest token is among them. */
  protocols: () => string[]
  video: HTMLVideoElement
  /** `detail` is a code of the server, a state of the source, or a codec. */
  onState: (state: LiveViewState, detail: string) => void
}

/** Plays until closed: opens again with growing pauses when the connection breaks. */
export class LiveStream {
  readonly clock = new CaptureClock()
  private socket: WebSocket | undefined
  private media: MediaSource | undefined
  private buffer: SourceBuffer | undefined
  private address: string | undefined
  private queue: ArrayBuffer[] = []
  private failures = 0
  private closed = false
  private final = false
  private retry: ReturnType<typeof setTimeout> | undefined
  private heard = 0
  private readonly watch: ReturnType<typeof setInterval>

  constructor(private readonly options: LiveStreamOptions) {
    this.watch = setInterval(() => this.look(), 200)
    this.connect()
  }

  close(): void {
    this.closed = true
    clearInterval(this.watch)
    clearTimeout(this.retry)
    this.socket?.close()
    this.detach()
  }

  private connect(): void {
    this.options.onState('connecting', '')
    this.heard = performance.now()
    const socket = new WebSocket(this.options.url, this.options.protocols())
    socket.binaryType = 'arraybuffer'
    socket.onopen = () => this.options.onState('waiting', '')
    socket.onmessage = ({ data }) => this.message(data as string | ArrayBuffer)
    socket.onclose = () => this.lost(socket)
    this.socket = socket
  }

  private lost(socket: WebSocket): void {
    if (this.closed || this.final || socket !== this.socket) {
      return
    }
    this.options.onState('broken', '')
    const millis = Math.min(30_000, 500 * 2 ** Math.min(this.failures++, 6)) * (0.5 + Math.random() / 2)
    this.retry = setTimeout(() => this.connect(), millis)
  }

  private message(data: string | ArrayBuffer): void {
    this.heard = performance.now()
    if (typeof data !== 'string') {
      this.append(data)
      return
    }
    const { start, clock, break: broken, end } = parse(data)
    if (start) {
      this.start(start.type)
    } else if (clock) {
      this.clock.add(clock.micros, clock.capturedAt)
    } else if (broken) {
      this.options.onState('waiting', broken.state)
    } else if (end) {
      this.final = FINAL.includes(end.code)
      this.options.onState(this.final ? 'ended' : 'broken', end.code)
    }
  }

  private start(type: string): void {
    if (typeof MediaSource === 'undefined' || !MediaSource.isTypeSupported(type)) {
      this.final = true
      this.options.onState('unplayable', type)
      this.socket?.close()
      return
    }
    this.failures = 0
    this.detach()
    const media = new MediaSource()
    this.media = media
    this.address = URL.createObjectURL(media)
    media.onsourceopen = () => {
      this.buffer = media.addSourceBuffer(type)
      this.buffer.onupdateend = () => this.pump()
      this.pump()
    }
    this.options.video.src = this.address
    // Chromium plays muted video without a click.
    this.options.video.muted = true
    void this.options.video.play().catch(() => undefined)
  }

  private append(bytes: ArrayBuffer): void {
    this.queue.push(bytes)
    if (this.queue.length > LONGEST_QUEUE) {
      // The player takes nothing any more: begin again.
      this.socket?.close()
      return
    }
    this.pump()
  }

  private pump(): void {
    const buffer = this.buffer
    if (!buffer || buffer.updating || this.media?.readyState !== 'open') {
      return
    }
    try {
      const start = buffer.buffered.length > 0 ? buffer.buffered.start(0) : 0
      const current = this.options.video.currentTime
      if (current - start > 2 * KEPT_SECONDS) {
        buffer.remove(start, current - KEPT_SECONDS)
        return
      }
      const next = this.queue.shift()
      if (next) {
        buffer.appendBuffer(next)
      }
    } catch {
      // A decoder that gave up or a full buffer: begin again.
      this.socket?.close()
    }
  }

  /** Keeps near the newest picture, and notices silence. */
  private look(): void {
    const { video } = this.options
    const ranges = video.buffered
    if (ranges.length > 0) {
      const { seekTo, rate } = pace(ranges.end(ranges.length - 1), video.currentTime)
      if (seekTo !== undefined) {
        video.currentTime = seekTo
      }
      video.playbackRate = rate
      if (!video.paused && video.readyState >= 2) {
        this.options.onState('playing', '')
      }
    }
    if (!this.final && performance.now() - this.heard > SILENCE_MILLIS && this.socket?.readyState === WebSocket.OPEN) {
      this.heard = performance.now()
      this.options.onState('waiting', 'TIMED_OUT')
    }
  }

  private detach(): void {
    this.queue = []
    this.buffer = undefined
    this.media = undefined
    if (this.address) {
      this.options.video.removeAttribute('src')
      this.options.video.load()
      URL.revokeObjectURL(this.address)
      this.address = undefined
    }
  }
}
