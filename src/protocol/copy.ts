/**
 * A saved copy: what one phone has not yet got into the office's backup, as one file that only the office can open. `POST /v1/copies` takes
 * the file as it is.
 *
 * File, version 1: `SAJJA`, the version as one byte, the phone's one-time ECDH P-256 key (65 bytes, uncompressed); that is the head. Then
 * chunks, each a big-endian 32-bit length and so many bytes of AES-256-GCM with its tag. Key: HKDF-SHA-256 of the shared secret with the
 * office's key, salt = head, info = `copyInfo`. The 96-bit nonce is the chunk's place, so a chunk moved, missing or altered does not open.
 * Chunk 0: ECDSA signature of the device's key (64 bytes, r and s) over `copyInfo + '\n' + manifest`, then the manifest
 * (`copy-manifest.ts`), JSON in UTF-8.
 * Chunk 1 and on: the pictures the manifest names, in its order; their count tells whether the end is missing.
 */
import * as z from 'zod/mini';

export const copyInfo = 'sajja-copy-1';
export const copyVersion = 1;
export const copyMagic = 'SAJJA';
export const copyHeadBytes = 71;
export const copySignatureBytes = 64;
export const copyLimits = {
  bytes: 256 * 1024 * 1024,
  chunkBytes: 16 * 1024 * 1024,
} as const;

const Count = z.int().check(z.minimum(0));

/** Pictures are counted without their thumbs. `left`: could not be taken yet, because something before them is missing; the same file may be sent again later. */
export const CopyResponse = z.object({
  records: z.object({ added: Count, known: Count, left: Count }),
  pictures: z.object({ added: Count, known: Count, left: Count }),
});
export type CopyResponse = z.infer<typeof CopyResponse>;
