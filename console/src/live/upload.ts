import { ApiProblem } from '../api/problem'
import type { PhotoImport } from '../api/school'
import { base64 } from '../base64'

/** Small enough for a slow line within a call's time limit. */
export const PART_BYTES = 1 << 20
const MOST_TRIES = 6

export interface Upload {
  /** Sends a part; answers with the import as it then is. */
  send: (offset: number, content: string) => Promise<PhotoImport>
  /** Reads the import again, to see how much has arrived. */
  read: () => Promise<PhotoImport>
  onProgress: (sent: number) => void
  isStopped: () => boolean
  /** Waits before another try. */
  pause: (millis: number) => Promise<void>
}

/**
 * Sends a file part by part, from where the server has it. A part that does not arrive is sent again, a few times, with
 * growing pauses; whatever the server refuses ends it.
 */
export async function upload(file: Blob, from: number, how: Upload): Promise<void> {
  let offset = from
  let failures = 0
  while (offset < file.size && !how.isStopped()) {
    how.onProgress(offset)
    try {
      const part = await file.slice(offset, offset + PART_BYTES).arrayBuffer()
      offset = Number((await how.send(offset, base64(new Uint8Array(part)))).received ?? 0)
      failures = 0
    } catch (cause) {
      if (!mayPass(cause) || ++failures >= MOST_TRIES) {
        throw cause
      }
      await how.pause(500 * 2 ** failures)
      offset = await received(how, offset)
    }
  }
  how.onProgress(offset)
}

/** The part may have arrived though its answer did not. */
async function received(how: Upload, otherwise: number): Promise<number> {
  try {
    return Number((await how.read()).received ?? 0)
  } catch {
    return otherwise
  }
}

/** No answer, or one that says to come again. */
function mayPass(cause: unknown): boolean {
  return cause instanceof ApiProblem && (cause.status === 0 || cause.status === 429 || cause.status >= 500)
}

