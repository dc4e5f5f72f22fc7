/**
 * Reads something again after news about it: waits until the news pauses, but not for ever, and never reads twice at
 * the same time. News during a read leads to one more.
 */
export class Refresher {
  private timer: ReturnType<typeof setTimeout> | undefined
  private firstNews = 0
  private reading = false
  private again = false
  private closed = false

  constructor(
    private readonly read: () => Promise<void>,
    private readonly quietMillis = 300,
    private readonly mostMillis = 1_500,
  ) {}

  /** Something changed. */
  news(): void {
    if (this.closed) {
      return
    }
    if (this.reading) {
      this.again = true
      return
    }
    const now = performance.now()
    if (this.timer === undefined) {
      this.firstNews = now
    }
    clearTimeout(this.timer)
    const left = Math.max(0, this.firstNews + this.mostMillis - now)
    this.timer = setTimeout(() => void this.run(), Math.min(this.quietMillis, left))
  }

  close(): void {
    this.closed = true
    clearTimeout(this.timer)
  }

  private async run(): Promise<void> {
    this.timer = undefined
    this.reading = true
    try {
      await this.read()
    } finally {
      this.reading = false
      if (this.again) {
        this.again = false
        this.news()
      }
    }
  }
}
