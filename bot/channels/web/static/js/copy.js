// Buttons that copy what a message holds: ticket code and receipt below it, a contact right behind it.

import { button, element, icon } from "./elements.js";
import { texts } from "./texts.js";

// The clipboard interface exists only on https and localhost.
async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch (error) {
      // Not allowed: the old way may still be.
    }
  }
  const field = element("textarea", "hidden");
  field.value = text;
  field.setAttribute("readonly", "");
  document.body.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  return copied;
}

function copyButton(label, text, announce) {
  const made = button("small", async () => {
    const copied = await copy(text);
    made.focus(); // the old way takes the focus away
    announce(copied ? texts.copied : texts.copyFailed);
    if (!copied) return;
    made.replaceChild(icon("done"), made.firstChild);
    setTimeout(() => made.replaceChild(icon("copy"), made.firstChild), 3000);
  });
  made.append(icon("copy"), label);
  return made;
}

// Emergency numbers are called and not copied.
export function contactCopy(part, announce) {
  if (part.kind !== "email" && !(part.kind === "phone" && part.text.length > 3)) return null;
  const made = copyButton(element("span", "label", texts.copy), part.text, announce);
  made.classList.add("contact");
  made.setAttribute("aria-label", texts.copyContact(part.text)); // several buttons say "copy" alike
  return made;
}

export function copyButtons(parts, announce) {
  const ticket = parts.find((part) => part.kind === "ticket");
  const receipt = parts.find((part) => part.kind === "receipt");
  if (!ticket && !receipt) return null;
  const row = element("div", "copies");
  if (ticket && receipt) row.append(copyButton(texts.copyBoth, `${ticket.text}\n${receipt.text}`, announce));
  if (ticket) row.append(copyButton(texts.copyTicket, ticket.text, announce));
  if (receipt) row.append(copyButton(texts.copyReceipt, receipt.text, announce));
  return row;
}
