/**
 * QR codes (ISO/IEC 18004) of short texts: byte mode, error correction M, versions 1 to 10 (up to 213 bytes), so that the
 * check-in screen needs no library and no other server. Gives the modules row by row, true is dark.
 */

const GF_EXP = new Uint8Array(512)
const GF_LOG = new Uint8Array(256)
for (let i = 0, x = 1; i < 255; i++) {
  GF_EXP[i] = x
  GF_LOG[x] = i
  x = x & 0x80 ? (x << 1) ^ 0x11d : x << 1
}
for (let i = 255; i < 512; i++) {
  GF_EXP[i] = GF_EXP[i - 255]!
}

/** Of level M, by version: error correction words of a block, then number and data words of each group of blocks. */
const BLOCKS: readonly (readonly [number, readonly (readonly [number, number])[]])[] = [
  [10, [[1, 16]]],
  [16, [[1, 28]]],
  [26, [[1, 44]]],
  [18, [[2, 32]]],
  [24, [[2, 43]]],
  [16, [[4, 27]]],
  [18, [[4, 31]]],
  [22, [[2, 38], [2, 39]]],
  [22, [[3, 36], [2, 37]]],
  [26, [[4, 43], [1, 44]]],
]
const ALIGNMENT: readonly (readonly number[])[] = [
  [], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50],
]

export function qrCode(text: string): boolean[][] {
  const bytes = new TextEncoder().encode(text)
  const version = 1 + BLOCKS.findIndex((_, index) => bytes.length <= capacity(index + 1))
  if (version === 0) {
    throw new Error(`qr: ${bytes.length} bytes (expected: at most ${capacity(BLOCKS.length)})`)
  }
  const words = interleaved(version, dataWords(version, bytes))
  let best: { modules: boolean[][]; penalty: number } | undefined
  for (let mask = 0; mask < 8; mask++) {
    const modules = drawn(version, words, mask)
    const found = penalty(modules)
    if (!best || found < best.penalty) {
      best = { modules, penalty: found }
    }
  }
  return best!.modules
}

function dataCount(version: number): number {
  return BLOCKS[version - 1]![1].reduce((sum, [count, words]) => sum + count * words, 0)
}

function capacity(version: number): number {
  return dataCount(version) - (version < 10 ? 2 : 3)
}

function dataWords(version: number, bytes: Uint8Array): number[] {
  const bits: number[] = []
  const put = (value: number, length: number) => {
    for (let i = length - 1; i >= 0; i--) {
      bits.push((value >>> i) & 1)
    }
  }
  put(4, 4)
  put(bytes.length, version < 10 ? 8 : 16)
  bytes.forEach((byte) => put(byte, 8))
  const most = dataCount(version) * 8
  put(0, Math.min(4, most - bits.length))
  put(0, (8 - (bits.length % 8)) % 8)
  const words: number[] = []
  for (let i = 0; i < bits.length; i += 8) {
    words.push(bits.slice(i, i + 8).reduce((word, bit) => (word << 1) | bit, 0))
  }
  for (let pad = 0xec; words.length < dataCount(version); pad ^= 0xec ^ 0x11) {
    words.push(pad)
  }
  return words
}

function generator(degree: number): number[] {
  let poly = [1]
  for (let i = 0; i < degree; i++) {
    const next = new Array<number>(poly.length + 1).fill(0)
    poly.forEach((factor, place) => {
      next[place] = next[place]! ^ factor
      next[place + 1] = next[place + 1]! ^ multiplied(factor, GF_EXP[i]!)
    })
    poly = next
  }
  return poly
}

function multiplied(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : GF_EXP[GF_LOG[a]! + GF_LOG[b]!]!
}

function correction(data: number[], degree: number): number[] {
  const poly = generator(degree)
  const rest = [...data, ...new Array<number>(degree).fill(0)]
  for (let i = 0; i < data.length; i++) {
    const factor = rest[i]!
    poly.forEach((of, place) => (rest[i + place] = rest[i + place]! ^ multiplied(of, factor)))
  }
  return rest.slice(data.length)
}

function interleaved(version: number, words: number[]): number[] {
  const [degree, groups] = BLOCKS[version - 1]!
  const data: number[][] = []
  let from = 0
  for (const [count, length] of groups) {
    for (let i = 0; i < count; i++) {
      data.push(words.slice(from, (from += length)))
    }
  }
  const codes = data.map((block) => correction(block, degree))
  const result: number[] = []
  for (const blocks of [data, codes]) {
    for (let i = 0; i < Math.max(...blocks.map((block) => block.length)); i++) {
      blocks.forEach((block) => i < block.length && result.push(block[i]!))
    }
  }
  return result
}

