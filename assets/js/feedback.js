// What people must hear when something did not work, and where the focus goes when something new appears.

import { announce, words } from "./words.js";

export function feedback() {
  document.addEventListener("htmx:responseError", () => toast(words("failed")));
  document.addEventListener("htmx:sendError", () => toast(words("offline")));
  document.addEventListener("htmx:timeout", () => toast(words("offline")));
  document.addEventListener("htmx:afterSettle", (event) => event.detail.elt.querySelector?.("[data-focus]")?.focus());
  document.querySelector("[data-focus]")?.focus();
  document.addEventListener("click", stopClosed, true);
  document.addEventListener("click", print);
}

// A button that may not be pressed now stays in the tab order with its reason, and does nothing.
function stopClosed(event) {
  if (!event.target.closest?.('[aria-disabled="true"]')) return;
  event.preventDefault();
  event.stopPropagation();
}

function print(event) {
  if (event.target.closest?.("[data-print]")) window.print();
}

export function toast(text) {
  document.querySelector(".sun-toast")?.remove();
  const box = Object.assign(document.createElement("div"), { className: "sun-toast" });
  const close = Object.assign(document.createElement("button"), { type: "button", className: "sun-toast__close", textContent: words("close") });
  close.addEventListener("click", () => box.remove());
  box.append(Object.assign(document.createElement("span"), { textContent: text }), close);
  document.body.append(box);
  announce(text);
}
