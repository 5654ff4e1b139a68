// What this device remembers between page loads; in memory only when the browser forbids storage.

const PREFIX = "duongday.";
const memory = new Map();
let usable = probe();

function probe() {
  try {
    localStorage.setItem(PREFIX + "probe", "1");
    localStorage.removeItem(PREFIX + "probe");
    return true;
  } catch (error) {
    return false;
  }
}

export function isKept() {
  return usable;
}

export function read(key, otherwise) {
  const raw = usable ? localStorage.getItem(PREFIX + key) : memory.get(key);
  if (raw === null || raw === undefined) return otherwise;
  try {
    return JSON.parse(raw);
  } catch (error) {
    return otherwise; // written by something else: worthless, but no reason to fail
  }
}

export function write(key, value) {
  const raw = JSON.stringify(value);
  if (!usable) {
    memory.set(key, raw);
    return;
  }
  try {
    localStorage.setItem(PREFIX + key, raw);
  } catch (error) {
    memory.set(key, raw); // full: better a page that works until it is closed
  }
}

export function remove(key) {
  memory.delete(key);
  if (usable) localStorage.removeItem(PREFIX + key);
}

// For good: what still runs on this page can leave nothing behind afterwards.
export function clear() {
  memory.clear();
  if (!usable) return;
  const ours = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
  ours.forEach((name) => localStorage.removeItem(name));
  usable = false;
}

// Calls back with the key another tab changed, or null when it cleared everything.
export function onOtherTab(listener) {
  window.addEventListener("storage", (event) => {
    if (event.storageArea !== localStorage) return;
    if (event.key === null) listener(null, null);
    else if (event.key.startsWith(PREFIX)) listener(event.key.slice(PREFIX.length), event.newValue);
  });
}
