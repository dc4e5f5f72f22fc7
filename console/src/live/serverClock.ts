import { ref } from 'vue'

/** Clocks closer than this to the server's are taken as right. */
const TRUSTED_SKEW_MILLIS = 120_000

/**
 * What time it is for the server. While what the server says is near the browser's clock, that clock counts; where it
 * is not (a browser set wrong, a server whose class time runs faster), the newest time heard does, and it stands
 * still between two messages.
 */
export class ServerClock {
  private readonly newest = ref<number>()
  private trusted = true
  private readonly tick = ref(0)
  private readonly timer: ReturnType<typeof setInterval> | undefined

  constructor(
    private readonly browserNow: () => number = Date.now,
    tickMillis = 1_000,
  ) {
    this.timer = tickMillis > 0 ? setInterval(() => this.tick.value++, tickMillis) : undefined
  }

  /** A time the server just gave as the present. */
  heard(instant: string | undefined): void {
    const millis = Date.parse(instant ?? '')
    if (!Number.isNaN(millis) && millis > (this.newest.value ?? -Infinity)) {
      this.trusted = Math.abs(millis - this.browserNow()) <= TRUSTED_SKEW_MILLIS
      this.newest.value = millis
    }
  }

  /** Reactive: changes every second and with what is heard. */
  now(): number {
    void this.tick.value
    const browser = this.browserNow()
    const newest = this.newest.value
    if (newest === undefined) {
      return browser
    }
    return this.trusted ? Math.max(newest, browser) : newest
  }

  close(): void {
    clearInterval(this.timer)
  }
}

/** Share of the time from start to end that has gone by, 0 to 1. */
export function share(startsAt: string, endsAt: string, now: number): number {
  const start = Date.parse(startsAt)
  const end = Date.parse(endsAt)
  return end > start ? Math.min(1, Math.max(0, (now - start) / (end - start))) : 0
}
