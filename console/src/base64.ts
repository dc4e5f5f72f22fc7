export function base64(bytes: Uint8Array): string {
  let text = ''
  // not all at once: the arguments of a call are bounded
  for (let i = 0; i < bytes.length; i += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(i, i + 0x8000))
  }
  return btoa(text)
}

export async function base64OfFile(file: Blob): Promise<string> {
  return base64(new Uint8Array(await file.arrayBuffer()))
}
