/** RFC 4180; a field that a spreadsheet would take for a formula gets an apostrophe. */
export function csv(rows: readonly (readonly string[])[]): string {
  const field = (text: string) => {
    const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
    return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
  }
  // the mark tells spreadsheets that it is UTF-8
  return `\ufeff${rows.map((row) => row.map(field).join(',')).join('\r\n')}\r\n`
}

export function download(name: string, text: string, type = 'text/csv'): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 1_000)
}
