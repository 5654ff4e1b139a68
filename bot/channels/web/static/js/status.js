// The lines above the composer: state of the connection, who answers, problems.

import { texts } from "./texts.js";

const ORDER = ["offline", "reconnecting", "human", "renewed", "slow", "notKept"];

export function createStatus({ line, alert, spoken }) {
  const shown = new Set();

  function refresh() {
    const first = ORDER.find((name) => shown.has(name));
    const text = first ? texts[first] : "";
    if (line.textContent !== text) line.textContent = text;
    line.dataset.kind = first || "";
  }

  return {
    set(name, on) {
      if (on) shown.add(name);
      else shown.delete(name);
      refresh();
    },
    problem(text) {
      alert.textContent = text;
    },
    // Heard by a screen reader only; what is seen says it already.
    announce(text) {
      spoken.textContent = "";
      setTimeout(() => {
        spoken.textContent = text;
      }, 50);
    },
  };
}
