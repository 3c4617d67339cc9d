/** Functions that run inside the page, as text (see `PageFunction`): what lies in the database, and what the engine lets it be. */

/** The database whose name matches, open, as the page itself would open it. */
const openByName = `async (pattern) => {
  const { name } = (await indexedDB.databases()).find((each) => new RegExp(pattern).test(each.name));
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}`;

const settle = `(request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
})`;

/** The names of the types of everything binary that lies with the photos, each once. */
export const typesOfKeptPhotos = `async () => {
  const db = await (${openByName})('^sajja-photos-');
  const types = new Set();
  const look = (value) => {
    if (value === null || typeof value !== 'object') return;
    const type = Object.prototype.toString.call(value).slice(8, -1);
    if (type === 'Object' || type === 'Array') Object.values(value).forEach(look);
    else types.add(type);
  };
  for (const store of db.objectStoreNames) look(await (${settle})(db.transaction(store).objectStore(store).getAll()));
  db.close();
  return [...types];
}`;

/** What the key that renews the session is, and how the engine refuses to give it out. */
export const readDeviceKey = `async () => {
  const db = await (${openByName})('^sajja-device$');
  const store = db.transaction('fact').objectStore('fact');
  const name = (await (${settle})(store.getAllKeys())).find((key) => key.startsWith('device-key:'));
  const { privateKey } = await (${settle})(db.transaction('fact').objectStore('fact').get(name));
  db.close();
  const exported = await crypto.subtle.exportKey('pkcs8', privateKey).then(() => 'given out', (error) => error.name);
  const { name: algorithm, namedCurve } = privateKey.algorithm;
  return { type: privateKey.type, algorithm: algorithm + ' ' + namedCurve, extractable: privateKey.extractable, exported };
}`;

/** Puts a value made in the page into a database of its own. @returns `kept`, or the name and message of the refusal. */
export const tryToKeep = `async (kind) => {
  const request = indexedDB.open('engine-' + kind, 1);
  request.onupgradeneeded = () => request.result.createObjectStore('value');
  const db = await (${settle})(request);
  const bytes = new Uint8Array([1, 2, 3]);
  const value = { Blob: () => new Blob([bytes]), File: () => new File([bytes], 'photo.jpg'), ArrayBuffer: () => bytes.buffer }[kind]();
  try {
    await (${settle})(db.transaction('value', 'readwrite').objectStore('value').put(value, 1));
    const read = await (${settle})(db.transaction('value').objectStore('value').get(1));
    const same = new Uint8Array(read instanceof Blob ? await read.arrayBuffer() : read).join() === bytes.join();
    return same ? 'kept' : 'changed';
  } catch (error) {
    return error.name + ': ' + error.message;
  } finally {
    db.close();
  }
}`;

export const fetchAsHex = `async (url) => {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(url + ': ' + answer.status);
  return [...new Uint8Array(await answer.arrayBuffer())].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}`;

/** Reads operations in one transaction without end, as a page in the middle of its work does. */
export const readForEver = `async () => {
  const db = await (${openByName})('^sajja-[0-9a-f-]{36}$');
  const store = db.transaction([...db.objectStoreNames]).objectStore('op');
  const again = () => { store.count().onsuccess = again; };
  again();
}`;
