/** What a picture is, read from its first bytes and never by decoding it: kind and size of JPEG, PNG and WebP. */
export interface PictureHeader {
  readonly mime: 'image/jpeg' | 'image/png' | 'image/webp';
  readonly width: number;
  readonly height: number;
}

/** @returns `undefined` for anything else, for a header that is cut or lies outside `head`, and for a moving WebP */
export function readPictureHeader(head: Uint8Array): PictureHeader | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const mime = pictureMime(head);
  try {
    if (mime === 'image/jpeg') return withSize(mime, jpegSize(view));
    if (mime === 'image/png') return withSize(mime, pngSize(head, view));
    if (mime === 'image/webp') return withSize(mime, webpSize(head, view));
  } catch {
    // a RangeError of the view: the header ends too early
  }
  return undefined;
}

/** By the magic bytes alone; twelve are enough. */
export function pictureMime(head: Uint8Array): PictureHeader['mime'] | undefined {
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'image/jpeg';
  if (text(head, 1, 3) === 'PNG' && head[0] === 0x89 && text(head, 4, 4) === '\r\n\u001a\n') return 'image/png';
  if (text(head, 0, 4) === 'RIFF' && text(head, 8, 4) === 'WEBP') return 'image/webp';
  return undefined;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function withSize(mime: PictureHeader['mime'], size: Size | undefined): PictureHeader | undefined {
  return size && size.width > 0 && size.height > 0 ? { mime, ...size } : undefined;
}

function text(bytes: Uint8Array, from: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(from, from + length));
}

/** Walks the segments to the start of frame. */
function jpegSize(view: DataView): Size | undefined {
  for (let at = 2; ;) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at++;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    // picture data or the end before any frame
    if (marker === 0xda || marker === 0xd9) return undefined;
    const isAlone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    const length = isAlone ? 0 : view.getUint16(at + 2);
    if (!isAlone && length < 2) return undefined;
    at += 2 + length;
  }
}

function pngSize(head: Uint8Array, view: DataView): Size | undefined {
  return text(head, 12, 4) === 'IHDR' ? { width: view.getUint32(16), height: view.getUint32(20) } : undefined;
}

function webpSize(head: Uint8Array, view: DataView): Size | undefined {
  const chunk = text(head, 12, 4);
  if (chunk === 'VP8X') {
    const isMoving = (view.getUint8(20) & 0x02) !== 0;
    return isMoving ? undefined : { width: 1 + uint24(view, 24), height: 1 + uint24(view, 27) };
  }
  if (chunk === 'VP8L') {
    if (view.getUint8(20) !== 0x2f) return undefined;
    const bits = view.getUint32(21, true);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  if (chunk === 'VP8 ') return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  return undefined;
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
}
