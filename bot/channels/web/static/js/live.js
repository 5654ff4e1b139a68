// Receives messages: an event stream while the page is looked at, short requests where that fails.

import { Gone, openEvents, readMessages } from "./api.js";
import { createParser } from "./sse.js";

const SILENCE = 45000; // ms; the server sends a sign of life more often
const POLL_SEEN = 4000;
const POLL_HIDDEN = 20000; // a hidden tab gives its connection back: browsers allow six per server
const SLOWEST = 30000;

export function createLive({ token, lastSeq, onMessages, onReady, onState, onGone, onConnection }) {
  let running = false;
  let ready = false;
  let failures = 0;
  let fruitless = 0; // streams that ended before a single byte, as behind a buffering proxy
  let wake = () => {};
  let aborter = null;
  let silent = false; // the stream was cut because nothing came, not because the page wanted it

  const pause = (ms) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  function alive() {
    failures = 0;
    onConnection(true);
  }

  async function poll() {
    let batch;
    do {
      batch = await readMessages(token(), lastSeq());
      alive();
      if (batch.length && running) onMessages(batch);
    } while (batch.length >= 50 && running);
  }

  function take(event) {
    if (!running) return;
    if (event.type === "message") onMessages([JSON.parse(event.data)]);
    else if (event.type === "state") onState(JSON.parse(event.data));
  }

  async function stream() {
    aborter = new AbortController();
    const giveUp = () => {
      silent = true;
      aborter.abort();
    };
    silent = false;
    let timer = setTimeout(giveUp, SILENCE);
    let bytes = 0;
    try {
      const response = await openEvents(token(), lastSeq(), aborter.signal);
      if (!response.body || !response.body.getReader) {
        fruitless = Infinity;
        return;
      }
      alive();
      const reader = response.body.getReader();
      const decoder = new TextDecoder();
      const feed = createParser(take);
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        clearTimeout(timer);
        timer = setTimeout(giveUp, SILENCE);
        bytes += value.length;
        feed(decoder.decode(value, { stream: true }));
      }
    } finally {
      clearTimeout(timer);
      aborter.abort();
      if (bytes) fruitless = 0;
      else if (!document.hidden && running) fruitless += 1;
    }
  }

  // The past is read once, before anything new is announced.
  async function catchUp() {
    await poll();
    ready = true;
    onReady();
  }

  async function loop() {
    while (running) {
      try {
        if (!ready) await catchUp();
        if (document.hidden || fruitless >= 3) {
          await poll();
          await pause(document.hidden ? POLL_HIDDEN : POLL_SEEN);
        } else {
          await stream();
          await pause(500);
        }
      } catch (error) {
        if (!running) return;
        if (error instanceof Gone) {
          running = false;
          onGone(token());
          return;
        }
        if (error.name === "AbortError" && !silent) continue;
        failures += 1;
        onConnection(false);
        const backOff = Math.min(SLOWEST, 500 * 2 ** failures) * (0.75 + Math.random() / 2);
        await pause(Math.max(error.retryAfter || 0, backOff));
      }
    }
  }

  // The page was hidden, shown again, or the network came back: what is open may be dead.
  function lookAgain() {
    if (aborter) aborter.abort();
    wake();
  }

  return {
    start() {
      if (running) return;
      running = true;
      document.addEventListener("visibilitychange", lookAgain);
      window.addEventListener("online", lookAgain);
      loop();
    },
    stop() {
      running = false;
      document.removeEventListener("visibilitychange", lookAgain);
      window.removeEventListener("online", lookAgain);
      if (aborter) aborter.abort();
      wake();
    },
    // Asks once at once, for when an answer is overdue.
    async check() {
      if (!running) return;
      try {
        await poll();
      } catch (error) {
        if (error instanceof Gone && running) {
          running = false;
          onGone(token());
        }
      }
    },
  };
}
