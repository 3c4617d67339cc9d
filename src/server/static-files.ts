/** The built app: hashed assets for ever, everything else asked for anew, every page address answered with index.html. */
import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { isOutOfHandles } from './out-of-handles.ts';
import { encodings, isPackable, nameOf, readPacked, type Encoding } from './packed-files.ts';

const typeByExtension: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.txt': 'text/plain; charset=utf-8',
};
const workerFile = '/service-worker.js';

interface LoadedFile {
  readonly stamp: string;
  readonly name: string;
  readonly plain: Uint8Array;
  readonly packed: Map<Encoding, Promise<Uint8Array>>;
}

const loaded = new Map<string, LoadedFile>();

/** @param root folder of the built app; it may be replaced by a new build while we run */
export async function staticAnswer(root: string, request: Request): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405, headers: { Allow: 'GET, HEAD' } });
  const path = pathOf(request.url);
  if (path === undefined) return missing();
  const file = path === '/sw.js' ? workerFile : path;
  const found = file === '/' ? undefined : await load(root, file);
  if (found) return answer(root, request, file, found);
  // a page's address has no dot in its last part; a chunk that is gone must not be answered with a page
  if (file.slice(file.lastIndexOf('/')).includes('.')) return missing();
  const page = await load(root, '/index.html');
  return page ? answer(root, request, '/index.html', page) : new Response('The app has not been built: npm run build\n', { status: 404 });
}

function pathOf(url: string): string | undefined {
  try {
    const path = decodeURIComponent(new URL(url).pathname);
    return path.includes('\0') ? undefined : path;
  } catch {
    return undefined;
  }
}

async function load(root: string, path: string): Promise<LoadedFile | undefined> {
  const file = normalize(join(root, path));
  if (!file.startsWith(root + sep)) return undefined;
  try {
    const found = await stat(file);
    if (!found.isFile()) return undefined;
    const stamp = `${found.size}-${found.mtimeMs}`;
    const known = loaded.get(file);
    if (known?.stamp === stamp) return known;
    const plain = await readFile(file);
    const fresh: LoadedFile = { stamp, name: nameOf(plain), plain, packed: new Map() };
    loaded.set(file, fresh);
    return fresh;
  } catch (error) {
    // a piece of the app that only cannot be opened now is not gone
    if (isOutOfHandles(error)) throw error;
    return undefined;
  }
}

async function answer(root: string, request: Request, path: string, file: LoadedFile): Promise<Response> {
  const etag = `"${file.name}"`;
  const extension = extname(path);
  const headers: Record<string, string> = {
    'Content-Type': typeByExtension[extension] ?? 'application/octet-stream',
    'Cache-Control': cacheRuleOf(path, extension),
    ETag: etag,
    Vary: 'Accept-Encoding',
    ...(path === workerFile && { 'Service-Worker-Allowed': '/' }),
  };
  if (request.headers.get('If-None-Match')?.includes(etag)) return new Response(null, { status: 304, headers });
  const encoding = isPackable(path, file.plain.length) ? encodingFor(request.headers.get('Accept-Encoding') ?? '') : undefined;
  if (!encoding) return new Response(request.method === 'HEAD' ? null : body(file.plain), { headers });
  const packed = await packedOf(root, file, encoding);
  return new Response(request.method === 'HEAD' ? null : body(packed), { headers: { ...headers, 'Content-Encoding': encoding } });
}

/**
 * WebKit keeps a page that is left for the way back, frozen with the transactions it had open, and they block every save of the next page
 * for as long. It keeps none that may not be stored.
 */
function cacheRuleOf(path: string, extension: string): string {
  if (path.startsWith('/assets/')) return 'public, max-age=31536000, immutable';
  return extension === '.html' ? 'no-store' : 'no-cache';
}

function encodingFor(accepted: string): Encoding | undefined {
  return encodings.find((encoding) => new RegExp(`\\b${encoding}\\b`).test(accepted));
}

/** Read or packed once and kept. */
function packedOf(root: string, { name, plain, packed }: LoadedFile, encoding: Encoding): Promise<Uint8Array> {
  let bytes = packed.get(encoding);
  if (!bytes) {
    bytes = readPacked(root, name, plain, encoding);
    packed.set(encoding, bytes);
  }
  return bytes;
}

/** `Response` types want their own view of the same bytes. */
function body(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes as Uint8Array<ArrayBuffer>;
}

function missing(): Response {
  return new Response('Not found\n', {
    status: 404,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  });
}