function drawn(version: number, words: number[], mask: number): boolean[][] {
  const size = 17 + 4 * version
  const modules = Array.from({ length: size }, () => new Array<boolean>(size).fill(false))
  const fixed = Array.from({ length: size }, () => new Array<boolean>(size).fill(false))
  const set = (x: number, y: number, dark: boolean) => {
    if (x >= 0 && y >= 0 && x < size && y < size) {
      modules[y]![x] = dark
      fixed[y]![x] = true
    }
  }
  for (const [cx, cy] of [[3, 3], [size - 4, 3], [3, size - 4]] as const) {
    for (let dy = -4; dy <= 4; dy++) {
      for (let dx = -4; dx <= 4; dx++) {
        const ring = Math.max(Math.abs(dx), Math.abs(dy))
        set(cx + dx, cy + dy, ring !== 2 && ring !== 4)
      }
    }
  }
  const centres = ALIGNMENT[version - 1]!
  for (const cx of centres) {
    for (const cy of centres) {
      const corner = (cx === 6 && cy === 6) || (cx === 6 && cy === size - 7) || (cx === size - 7 && cy === 6)
      for (let d = 0; !corner && d < 25; d++) {
        const dx = (d % 5) - 2
        const dy = Math.floor(d / 5) - 2
        set(cx + dx, cy + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1)
      }
    }
  }
  for (let i = 8; i < size - 8; i++) {
    set(i, 6, i % 2 === 0)
    set(6, i, i % 2 === 0)
  }
  drawFormat(size, mask, set)
  drawVersion(version, size, set)
  fillData(size, words, modules, fixed)
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (!fixed[y]![x] && masked(mask, x, y)) {
        modules[y]![x] = !modules[y]![x]
      }
    }
  }
  return modules
}

/** Level M is 00; BCH (15, 5). */
function drawFormat(size: number, mask: number, set: (x: number, y: number, dark: boolean) => void): void {
  let rest = mask
  for (let i = 0; i < 10; i++) {
    rest = (rest << 1) ^ ((rest >>> 9) * 0x537)
  }
  const bits = ((mask << 10) | rest) ^ 0x5412
  const bit = (i: number) => ((bits >>> i) & 1) === 1
  for (let i = 0; i <= 5; i++) {
    set(8, i, bit(i))
  }
  set(8, 7, bit(6))
  set(8, 8, bit(7))
  set(7, 8, bit(8))
  for (let i = 9; i < 15; i++) {
    set(14 - i, 8, bit(i))
  }
  for (let i = 0; i < 8; i++) {
    set(size - 1 - i, 8, bit(i))
  }
  for (let i = 8; i < 15; i++) {
    set(8, size - 15 + i, bit(i))
  }
  set(8, size - 8, true)
}

/** From version 7 on; BCH (18, 6). */
function drawVersion(version: number, size: number, set: (x: number, y: number, dark: boolean) => void): void {
  if (version < 7) {
    return
  }
  let rest = version
  for (let i = 0; i < 12; i++) {
    rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25)
  }
  const bits = (version << 12) | rest
  for (let i = 0; i < 18; i++) {
    const dark = ((bits >>> i) & 1) === 1
    const a = size - 11 + (i % 3)
    const b = Math.floor(i / 3)
    set(a, b, dark)
    set(b, a, dark)
  }
}

function fillData(size: number, words: number[], modules: boolean[][], fixed: boolean[][]): void {
  let place = 0
  let upwards = true
  // pairs of columns from the right; the vertical timing pattern is passed over
  for (let right = size - 1; right >= 1; right -= right === 8 ? 3 : 2) {
    for (let step = 0; step < size; step++) {
      const y = upwards ? size - 1 - step : step
      for (const x of [right, right - 1]) {
        if (!fixed[y]![x] && place < words.length * 8) {
          modules[y]![x] = ((words[place >>> 3]! >>> (7 - (place & 7))) & 1) === 1
          place++
        }
      }
    }
    upwards = !upwards
  }
}

function masked(mask: number, x: number, y: number): boolean {
  switch (mask) {
    case 0: return (x + y) % 2 === 0
    case 1: return y % 2 === 0
    case 2: return x % 3 === 0
    case 3: return (x + y) % 3 === 0
    case 4: return (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0
    case 5: return ((x * y) % 2) + ((x * y) % 3) === 0
    case 6: return (((x * y) % 2) + ((x * y) % 3)) % 2 === 0
    default: return (((x + y) % 2) + ((x * y) % 3)) % 2 === 0
  }
}

/** The first two rules, which tell masks apart well enough: long runs and blocks of one colour. */
function penalty(modules: boolean[][]): number {
  const size = modules.length
  let sum = 0
  for (const at of [(a: number, b: number) => modules[a]![b], (a: number, b: number) => modules[b]![a]]) {
    for (let a = 0; a < size; a++) {
      for (let b = 1, run = 1; b <= size; b++) {
        if (b < size && at(a, b) === at(a, b - 1)) {
          run++
        } else {
          sum += run >= 5 ? run - 2 : 0
          run = 1
        }
      }
    }
  }
  for (let y = 0; y + 1 < size; y++) {
    for (let x = 0; x + 1 < size; x++) {
      const same = modules[y]![x] === modules[y]![x + 1]
      sum += same && modules[y]![x] === modules[y + 1]![x] && modules[y]![x] === modules[y + 1]![x + 1] ? 3 : 0
    }
  }
  return sum
}
