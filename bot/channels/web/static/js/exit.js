// Leaving at once: forgets the conversation here and on the server, and replaces the page.

import { forget } from "./api.js";
import * as files from "./files.js";
import { clear, onOtherTab, read, write } from "./store.js";

const TWICE = 800; // ms between two presses of Esc

export function createExit({ opener, stop }) {
  const target = document.documentElement.dataset.leaveTo || "about:blank";
  let pressed = -Infinity;

  function vanish() {
    stop();
    document.title = "";
    document.body.textContent = ""; // the next page may take long to come
    window.location.replace(target);
  }

  function leave() {
    const identity = read("identity", null);
    if (identity) forget(identity.token);
    write("left", Date.now()); // the other tabs leave too
    clear();
    files.clear();
    vanish();
  }

  opener.addEventListener("click", leave);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    if (event.shiftKey || event.timeStamp - pressed < TWICE) leave();
    else pressed = event.timeStamp;
  });
  // A page kept by the browser may show what was forgotten meanwhile.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });
  onOtherTab((key, value) => {
    if (key === "left" && value) vanish();
  });
}
