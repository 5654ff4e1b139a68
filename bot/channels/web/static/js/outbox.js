// The queue of messages not yet accepted by the server: kept over reloads, sent in order, one at a time.

import { Gone, Refused, sendFiles, sendMessage, Unreachable } from "./api.js";
import * as files from "./files.js";
import { read, remove, write } from "./store.js";

const LEASE = 8000; // ms a tab may send before another takes over, renewed while it works
const SLOWEST = 60000;

const tab = newId();

// Not crypto.randomUUID: it is missing in old browsers and on plain http.
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function createOutbox({ identity, onChange, onSent, onGone }) {
  let busy = false;
  let stopped = false;
  let failures = 0;
  let timer = 0;
  const progress = new Map();
  let who = null;
  let upload = null; // { id, aborter }

  const entries = () => read("outbox", []);
  const save = (list) => (list.length ? write("outbox", list) : remove("outbox"));
  const update = (id, change) =>
    save(entries().map((entry) => (entry.id === id ? Object.assign({}, entry, change) : entry)));

  // Two tabs share the queue; the server ignores repeats, the lease only spares it most of them.
  function lease() {
    const held = read("sender", null);
    if (held && held.tab !== tab && held.until > Date.now()) return false;
    write("sender", { tab, until: Date.now() + LEASE });
    return true;
  }

  function release() {
    const held = read("sender", null);
    if (held && held.tab === tab) remove("sender");
  }

  async function deliver(entry) {
    who = await identity();
    if (!entry.files.length) return sendMessage(who.token, entry);
    const kept = await files.find(entry.id);
    if (!kept) throw new Refused("filesLost");
    upload = { id: entry.id, aborter: new AbortController() };
    const onProgress = (percent) => {
      progress.set(entry.id, percent);
      onChange();
    };
    return sendFiles(who.token, entry, kept, { onProgress, signal: upload.aborter.signal });
  }

  function settle(entry) {
    if (!entries().some((other) => other.id === entry.id)) return; // the stream was faster than the answer
    save(entries().filter((other) => other.id !== entry.id));
    files.drop(entry.id);
    onSent(entry);
  }

  function later(error) {
    failures += 1;
    const backOff = Math.min(SLOWEST, 1000 * 2 ** (failures - 1)) * (0.75 + Math.random() / 2);
    again(Math.max(error.retryAfter || 0, backOff));
  }

  function again(ms) {
    clearTimeout(timer);
    timer = setTimeout(pump, ms);
  }

  // True when the queue may go on with the next entry.
  async function attempt(entry) {
    try {
      await deliver(entry);
      failures = 0;
      if (!stopped) settle(entry);
      return true;
    } catch (error) {
      if (stopped) return false;
      if (!entries().some((other) => other.id === entry.id)) return true; // dropped or confirmed meanwhile
      if (error instanceof Gone) {
        onGone(who.token);
        later(error);
      } else if (error instanceof Refused) update(entry.id, { refused: { status: error.status, detail: error.detail } });
      else if (error instanceof Unreachable) later(error);
      else throw error;
      return error instanceof Refused;
    } finally {
      progress.delete(entry.id);
      upload = null;
    }
  }

  async function pump() {
    const waiting = () => entries().find((entry) => !entry.refused);
    if (busy || stopped || !waiting()) return;
    if (!lease()) {
      again(LEASE / 2);
      return;
    }
    busy = true;
    clearTimeout(timer);
    const renewal = setInterval(lease, LEASE / 3);
    try {
      let goOn = true;
      while (goOn && !stopped && waiting()) {
        onChange();
        goOn = await attempt(waiting());
      }
    } finally {
      clearInterval(renewal);
      if (!stopped) release();
      busy = false;
      if (!stopped) onChange();
    }
  }

  return {
    entries,
    pump,
    async add(entry, chosen) {
      if (chosen.length) await files.keep(entry.id, chosen);
      save(entries().concat(entry));
      onChange();
      pump();
    },
    retry(id) {
      failures = 0;
      update(id, { refused: undefined });
      onChange();
      pump();
    },
    drop(id) {
      save(entries().filter((entry) => entry.id !== id));
      files.drop(id);
      if (upload && upload.id === id) upload.aborter.abort();
      onChange();
    },
    // The server showed us the message: the answer to our request was lost, not the request.
    confirm(id) {
      const entry = entries().find((other) => other.id === id);
      if (entry) settle(entry);
    },
    // A new conversation knows nothing of the old one's buttons.
    refuseButtons() {
      save(entries().map((entry) => (entry.payload ? Object.assign(entry, { refused: { status: "oldButton" } }) : entry)));
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
    // What an entry's state is called: see message.js.
    stateOf(entry) {
      if (entry.refused) return Object.assign({ kind: "refused" }, entry.refused);
      const first = entries().find((other) => !other.refused);
      if (!first || first.id !== entry.id) return { kind: "behind" };
      if (progress.has(entry.id)) return { kind: "uploading", percent: progress.get(entry.id) };
      if (busy) return { kind: "sending" };
      return failures ? { kind: "waiting" } : { kind: "sending" };
    },
  };
}
