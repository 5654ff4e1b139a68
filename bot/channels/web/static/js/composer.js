// The field in which one writes: grows, counts, keeps its text over a reload, sends.

import { LONGEST_TEXT } from "./limits.js";
import { read, remove, write } from "./store.js";
import { texts } from "./texts.js";

const WARN_AT = 0.85;

// With a mouse or trackpad there is a real keyboard, where Enter is expected to send.
const hasKeyboard = () => window.matchMedia("(hover: hover) and (pointer: fine)").matches;

const length = (text) => Array.from(text).length;

export function createComposer({ form, field, counter, attachments, onSend, onProblem, announce }) {
  let warned = false;

  function grow() {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
  }

  function count() {
    const used = length(field.value.trim());
    const left = LONGEST_TEXT - used;
    counter.hidden = used < LONGEST_TEXT * WARN_AT;
    counter.textContent = counter.hidden ? "" : texts.counter(left);
    counter.classList.toggle("over", left < 0);
    field.setAttribute("aria-invalid", String(left < 0));
    if (left < 0 && !warned) announce(texts.tooLong(LONGEST_TEXT));
    warned = left < 0;
  }

  function changed() {
    grow();
    count();
    if (field.value) write("draft", field.value);
    else remove("draft");
  }

  function set(text) {
    field.value = text;
    changed();
  }

  function submit() {
    const text = field.value.normalize("NFC").trim();
    if (!text && !attachments.count()) {
      field.focus();
      return;
    }
    if (length(text) > LONGEST_TEXT) {
      onProblem(texts.tooLong(LONGEST_TEXT));
      field.focus();
      return;
    }
    onProblem("");
    onSend(text, attachments.take());
    set("");
    field.focus();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  field.addEventListener("input", changed);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    if (!hasKeyboard()) return;
    event.preventDefault();
    submit();
  });
  field.addEventListener("paste", (event) => {
    const files = Array.from((event.clipboardData && event.clipboardData.files) || []);
    if (!files.length) return;
    event.preventDefault();
    attachments.add(files);
  });

  window.addEventListener("resize", grow);

  if (hasKeyboard()) field.setAttribute("enterkeyhint", "send");
  set(read("draft", ""));
  return { focus: () => field.focus(), text: () => field.value, set };
}
