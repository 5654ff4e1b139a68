// Turns plain text into nodes: text stays text; https and mail addresses, phone numbers and codes stand out.

// One alternation, so that the digits of a code are never taken for a phone number.
const PARTS = [
  "(https://[^\\s<>\"'“”]+)",
  "([A-Za-z0-9][\\w.%+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){0,5}\\.[A-Za-z]{2,24})",
  "([A-Z]{2,6}-\\d{4}-\\d{6})",
  "(\\d{16}|\\d{4}(?:[ -]\\d{4}){3})",
  // mobile numbers, landlines, service numbers: each of its own length; 000 000 0001 is one of the sample data
  "((?:\\+84|0)[ .-]?(?:[35789](?:[ .-]?\\d){8}|2(?:[ .-]?\\d){9})(?!\\d)|1[89]00(?:[ .]?\\d){4,6}(?!\\d)|000 000 \\d{4}(?!\\d))",
  "(11[345])",
].join("|");

const CALL = /(?:gọi|số|điện thoại)\s*(?:ngay\s*)?(?:số\s*)?$/i; // 113 is a phone number only after such words

export function find(text) {
  const pattern = new RegExp(PARTS, "g");
  const found = [];
  let match = pattern.exec(text);
  while (match) {
    const part = name(match, text);
    if (part) found.push(part);
    else pattern.lastIndex = match.index + 1; // a digit run that is no number may end in one
    match = pattern.exec(text);
  }
  return found;
}

function name(match, text) {
  const [whole, url, email, ticket, receipt, phone, short] = match;
  const start = match.index;
  if (url) return { kind: "url", start, text: url.replace(/[.,;:!?)\]»]+$/, "") };
  const before = text.charAt(start - 1);
  const after = text.charAt(start + whole.length);
  if (/[\p{L}\p{N}_]/u.test(before) || /[\p{L}\p{N}_]/u.test(after)) return null;
  if (email) return { kind: "email", start, text: email };
  if (ticket) return { kind: "ticket", start, text: ticket };
  if (receipt) return { kind: "receipt", start, text: receipt };
  if (phone) return { kind: "phone", start, text: phone };
  if (short && CALL.test(text.slice(0, start))) return { kind: "phone", start, text: short };
  return null;
}

function node(part) {
  if (part.kind === "ticket" || part.kind === "receipt") {
    const code = document.createElement("strong");
    code.className = "code";
    code.textContent = part.text;
    return code;
  }
  const link = document.createElement("a");
  link.textContent = part.text;
  if (part.kind === "phone") {
    link.href = "tel:" + part.text.replace(/[^\d+]/g, "");
  } else if (part.kind === "email") {
    link.href = "mailto:" + part.text.replace(/%/g, "%25");
  } else {
    link.href = part.text;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }
  return link;
}

// `beside` makes what stands behind a part, or nothing.
export function toNodes(text, beside) {
  const fragment = document.createDocumentFragment();
  let at = 0;
  find(text).forEach((part) => {
    fragment.append(text.slice(at, part.start), node(part));
    const more = beside && beside(part);
    if (more) fragment.append(" ", more);
    at = part.start + part.text.length;
  });
  fragment.append(text.slice(at));
  return fragment;
}
