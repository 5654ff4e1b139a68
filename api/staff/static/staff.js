// Comforts only: every page works without this file.
"use strict";

// Moving through the list by keyboard: j and k change the row, / goes to the search.
const links = [...document.querySelectorAll(".queue-code a")];
document.addEventListener("keydown", (event) => {
  const writing = event.target.closest("input, textarea, select, [contenteditable]");
  if (writing || event.ctrlKey || event.metaKey || event.altKey || !document.querySelector("#filters")) return;
  const step = { j: 1, k: -1 }[event.key];
  if (step && links.length) {
    const now = links.indexOf(document.activeElement);
    links[Math.min(Math.max(now + step, 0), links.length - 1)].focus();
  } else if (event.key === "/") {
    document.querySelector("#q").focus();
  } else {
    return;
  }
  event.preventDefault();
});

// The reason is required exactly when the chosen status needs one.
const reason = document.querySelector("#reason");
for (const choice of document.querySelectorAll('input[name="to"]')) {
  const adapt = () => {
    if (choice.checked) reason.required = "needsReason" in choice.dataset;
  };
  choice.addEventListener("change", adapt);
  adapt();
}

// Nothing is sent twice, and nothing written is left behind by accident.
let sending = false;
for (const form of document.querySelectorAll('form[method="post"]')) {
  form.addEventListener("submit", (event) => {
    if (sending) event.preventDefault();
    sending = true;
  });
}
window.addEventListener("pageshow", () => {
  sending = false;
});
window.addEventListener("beforeunload", (event) => {
  const texts = [...document.querySelectorAll("form[data-keep] textarea")];
  if (!sending && texts.some((text) => text.value !== text.defaultValue)) event.preventDefault();
});

// The account menu closes like other menus do.
const menu = document.querySelector(".account details");
document.addEventListener("click", (event) => {
  if (menu && !menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && menu?.open) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
