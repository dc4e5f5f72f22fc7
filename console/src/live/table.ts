import { csv as csvOfTexts } from '../csv'

/** What a column of a table shows, sorts by and exports. */
export interface Column<T> {
  key: string
  title: string
  /** To sort by; numbers by size, times as RFC 3339. */
  value: (row: T) => string | number | undefined
  /** To show and to export; the value as it is when absent. */
  text?: (row: T) => string
  /** Figures stand at the end of the cell. */
  end?: boolean
  /** Dates and the like stay on one line. */
  oneLine?: boolean
  /** Left out on narrow screens; exported all the same. */
  wideOnly?: boolean
  /** Never shown, only exported. */
  exportOnly?: boolean
}

export interface Order {
  key: string
  down: boolean
}

/** A copy in the column's order; rows without a value come last, equal ones stay as they were. */
export function sorted<T>(rows: readonly T[], columns: readonly Column<T>[], order: Order | undefined, locale: string): T[] {
  const column = columns.find((one) => one.key === order?.key)
  if (!order || !column) {
    return [...rows]
  }
  const names = new Intl.Collator(locale, { numeric: true })
  const compare = (a: string | number, b: string | number) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : names.compare(String(a), String(b))
  return [...rows].sort((x, y) => {
    const [a, b] = [column.value(x), column.value(y)]
    if (isNothing(a) || isNothing(b)) {
      return Number(isNothing(a)) - Number(isNothing(b))
    }
    return order.down ? compare(b, a) : compare(a, b)
  })
}

/** The order after a click on a column's head: up, then down, then as the server gave it. */
export function nextOrder(order: Order | undefined, key: string): Order | undefined {
  if (order?.key !== key) {
    return { key, down: false }
  }
  return order.down ? undefined : { key, down: true }
}

/** The rows as comma-separated values, in the columns' texts. */
export function csv<T>(rows: readonly T[], columns: readonly Column<T>[]): string {
  const lines = rows.map((row) => columns.map((column) => textOf(column, row)))
  return csvOfTexts([columns.map((column) => column.title), ...lines], true)
}

export function textOf<T>(column: Column<T>, row: T): string {
  return column.text ? column.text(row) : String(column.value(row) ?? '')
}

function isNothing(value: string | number | undefined): value is undefined | '' {
  return value === undefined || value === ''
}
