export function base64(bytes: Uint8Array): string {
  let text = ''
  // not all at once: the arguments of a call are bounded
  for (let i = 0; i < bytes.length; i += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(i, i + 0x8000))
  }
  return btoa(text)
}

export async function sameBytes(a: Blob, b: Blob): Promise<boolean> {
  return a.size === b.size && base64(new Uint8Array(await a.arrayBuffer())) === base64(new Uint8Array(await b.arrayBuffer()))
}

export async function base64OfFile(file: Blob): Promise<string> {
  return base64(new Uint8Array(await file.arrayBuffer()))
}
