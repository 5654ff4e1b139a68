// One message as an element, and the state line under it.

import { contactCopy, copyButtons } from "./copy.js";
import { clock, size } from "./dates.js";
import { button, element, icon } from "./elements.js";
import { find, toNodes } from "./linkify.js";
import { texts } from "./texts.js";

const REASONS = {
  413: texts.refusals.tooLarge,
  415: texts.refusals.wrongType,
  filesLost: texts.refusals.filesLost,
  oldButton: texts.refusals.oldButton,
};

function attachment(file) {
  const row = element("li", "file");
  if (file.preview) {
    const image = element("img", "preview");
    image.src = file.preview;
    image.alt = "";
    row.append(image);
  } else {
    row.append(icon("file"));
  }
  row.append(element("span", "", texts.attachment(file.name, size(file.size))));
  return row;
}

function choices(message, actions) {
  const group = element("div", "choices");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", texts.choices);
  message.buttons.forEach((choice) => {
    group.append(button("choice", () => actions.choose(choice), choice.title));
  });
  return group;
}

export function createMessage(message, actions) {
  const sender = texts.senders[message.sender] ? message.sender : "system";
  const made = element("div", `message from-${sender}`);
  const bubble = element("div", "bubble");
  made.dataset.id = message.id;
  made.tabIndex = -1;
  made.append(element("span", "sender", texts.senders[sender]), bubble);
  const files = message.attachments || [];
  if (message.text || !files.length) {
    const body = element("p", "text");
    const contact = (part) => contactCopy(part, actions.announce);
    body.append(sender === "user" && message.text ? message.text : toNodes(message.text || texts.erased, contact));
    bubble.append(body);
  }
  if (files.length) bubble.append(element("ul", "attached", ...files.map(attachment)));
  if (sender !== "user") {
    const copies = copyButtons(find(message.text || ""), actions.announce);
    if (copies) bubble.append(copies);
  }
  const state = element("div", "state");
  state.setAttribute("aria-live", "off"); // failures are announced once, by the status line
  made.append(state);
  showState(made, message, { kind: "done" }, actions);
  if (message.buttons && message.buttons.length) made.append(choices(message, actions));
  return made;
}

function words(state) {
  if (state.kind === "uploading") return texts.uploading(state.percent);
  if (state.kind === "refused") {
    return `${texts.refused}. ${state.detail || REASONS[state.status] || texts.refusals.other}`;
  }
  return { sending: texts.sending, behind: texts.behind, waiting: texts.waiting, sent: texts.sent }[state.kind];
}

function bar(percent) {
  const made = element("progress");
  made.max = 100;
  made.value = percent;
  made.setAttribute("aria-label", texts.uploadProgress);
  return made;
}

function showProgress(line, percent) {
  line.querySelector("span").textContent = texts.uploading(percent);
  line.querySelector("progress").value = percent;
}

export function showState(made, message, state, actions) {
  const line = made.querySelector(".state");
  if (made.dataset.state === state.kind) {
    if (state.kind === "uploading") showProgress(line, state.percent); // the button to stop it must stay in place
    return;
  }
  made.dataset.state = state.kind;
  const focused = line.contains(document.activeElement);
  line.textContent = "";
  const time = element("time", "", clock(new Date(message.at)));
  time.dateTime = message.at;
  if (state.kind === "done") line.append(time);
  else if (state.kind === "sent") line.append(time, element("span", "", ` · ${texts.sent}`));
  else line.append(element("span", "", words(state)));
  if (state.kind === "uploading") line.append(bar(state.percent));
  offers(state).forEach((name) => line.append(action(name, () => actions[name](message.id))));
  if (focused) made.focus({ preventScroll: true });
}

// What the sender can do about a message in this state.
function offers(state) {
  if (state.kind === "uploading") return ["drop"];
  if (state.kind === "waiting") return ["retry", "drop"];
  if (state.kind !== "refused") return [];
  return state.status === "oldButton" ? ["drop"] : ["edit", "drop"]; // the same again would be refused again
}

const LABELS = { retry: texts.retry, edit: texts.edit, drop: texts.remove };
const ICONS = { retry: "retry", edit: "edit", drop: "remove" };

function action(name, onClick) {
  const made = button("small", onClick);
  made.append(icon(ICONS[name]), LABELS[name]);
  return made;
}
