// Keeps the files of messages that are not sent yet, so that a reload does not lose them.

const DATABASE = "duongday";
const STORE = "files";
const memory = new Map();

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function within(mode, work) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

export async function keep(id, files) {
  memory.set(id, files);
  try {
    await within("readwrite", (store) => store.put(files, id));
  } catch (error) {
    // No database (private window): the files live as long as the page.
  }
}

export async function find(id) {
  if (memory.has(id)) return memory.get(id);
  try {
    return (await within("readonly", (store) => store.get(id))) || null;
  } catch (error) {
    return null;
  }
}

export async function drop(id) {
  memory.delete(id);
  try {
    await within("readwrite", (store) => store.delete(id));
  } catch (error) {
    // Nothing was kept, nothing to drop.
  }
}

export function clear() {
  memory.clear();
  try {
    indexedDB.deleteDatabase(DATABASE);
  } catch (error) {
    // No database, nothing to clear.
  }
}
