/** Most pictures kept in memory that nobody shows. */
const MOST_IDLE = 80
/** Most pictures fetched at a time, so that a page full of faces leaves room for the lists. */
const MOST_FETCHING = 4

interface Entry {
  url: Promise<string>
  made: string | undefined
  users: number
}

/**
 * Pictures by their SHA-256, fetched once with the caller's token and shared by everything that shows them. Object URLs
 * are revoked when pushed out by newer ones or at sign-out; a picture on display is never revoked under it.
 */
export class EvidenceImages {
  private readonly entries = new Map<string, Entry>()
  private readonly waiting: (() => void)[] = []
  private fetching = 0

  constructor(
    private readonly load: (image: string, why: string) => Promise<Blob>,
    private readonly makeUrl: (blob: Blob) => string = (blob) => URL.createObjectURL(blob),
    private readonly revokeUrl: (url: string) => void = (url) => URL.revokeObjectURL(url),
    private readonly mostIdle: number = MOST_IDLE,
  ) {}

  /**
   * The object URL of a picture; to be given back by `release`, also when it fails.
   *
   * @param why for the record of the look, e.g. "anomaly 01J…"
   */
  acquire(image: string, why: string): Promise<string> {
    const entry = this.entries.get(image) ?? this.fetch(image, why)
    this.entries.delete(image)
    this.entries.set(image, entry)
    entry.users++
    return entry.url
  }

  release(image: string): void {
    const entry = this.entries.get(image)
    if (entry && entry.users > 0) {
      entry.users--
      this.evict()
    }
  }

  /** Forgets everything, at sign-out. */
  clear(): void {
    for (const [image, entry] of this.entries) {
      this.drop(image, entry)
    }
  }

  private fetch(image: string, why: string): Entry {
    const entry: Entry = { url: Promise.resolve(''), made: undefined, users: 0 }
    entry.url = this.limited(() => this.load(image, why)).then(
      (blob) => {
        const url = this.makeUrl(blob)
        if (this.entries.get(image) !== entry) {
          this.revokeUrl(url)
          throw new DOMException('forgotten meanwhile', 'AbortError')
        }
        entry.made = url
        return url
      },
      (cause: unknown) => {
        // A later look tries again.
        if (this.entries.get(image) === entry) {
          this.entries.delete(image)
        }
        throw cause
      },
    )
    return entry
  }

  private async limited<T>(work: () => Promise<T>): Promise<T> {
    if (this.fetching >= MOST_FETCHING) {
      await new Promise<void>((resolve) => this.waiting.push(resolve))
    } else {
      this.fetching++
    }
    try {
      return await work()
    } finally {
      const next = this.waiting.shift()
      if (next) {
        next()
      } else {
        this.fetching--
      }
    }
  }

  /** Map order is the order of use: the longest unused go first. */
  private evict(): void {
    let idle = [...this.entries.values()].filter((entry) => entry.users === 0).length
    for (const [image, entry] of this.entries) {
      if (idle <= this.mostIdle) {
        return
      }
      if (entry.users === 0) {
        this.drop(image, entry)
        idle--
      }
    }
  }

  private drop(image: string, entry: Entry): void {
    this.entries.delete(image)
    if (entry.made !== undefined) {
      this.revokeUrl(entry.made)
    }
  }
}
