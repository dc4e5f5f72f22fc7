/** Longest side; a face of a telephone's photo stays far larger than what is compared. */
const LONGEST = 1280

/** A photo as JPEG of at most {@link LONGEST} pixels, in base 64: what a telephone takes is ten times larger. */
export async function smallPhoto(file: Blob): Promise<string> {
  const picture = await createImageBitmap(file)
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  return canvas.toDataURL('image/jpeg', 0.9).split(',')[1] ?? ''
}
