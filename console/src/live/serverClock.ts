import { ref } from 'vue'

/** Runs evenly also when somebody sets the computer's clock. */
const evenly = () => performance.timeOrigin + performance.now()

/**
 * What time it is for the server. A time it gives is never later than its present, so the greatest lead it was ever seen to
 * have over this browser is the best one known: right to a second where both run alike, and as right as the newest answer
 * where the server's class time runs faster.
 */
export class ServerClock {
  private readonly lead = ref<number>()
  private readonly tick = ref(0)
  private readonly timer: ReturnType<typeof setInterval> | undefined

  constructor(
    private readonly browserNow: () => number = evenly,
    tickMillis = 1_000,
  ) {
    this.timer = tickMillis > 0 ? setInterval(() => this.tick.value++, tickMillis) : undefined
  }

  /** A time the server just gave as the present: of an event, or of the head of an answer. */
  heard(instant: string | null | undefined): void {
    const lead = Date.parse(instant ?? '') - this.browserNow()
    if (lead > (this.lead.value ?? -Infinity)) {
      this.lead.value = lead
    }
  }

  /** Reactive: changes every second and with what is heard. The browser's until something is. */
  now(): number {
    void this.tick.value
    return this.browserNow() + (this.lead.value ?? 0)
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
