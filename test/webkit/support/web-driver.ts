/** The few calls of the W3C WebDriver protocol that the tests need, over plain HTTP. */

/** A JavaScript function as text, so that nothing of the test runner is compiled into it; it may return a promise. */
export type PageFunction = string;

export interface WebDriver {
  readonly browserVersion: string;
  goTo(url: string): Promise<void>;
  reload(): Promise<void>;
  url(): Promise<string>;
  /** Calls the function in the page with the arguments (JSON, elements as `find` gave them) and gives what it resolves with. @throws what it threw */
  call<T>(run: PageFunction, ...args: readonly unknown[]): Promise<T>;
  click(element: unknown): Promise<void>;
  /** Types into an element; of a file input, the paths of the files, one per line. */
  type(element: unknown, text: string): Promise<void>;
  clear(element: unknown): Promise<void>;
  /** PNG of what is in view */
  picture(): Promise<Buffer>;
  setWindow(rect: { readonly width: number; readonly height: number }): Promise<void>;
  newWindow(type: 'tab' | 'window'): Promise<string>;
  currentWindow(): Promise<string>;
  switchTo(window: string): Promise<void>;
  /** all that are open */
  windows(): Promise<readonly string[]>;
  /** Closes the current window; switch to another one afterwards. */
  closeWindow(): Promise<void>;
  /** as if the session had run out: the cookie is gone, the device's key is not */
  forgetCookies(): Promise<void>;
  end(): Promise<void>;
}

/** Opens one session. @param base `http://127.0.0.1:PORT` of a running driver. */
export async function startSession(base: string, capabilities: Readonly<Record<string, unknown>> = {}): Promise<WebDriver> {
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await fetch(base + path, { method, body: body === undefined ? null : JSON.stringify(body) });
    const { value } = (await answer.json()) as { value: T & { error?: string; message?: string } };
    if (!answer.ok) throw new Error(`${method} ${path}: ${value.error} ${value.message}`);
    return value;
  };
  const { sessionId, capabilities: got } = await ask<{ sessionId: string; capabilities: { browserVersion: string } }>('POST', '/session', {
    capabilities: { alwaysMatch: { timeouts: { script: 120_000, pageLoad: 60_000 }, ...capabilities } },
  });
  const session = `/session/${sessionId}`;
  const element = (it: unknown) => `${session}/element/${Object.values(it as Record<string, string>)[0]}`;
  return {
    browserVersion: got.browserVersion,
    goTo: async (url) => ask('POST', `${session}/url`, { url }),
    reload: async () => ask('POST', `${session}/refresh`, {}),
    url: async () => ask('GET', `${session}/url`),
    call: async <T>(run: PageFunction, ...args: readonly unknown[]) => {
      const script = `const done = arguments[arguments.length - 1];
        (async (...args) => (${run})(...args))(...[...arguments].slice(0, -1))
          .then((value) => done({ value }), (error) => done({ error: String(error?.stack ? error + '\\n' + error.stack : error) }));`;
      const { value, error } = await ask<{ value: T; error?: string }>('POST', `${session}/execute/async`, { script, args });
      if (error !== undefined && error !== null) throw new Error(`in the page: ${error}`);
      return value;
    },
    click: async (it) => ask('POST', `${element(it)}/click`, {}),
    type: async (it, text) => ask('POST', `${element(it)}/value`, { text }),
    clear: async (it) => ask('POST', `${element(it)}/clear`, {}),
    picture: async () => Buffer.from(await ask<string>('GET', `${session}/screenshot`), 'base64'),
    setWindow: async (rect) => ask('POST', `${session}/window/rect`, rect),
    newWindow: async (type) => (await ask<{ handle: string }>('POST', `${session}/window/new`, { type })).handle,
    currentWindow: async () => ask('GET', `${session}/window`),
    switchTo: async (handle) => ask('POST', `${session}/window`, { handle }),
    forgetCookies: async () => ask('DELETE', `${session}/cookie`),
    windows: async () => ask('GET', `${session}/window/handles`),
    closeWindow: async () => void (await ask('DELETE', `${session}/window`)),
    end: async () => ask('DELETE', session),
  };
}
