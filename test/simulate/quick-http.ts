/**
 * Requests and answers of the simulated line: as much of `Headers`, `Request` and `Response` as the product uses, whole in memory. The real
 * ones make streams, copies and checks for every request: a twentieth of a schedule. Their own behaviour is tested over real connections.
 */

const encoder = new TextEncoder();
const decoder = new TextDecoder();

type HeadersGiven = QuickHeaders | Readonly<Record<string, string>> | undefined;

export class QuickHeaders {
  readonly #values = new Map<string, string>();

  constructor(given?: HeadersGiven) {
    for (const [name, value] of given instanceof QuickHeaders ? given : Object.entries(given ?? {})) this.set(name, value);
  }

  get(name: string): string | null {
    return this.#values.get(name.toLowerCase()) ?? null;
  }

  has(name: string): boolean {
    return this.#values.has(name.toLowerCase());
  }

  set(name: string, value: string): void {
    this.#values.set(name.toLowerCase(), value);
  }

  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.#values[Symbol.iterator]();
  }
}

/** Read once, in one piece. */
class QuickBody {
  readonly bytes: Uint8Array;
  #isRead = false;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  read(): Uint8Array {
    if (this.#isRead) throw new TypeError('the body was read already');
    this.#isRead = true;
    return this.bytes;
  }

  getReader() {
    let isDone = false;
    return {
      read: async () => {
        if (isDone) return { done: true, value: undefined };
        isDone = true;
        return { done: false, value: this.read() };
      },
      cancel: async () => undefined,
    };
  }
}

type BodyGiven = QuickBody | string | Uint8Array | ArrayBuffer | null | undefined;

function bodyOf(given: BodyGiven): QuickBody | null {
  if (given === null || given === undefined) return null;
  if (given instanceof QuickBody) return given;
  if (typeof given === 'string') return new QuickBody(encoder.encode(given));
  return new QuickBody(given instanceof ArrayBuffer ? new Uint8Array(given) : given);
}

interface Init {
  readonly method?: string;
  readonly status?: number;
  readonly headers?: HeadersGiven;
  readonly body?: BodyGiven;
}

export class QuickRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: QuickHeaders;
  readonly body: QuickBody | null;

  constructor(url: string, { method = 'GET', headers, body }: Init = {}) {
    this.url = url;
    this.method = method;
    this.headers = new QuickHeaders(headers);
    this.body = bodyOf(body);
  }
}

export class QuickResponse {
  readonly status: number;
  readonly headers: QuickHeaders;
  readonly body: QuickBody | null;
  readonly type = 'default';
  readonly redirected = false;

  constructor(body?: BodyGiven, { status = 200, headers }: Init = {}) {
    this.status = status;
    this.headers = new QuickHeaders(headers);
    this.body = bodyOf(body);
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  async text(): Promise<string> {
    return this.body === null ? '' : decoder.decode(this.body.read());
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text()) as unknown;
  }
}
