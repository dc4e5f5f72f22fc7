/**
 * RFC 4180; a field that a spreadsheet would take for a formula gets an apostrophe: somebody else may have chosen it.
 *
 * @param numbersStay whether negative numbers are left as they are, so that they can be reckoned with
 */
export function csv(rows: readonly (readonly string[])[], numbersStay = false): string {
  const field = (text: string) => {
    const isNumber = numbersStay && /^-?\d+(\.\d+)?$/.test(text)
    const harmless = /^[=+\-@\t\r]/.test(text) && !isNumber ? `'${text}` : text
    return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
  }
  // the mark tells spreadsheets that it is UTF-8
  return `\ufeff${rows.map((row) => row.map(field).join(',')).join('\r\n')}\r\n`
}

/** Gives the browser something to save. */
export function download(name: string, content: Blob | string, type = 'text/csv'): void {
  const url = URL.createObjectURL(typeof content === 'string' ? new Blob([content], { type }) : content)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
