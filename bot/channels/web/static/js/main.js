// Wires the page together: composer → outbox → server → log.

import { openConversation } from "./api.js";
import { createAttachments, preview } from "./attachments.js";
import { createComposer } from "./composer.js";
import { createExit } from "./exit.js";
import * as files from "./files.js";
import { createLive } from "./live.js";
import { createLog } from "./log.js";
import { createOutbox, newId } from "./outbox.js";
import { createStatus } from "./status.js";
import { isKept, onOtherTab, read, remove, write } from "./store.js";
import { texts } from "./texts.js";
import { createTyping } from "./typing.js";

const at = (id) => document.getElementById(id);

const status = createStatus({ line: at("status"), alert: at("alert"), spoken: at("spoken") });
const typing = createTyping({ line: at("typing"), scroll: at("scroll"), onLate: () => live && live.check(), status });

const actions = {
  choose(choice) {
    const id = send({ text: choice.title, payload: choice.payload });
    log.focus(id);
  },
  retry: (id) => outbox.retry(id),
  drop(id) {
    outbox.drop(id);
    log.remove(id);
    composer.focus();
  },
  async edit(id) {
    const entry = outbox.entries().find((other) => other.id === id);
    if (!entry) return;
    const kept = await files.find(id);
    actions.drop(id);
    composer.set([composer.text(), entry.text].filter(Boolean).join("\n"));
    if (kept) attachments.add(kept);
  },
  announce: status.announce,
};

const log = createLog({ container: at("log"), scroll: at("scroll"), newer: at("newer"), actions });

const outbox = createOutbox({
  identity: identify,
  onChange: showOutbox,
  onSent(entry) {
    log.setState(entry.id, { kind: "sent" });
    status.problem("");
    typing.expect();
  },
  onGone: renew,
});

const attachments = createAttachments({
  list: at("chosen"),
  input: at("files"),
  opener: at("attach"),
  onProblem: status.problem,
  announce: status.announce,
});

const composer = createComposer({
  form: at("composer"),
  field: at("text"),
  counter: at("counter"),
  attachments,
  onSend: (text, chosen) => send({ text }, chosen),
  onProblem: status.problem,
  announce: status.announce,
});

let live = null;
let unread = 0;

function send(what, chosen = []) {
  const described = chosen.map((file) => ({ name: file.name, size: file.size, media_type: file.type }));
  // What was on the screen when it was written: sent later, it answers nothing that came in between.
  const seen = log.lastSeq();
  const entry = Object.assign({ id: newId(), at: new Date().toISOString(), seen, files: described }, what);
  const attached = chosen.map((file, index) => Object.assign({ preview: preview(file) }, described[index]));
  log.showPending(asMessage(entry, attached), { kind: "sending" });
  outbox.add(entry, chosen);
  return entry.id;
}

function asMessage(entry, attached) {
  return { id: entry.id, sender: "user", text: entry.text, at: entry.at, attachments: attached || entry.files };
}

// The queue as it is stored, which other tabs change too.
function showOutbox() {
  outbox.entries().forEach((entry) => {
    const known = log.get(entry.id);
    if (known && known.message.seq) return;
    const state = outbox.stateOf(entry);
    if (!known) log.showPending(asMessage(entry), state);
    else log.setState(entry.id, state);
    if (state.kind === "refused") status.announce(texts.refused);
  });
}

// The conversation is opened with the first message, so that a mere visit leaves no trace.
async function identify() {
  let identity = read("identity", null);
  if (!identity) {
    identity = await openConversation();
    write("identity", identity);
  }
  listen();
  return identity;
}

function listen() {
  if (live) return;
  live = createLive({
    token: () => read("identity", { token: "" }).token,
    lastSeq: log.lastSeq,
    onMessages: receive,
    onReady: () => at("log").setAttribute("aria-live", "polite"),
    onState(state) {
      typing.set(state.typing);
      status.set("human", state.mode === "human");
    },
    onGone: renew,
    onConnection: (up) => status.set("reconnecting", !up),
  });
  live.start();
}

function receive(messages) {
  const fresh = log.receive(messages);
  messages.filter((message) => message.sender === "user").forEach((message) => outbox.confirm(message.id));
  const answers = fresh.filter((message) => message.sender !== "user");
  if (!answers.length) return;
  typing.answered();
  if (document.hidden) {
    unread += answers.length;
    document.title = texts.unread(unread);
  }
}

// The server does not know the conversation behind this token any more.
function renew(token) {
  if (read("identity", { token: "" }).token !== token) return; // already replaced
  remove("identity");
  restart();
  outbox.refuseButtons();
  showOutbox();
}

function restart() {
  if (live) live.stop();
  live = null;
  typing.set(false);
  status.set("human", false);
  log.divide(texts.renewed);
  status.announce(texts.renewed);
}

function showNetwork() {
  status.set("offline", navigator.onLine === false);
  if (navigator.onLine !== false) outbox.pump();
}

// Old phones shrink only the visual viewport when the keyboard opens.
function fitKeyboard() {
  const height = window.visualViewport.height;
  document.documentElement.style.setProperty("--height", `${height}px`);
}

function start() {
  createExit({
    opener: at("leave"),
    stop() {
      outbox.stop();
      if (live) live.stop();
    },
  });
  onOtherTab((key, value) => {
    if (key === "outbox") showOutbox();
    if (key !== "identity" || !value) return;
    if (live) restart();
    listen();
  });
  window.addEventListener("online", showNetwork);
  window.addEventListener("offline", showNetwork);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    unread = 0;
    document.title = texts.title;
    outbox.pump();
  });
  if (window.visualViewport) window.visualViewport.addEventListener("resize", fitKeyboard);
  Array.from(at("starters").children).forEach((starter) => {
    starter.addEventListener("click", () => log.focus(send({ text: starter.textContent })));
  });

  at("starting").remove();
  status.set("notKept", !isKept());
  showOutbox();
  if (read("identity", null)) listen();
  else at("log").setAttribute("aria-live", "polite");
  showNetwork();
}

start();
