/** Longest side; a face of a telephone's photo stays far larger than what is compared. */
const LONGEST = 1280

/** A photo as JPEG of at most {@link LONGEST} pixels: what a telephone takes is ten times larger. */
export async function smallPhoto(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file)
  try {
    return await jpeg(picture, picture.width, picture.height)
  } finally {
    picture.close()
  }
}

/** What a camera shows at this moment, as {@link smallPhoto} makes it. */
export function shotOf(video: HTMLVideoElement): Promise<Blob> {
  return jpeg(video, video.videoWidth, video.videoHeight)
}

function jpeg(source: CanvasImageSource, width: number, height: number): Promise<Blob> {
  const scale = Math.min(1, LONGEST / Math.max(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  canvas.getContext('2d')?.drawImage(source, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) =>
    canvas.toBlob((made) => (made ? resolve(made) : reject(new Error('no picture'))), 'image/jpeg', 0.9),
  )
}
