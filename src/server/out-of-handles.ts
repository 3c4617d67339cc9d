/** The machine gives this process no more files or connections: a moment's trouble, not a fault of the request. */
export function isOutOfHandles(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EMFILE' || error.code === 'ENFILE');
}
