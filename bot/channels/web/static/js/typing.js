// Shows that an answer is being prepared, and says so when it takes long.

const SHOW_AFTER = 250; // ms; most answers come sooner, and flicker helps nobody
const ASK_AFTER = [3000, 8000]; // the stream may be held up on the way
const SLOW_AFTER = 15000;

export function createTyping({ line, scroll, onLate, status }) {
  let showing = 0;
  let waiting = [];

  function stopWaiting() {
    waiting.forEach(clearTimeout);
    waiting = [];
    status.set("slow", false);
  }

  function set(on) {
    clearTimeout(showing);
    if (!on) {
      line.hidden = true;
      return;
    }
    showing = setTimeout(() => {
      const atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
      line.hidden = false;
      if (atEnd) scroll.scrollTop = scroll.scrollHeight;
    }, SHOW_AFTER);
  }

  return {
    set,
    // A message left: an answer should come.
    expect() {
      stopWaiting();
      waiting = ASK_AFTER.map((ms) => setTimeout(onLate, ms));
      waiting.push(setTimeout(() => status.set("slow", true), SLOW_AFTER));
    },
    answered() {
      stopWaiting();
      set(false);
    },
  };
}
