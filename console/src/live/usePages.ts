import { ref, type Ref } from 'vue'
import type { PageOf } from '../api/school'
import { useList } from './useList'

/** More rows than this are neither sorted nor exported at once. */
export const MOST_ROWS = 10_000

export interface Pages<T> {
  /** Undefined until read once. */
  rows: Readonly<Ref<T[] | undefined>>
  failure: Ref<unknown>
  /** There are more than are shown. */
  more: Ref<boolean>
  /** Rows read so far while all are read; undefined otherwise. */
  reading: Ref<number | undefined>
  load: () => Promise<void>
  /** Something changed: read again soon. */
  news: () => void
  showMore: () => void
  /** The filter changed: the first page again. */
  restart: () => void
  /** Reads all there are, to be sorted or exported. */
  readAll: () => Promise<T[]>
}

/** A list read page by page, and again as far as it is shown, while the component lives. */
export function usePages<T>(
  read: (token: string | undefined, signal: AbortSignal) => Promise<PageOf<T>>,
  quietMillis = 300,
  mostMillis = 1_500,
): Pages<T> {
  const pages = ref(1)
  const more = ref(false)
  const reading = ref<number>()
  const list = useList<T[]>(
    async (signal) => {
      const found: T[] = []
      let token: string | undefined
      for (let page = 0; page < pages.value && found.length < MOST_ROWS; page++) {
        const answer = await read(token, signal)
        found.push(...answer.rows)
        token = answer.next
        if (reading.value !== undefined) {
          reading.value = found.length
        }
        if (!token) {
          break
        }
      }
      more.value = !!token
      return found
    },
    quietMillis,
    mostMillis,
  )
  return {
    rows: list.value,
    failure: list.failure,
    more,
    reading,
    load: list.load,
    news: list.news,
    showMore() {
      pages.value++
      void list.load()
    },
    restart() {
      pages.value = 1
      list.news()
    },
    async readAll() {
      if (more.value || !list.value.value) {
        reading.value = 0
        pages.value = MOST_ROWS
        try {
          await list.load()
        } finally {
          reading.value = undefined
        }
      }
      return list.value.value ?? []
    },
  }
}
