import { computed, ref } from 'vue'
import { en, type TextKey, type Texts } from './en'
import { zh } from './zh'

export type { TextKey } from './en'
export type Language = 'zh' | 'en'
export type Parameters = Record<string, string | number>

const TABLES: Record<Language, Texts> = { zh, en }
const REMEMBERED = 'shidao.language'

/** The remembered language, else the first one the browser's user reads that we have, else Chinese. */
export function chooseLanguage(remembered: string | null, preferred: readonly string[]): Language {
  if (remembered === 'zh' || remembered === 'en') {
    return remembered
  }
  for (const tag of preferred) {
    const base = tag.toLowerCase().split('-')[0]
    if (base === 'zh' || base === 'en') {
      return base
    }
  }
  return 'zh'
}

/** Fills {name} places; of "one|other" takes the form for parameter n. */
export function fill(text: string, parameters: Parameters = {}): string {
  const forms = text.split('|')
  const form = forms.length > 1 && parameters['n'] !== 1 ? forms[1] : forms[0]
  return (form ?? '').replace(/\{(\w+)\}/g, (place, name: string) => String(parameters[name] ?? place))
}

/** Local storage may be forbidden; then the language is simply not remembered. */
function remembered(): string | null {
  try {
    return localStorage.getItem(REMEMBERED)
  } catch {
    return null
  }
}

const chosen = ref<Language>(
  typeof navigator === 'undefined' ? 'en' : chooseLanguage(remembered(), navigator.languages ?? []),
)

export const language = computed(() => chosen.value)
/** For Intl and the lang attribute. */
export const locale = computed(() => (chosen.value === 'zh' ? 'zh-CN' : 'en-GB'))

export function setLanguage(next: Language): void {
  chosen.value = next
  try {
    localStorage.setItem(REMEMBERED, next)
  } catch {
    // not remembered
  }
}

export function t(key: TextKey, parameters?: Parameters): string {
  return fill(TABLES[chosen.value][key], parameters)
}

/** The text of a key put together at run time, e.g. of an enum the server may have grown; else the fallback. */
export function tOr(key: string, fallback: string, parameters?: Parameters): string {
  const text = (TABLES[chosen.value] as Record<string, string | undefined>)[key]
  return text === undefined ? fallback : fill(text, parameters)
}
