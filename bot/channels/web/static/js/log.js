// The list of messages: order, days, which buttons still answer something, scrolling.

import { dayKey, dayName } from "./dates.js";
import { element } from "./elements.js";
import { createMessage, showState } from "./message.js";

const NEAR = 80; // px from the end that still count as reading the newest

export function createLog({ container, scroll, newer, actions }) {
  const items = new Map(); // id → { message, made }
  let lastSeq = 0;

  const atEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR;

  function toEnd() {
    scroll.scrollTop = scroll.scrollHeight;
    newer.hidden = true;
  }

  // A long answer is read from its first line.
  function reveal(made) {
    const room = scroll.clientHeight - 24;
    if (container.lastElementChild.getBoundingClientRect().bottom - made.getBoundingClientRect().top <= room) {
      toEnd();
    } else {
      scroll.scrollTop += made.getBoundingClientRect().top - scroll.getBoundingClientRect().top - 12;
    }
  }

  // Numbered messages by number, those still on their way after them.
  function place(made, seq) {
    const next = Array.from(container.children).find((other) => {
      const item = items.get(other.dataset.id);
      return item && other !== made && (item.message.seq || Infinity) > (seq || Infinity);
    });
    if (made.parentNode && made.nextElementSibling === (next || null)) return; // moving would be announced again
    container.insertBefore(made, next || null);
  }

  // A line before the first message of a day, unless all are of today. Touched only where it is wrong,
  // since whatever is added to the log is read aloud.
  function refresh() {
    let day = "";
    Array.from(container.querySelectorAll(".message")).forEach((made) => {
      const item = items.get(made.dataset.id);
      if (!item) return;
      const at = new Date(item.message.at);
      const before = made.previousElementSibling;
      const there = before && before.classList.contains("day") ? before : null;
      const wanted = dayKey(at) !== day && (day || dayKey(at) !== dayKey(new Date()));
      day = dayKey(at);
      if (there && !wanted) there.remove();
      else if (there && there.textContent !== dayName(at)) there.textContent = dayName(at);
      else if (!there && wanted) container.insertBefore(element("p", "day", dayName(at)), made);
    });
    refreshChoices();
  }

  // Only the newest question can be answered with its buttons.
  function refreshChoices() {
    let open = true;
    Array.from(container.children)
      .reverse()
      .forEach((made) => {
        if (made.classList.contains("from-user") || made.classList.contains("divider")) open = false;
        const group = made.querySelector(".choices");
        if (!group) return;
        Array.from(group.children).forEach((choice) => {
          choice.disabled = !open;
        });
        group.classList.toggle("past", !open);
        open = false;
      });
  }

  function upsert(message, state) {
    const known = items.get(message.id);
    const made = known ? known.made : createMessage(message, actions);
    const merged = known ? Object.assign(known.message, { seq: message.seq || known.message.seq }) : message;
    items.set(message.id, { message: merged, made });
    place(made, merged.seq);
    if (state) showState(made, merged, state, actions);
    return !known && made;
  }

  newer.addEventListener("click", toEnd);
  scroll.addEventListener("scroll", () => {
    if (atEnd()) newer.hidden = true;
  });

  return {
    lastSeq: () => lastSeq,
    has: (id) => items.has(id),
    get: (id) => items.get(id),
    toEnd,

    // Messages as the server has them; returns those that were new here.
    receive(messages) {
      const reading = atEnd();
      const fresh = messages.filter((message) => {
        lastSeq = Math.max(lastSeq, message.seq);
        return upsert(message, message.sender === "user" ? { kind: "sent" } : null);
      });
      refresh();
      const first = fresh.length && items.get(fresh[0].id).made;
      if (first && reading) reveal(first);
      else if (fresh.some((message) => message.sender !== "user")) newer.hidden = false;
      return fresh;
    },

    // A message of this device that the server has not numbered yet.
    showPending(message, state) {
      const made = upsert(message, state);
      if (!made) return;
      refresh();
      toEnd();
    },

    setState(id, state) {
      const item = items.get(id);
      if (item) showState(item.made, item.message, state, actions);
    },

    remove(id) {
      const item = items.get(id);
      if (!item) return;
      item.made.remove();
      items.delete(id);
      refresh();
    },

    // Ends what came before: its buttons are dead, its numbers count no more. What is unsent goes on below.
    divide(text) {
      lastSeq = 0;
      container.append(element("p", "divider", text));
      items.forEach((item, id) => {
        if (item.message.seq || item.made.dataset.state === "sent") items.delete(id);
        else container.append(item.made);
      });
      refreshChoices();
      toEnd();
    },

    // Keyboard users who pressed a button stay where they were in the text.
    focus(id) {
      const item = items.get(id);
      if (item) item.made.focus({ preventScroll: true });
    },
  };
}
