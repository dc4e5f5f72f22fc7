import { computed, ref } from 'vue'
import type { LiveList } from './useList'
import type { Pages } from './usePages'

/** Rows that are there already, in the form that a table takes. */
export function localPages<T>(rows: () => T[] | undefined): Pages<T> {
  const all = computed(rows)
  return {
    rows: all,
    failure: ref<unknown>(),
    more: ref(false),
    reading: ref<number>(),
    load: async () => undefined,
    news: () => undefined,
    showMore: () => undefined,
    restart: () => undefined,
    readAll: async () => all.value ?? [],
  }
}

/** A list that is read whole, in the form that a table takes. */
export function wholePages<T>(list: LiveList<T[]>): Pages<T> {
  return { ...localPages(() => list.value.value), failure: list.failure, load: list.load, news: list.news, restart: list.news }
}
