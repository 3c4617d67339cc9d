/** One picture in, a small JPEG and a thumb out; the same code in the photo worker and, where a browser lacks OffscreenCanvas, in the page. */
import { readPictureSize } from './photo-header.ts';
import { sha256HexOfBytes } from './seal.ts';

export type PhotoProblem = 'photo-too-large' | 'photo-unreadable' | 'photo-too-many-pixels';

export type PreparedPhoto =
  | {
      readonly ok: true;
      readonly full: ArrayBuffer;
      readonly thumb: ArrayBuffer;
      readonly sha: string;
      readonly thumbSha: string;
      readonly mime: 'image/jpeg';
      readonly width: number;
      readonly height: number;
    }
  | { readonly ok: false; readonly problem: PhotoProblem; readonly bytes: number };

/** Draws the bitmap at a size and gives it back as JPEG; the page and the worker have different canvases. */
export type EncodeJpeg = (bitmap: ImageBitmap, width: number, height: number, quality: number) => Promise<ArrayBuffer>;

const headBytes = 512 * 1024;
const mostBytes = 10_000_000;
const mostPixels = 50_000_000;
const fullSide = 1600;
/** what a photo may cost on the road; reached by the first quality for all but grass, sand and leaves */
const wishedBytes = 1_000_000;
const qualities = [0.8, 0.65, 0.5, 0.35];
const thumbSide = 320;

/**
 * Shrinks whatever the camera or the gallery gave.
 *
 * Orientation is baked in by decoding, EXIF and place vanish by encoding anew. One bitmap in memory at a time, decoded small where the
 * header allows it. A file above 10,000,000 bytes is only refused when it cannot be shrunk.
 */
export async function shrinkPhoto(file: Blob, encode: EncodeJpeg): Promise<PreparedPhoto> {
  const refused = (problem: PhotoProblem) => ({ ok: false as const, problem, bytes: file.size });
  const size = readPictureSize(await file.slice(0, headBytes).arrayBuffer());
  if (size !== undefined && size.width * size.height > mostPixels) return refused('photo-too-many-pixels');
  let bitmap: ImageBitmap | undefined;
  try {
    bitmap = await decode(file, size === undefined ? 0 : Math.min(size.width, size.height));
    if (bitmap.width * bitmap.height > mostPixels) return refused('photo-too-many-pixels');
    const { width, height } = fitted(bitmap, fullSide);
    const small = fitted(bitmap, thumbSide);
    let full = new ArrayBuffer(0);
    for (const quality of qualities) {
      full = await encode(bitmap, width, height, quality);
      if (full.byteLength <= wishedBytes) break;
    }
    const thumb = await encode(bitmap, small.width, small.height, 0.7);
    const [sha, thumbSha] = await Promise.all([sha256HexOfBytes(full), sha256HexOfBytes(thumb)]);
    return { ok: true, full, thumb, sha, thumbSha, mime: 'image/jpeg', width, height };
  } catch {
    return refused(file.size > mostBytes ? 'photo-too-large' : 'photo-unreadable');
  } finally {
    bitmap?.close();
  }
}

/** @param shorterSide of the picture as stored; when both sides are large the browser may decode straight to a smaller bitmap */
async function decode(file: Blob, shorterSide: number): Promise<ImageBitmap> {
  const upright = { imageOrientation: 'from-image' as const };
  if (shorterSide < fullSide) return createImageBitmap(file, upright);
  // one side only: it is never enlarged, whichever way the picture lies, and the shape stays
  return createImageBitmap(file, { ...upright, resizeWidth: fullSide, resizeQuality: 'high' });
}

function fitted({ width, height }: { readonly width: number; readonly height: number }, side: number): { width: number; height: number } {
  const scale = Math.min(1, side / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

export async function encodeOffscreen(bitmap: ImageBitmap, width: number, height: number, quality: number): Promise<ArrayBuffer> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.drawImage(bitmap, 0, 0, width, height);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality });
  return blob.arrayBuffer();
}
