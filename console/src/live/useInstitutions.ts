import { computed, type ComputedRef } from 'vue'
import { MOST_CHOICES, readAll, type Institution } from '../api/school'
import { account, may, school } from '../services'
import { useList } from './useList'

export interface Institutions {
  /** Undefined until read. */
  all: ComputedRef<Institution[] | undefined>
  /** Whoever sees one only need not choose. */
  several: ComputedRef<boolean>
  /** The caller's own, or the only one there is; empty when there are several. */
  only: ComputedRef<string>
  nameOf: (id: string | undefined) => string
}

/** The institutions of the caller's scope, to choose from. */
export function useInstitutions(): Institutions {
  const list = useList((signal) => readAll((token) => school.institutions(token, signal), MOST_CHOICES))
  if (may('RegistryService/ListInstitutions')) {
    void list.load()
  }
  const all = computed(() =>
    list.value.value && [...list.value.value].sort((a, b) => (a.name ?? '').localeCompare(b.name ?? '')),
  )
  const several = computed(() => (all.value?.length ?? 0) > 1)
  const only = computed(() => account.value?.institutionId || (several.value ? '' : (all.value?.[0]?.institutionId ?? '')))
  return { all, several, only, nameOf: (id) => all.value?.find((one) => one.institutionId === id)?.name ?? '' }
}
