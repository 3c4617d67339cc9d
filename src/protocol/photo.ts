/**
 * Resumable upload of one picture addressed by its SHA-256: `HEAD` and `PATCH /v1/photos/{group}/{sha}` and `…/thumb`.
 *
 * Answers carry `Upload-Offset` and `Upload-Length`; equal means complete and the hash was checked. 404 `no-record-yet` until the operation
 * that names the hash has come, 409 with the real offset, 422 when the whole did not match its hash (start again).
 */
export const photoLimits = {
  bytes: 10_000_000,
  thumbBytes: 200_000,
  side: 12_000,
  pixels: 50_000_000,
  pieceBytes: 256 * 1024,
  smallestPieceBytes: 32 * 1024,
} as const;

export const uploadOffset = 'Upload-Offset';
export const uploadLength = 'Upload-Length';

/** `sha` names the full picture in both; the thumb's own hash comes from its operation. */
export function photoPath(group: string, sha: string, part: 'full' | 'thumb'): string {
  return `/v1/photos/${group}/${sha}${part === 'thumb' ? '/thumb' : ''}`;
}
