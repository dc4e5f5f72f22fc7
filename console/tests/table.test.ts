import { describe, expect, it } from 'vitest'
import { csv, nextOrder, sorted, type Column } from '../src/live/table'

interface Row {
  name?: string
  size?: number
}

const COLUMNS: Column<Row>[] = [
  { key: 'name', title: 'Name', value: (row) => row.name },
  { key: 'size', title: 'Size, px', value: (row) => row.size, end: true },
]

describe('sorted', () => {
  const rows: Row[] = [{ name: 'b', size: 9 }, { name: 'a', size: 10 }, { size: 1 }, { name: 'a', size: 2 }]

  it('comparesNumbersBySize', () => {
    expect(sorted(rows, COLUMNS, { key: 'size', down: false }, 'en').map((row) => row.size)).toEqual([1, 2, 9, 10])
  })

  it('keepsEqualRowsInTheirOrderAndEmptyOnesLast', () => {
    expect(sorted(rows, COLUMNS, { key: 'name', down: false }, 'en').map((row) => row.size)).toEqual([10, 2, 9, 1])
    expect(sorted(rows, COLUMNS, { key: 'name', down: true }, 'en').map((row) => row.size)).toEqual([9, 10, 2, 1])
  })

  it('ordersChineseNamesByPinyin', () => {
    const names = ['张三', '李四', '王五'].map((name) => ({ name }))

    expect(sorted(names, COLUMNS, { key: 'name', down: false }, 'zh-CN').map((row) => row.name)).toEqual(['李四', '王五', '张三'])
  })

  it('leavesTheRowsAloneWithoutAnOrder', () => {
    expect(sorted(rows, COLUMNS, undefined, 'en')).toEqual(rows)
  })
})

describe('nextOrder', () => {
  it('goesUpThenDownThenBackToTheServersOrder', () => {
    const up = nextOrder(undefined, 'name')
    const down = nextOrder(up, 'name')

    expect([up, down, nextOrder(down, 'name')]).toEqual([{ key: 'name', down: false }, { key: 'name', down: true }, undefined])
    expect(nextOrder(down, 'size')).toEqual({ key: 'size', down: false })
  })
})

describe('csv', () => {
  it('quotesWhatNeedsIt', () => {
    expect(csv([{ name: 'a "b", c\nd', size: -3.5 }], COLUMNS)).toBe('\uFEFFName,"Size, px"\r\n"a ""b"", c\nd",-3.5\r\n')
  })

  it.each(['=1+1', '+86', '-x', '@SUM(A1)', '\tx'])('makesNoFormulaOf %s', (name) => {
    expect(csv([{ name }], COLUMNS).split('\r\n')[1]).toBe(`'${name},`)
  })
})

describe('columns that are only exported', () => {
  it('areInTheFile', () => {
    const columns: Column<Row>[] = [...COLUMNS, { key: 'note', title: 'Note', value: () => 'kept', exportOnly: true }]

    expect(csv([{ name: 'a', size: 1 }], columns)).toContain('kept')
  })
})
