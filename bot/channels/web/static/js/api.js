// The web chat's HTTP calls, with each failure named by what the caller can do about it.

const ROOT = "/channels/web/";
const PATIENCE = 20000; // ms for an answer without files
const STALLED = 60000; // ms without progress of an upload

// Worth trying again later.
export class Unreachable extends Error {
  constructor(retryAfter) {
    super("unreachable");
    this.retryAfter = retryAfter || 0; // ms
  }
}

// The conversation or its token is unknown to the server.
export class Gone extends Error {}

// The same request will never be accepted.
export class Refused extends Error {
  constructor(status, detail) {
    super("refused");
    this.status = status;
    this.detail = detail || ""; // the server's own words for the user, if any
  }
}

function detailOf(text) {
  try {
    const { detail } = JSON.parse(text);
    return typeof detail === "string" ? detail : "";
  } catch (error) {
    return "";
  }
}

// Anything unexpected may come from a proxy or a café's login page: it must neither end the conversation
// nor make a message look delivered.
function failure(status, retryAfter, body) {
  if (status === 401 || status === 410) return new Gone("gone");
  if ([400, 409, 413, 415, 422].includes(status)) return new Refused(status, detailOf(body));
  return new Unreachable((Number(retryAfter) || 0) * 1000);
}

async function call(path, options, token, accepted = [200]) {
  const aborter = new AbortController();
  const timer = setTimeout(() => aborter.abort(), PATIENCE);
  const headers = Object.assign({}, options.headers);
  if (token) headers.Authorization = `Bearer ${token}`;
  try {
    const init = { cache: "no-store", credentials: "omit", signal: aborter.signal };
    const response = await fetch(ROOT + path, Object.assign(init, options, { headers }));
    const body = await response.text();
    if (!accepted.includes(response.status)) throw failure(response.status, response.headers.get("Retry-After"), body);
    return body ? JSON.parse(body) : null;
  } catch (error) {
    if (error instanceof Unreachable || error instanceof Gone || error instanceof Refused) throw error;
    throw new Unreachable();
  } finally {
    clearTimeout(timer);
  }
}

export async function openConversation() {
  try {
    const opened = await call("conversations", { method: "POST" }, null, [200, 201]);
    if (!opened.token) throw new Unreachable();
    return { id: opened.conversation_id, token: opened.token };
  } catch (error) {
    throw error instanceof Unreachable ? error : new Unreachable(); // nothing here can be "gone" or corrected
  }
}

export async function readMessages(token, after) {
  return (await call(`messages?after=${after}`, {}, token)).messages;
}

export function sendMessage(token, entry) {
  const body = { id: entry.id };
  if (entry.payload) body.payload = entry.payload;
  else body.text = entry.text;
  if (entry.seen !== undefined) body.seen = entry.seen;
  const headers = { "Content-Type": "application/json" };
  return call("messages", { method: "POST", headers, body: JSON.stringify(body) }, token, [202]);
}

// XMLHttpRequest, because fetch does not tell how much of a body has left.
export function sendFiles(token, entry, files, { onProgress, signal }) {
  const form = new FormData();
  form.append("id", entry.id);
  form.append("text", entry.text);
  if (entry.seen !== undefined) form.append("seen", entry.seen);
  files.forEach((file) => form.append("files", file, file.name));
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let timer = 0;
    const watch = () => {
      clearTimeout(timer);
      timer = setTimeout(() => request.abort(), STALLED);
    };
    request.open("POST", ROOT + "messages");
    request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.upload.onprogress = (event) => {
      watch();
      if (event.lengthComputable) onProgress(Math.floor((event.loaded / event.total) * 100));
    };
    request.onloadend = () => {
      clearTimeout(timer);
      if (request.status === 202) resolve();
      else reject(failure(request.status, request.getResponseHeader("Retry-After"), request.responseText));
    };
    signal.addEventListener("abort", () => request.abort());
    watch();
    request.send(form);
  });
}

export async function openEvents(token, lastSeq, signal) {
  const headers = { Authorization: `Bearer ${token}`, Accept: "text/event-stream", "Last-Event-ID": String(lastSeq) };
  let response;
  try {
    response = await fetch(ROOT + "events", { headers, signal, cache: "no-store", credentials: "omit" });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Unreachable();
  }
  const type = response.headers.get("Content-Type") || "";
  if (response.ok && type.startsWith("text/event-stream")) return response;
  throw failure(response.status, response.headers.get("Retry-After"), "");
}

// Outlives the page where the browser can.
export function forget(token) {
  const headers = { Authorization: `Bearer ${token}` };
  const options = { method: "DELETE", headers, keepalive: true, credentials: "omit" };
  return fetch(ROOT + "conversations", options).catch(() => {});
}
