// Keys of a desk. <button data-key="a"> is pressed by A while nobody is typing, and by Alt+A always.
// <div data-keys-row> marks rows of choices: digits choose within the row that has the focus.
// `?` lists the keys of the page. Enter in a field goes on to the next one in a form with data-enter="next".

import { words } from "./words.js";

const TYPING = "input:not([type=radio]):not([type=checkbox]):not([type=button]):not([type=submit]), textarea, select, [contenteditable=true]";

export function keys() {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey) return;
    const typing = event.target instanceof Element && event.target.matches(TYPING);
    if (event.key === "Enter" && enterGoesOn(event)) return;
    if (typing && !event.altKey) return;
    if (event.key === "?" && !event.altKey && document.querySelector("[data-key]")) {
      event.preventDefault();
      return help();
    }
    const wanted = event.altKey ? physical(event) : event.key.toLowerCase();
    const target = nearest(event.target, wanted);
    if (!target) return;
    event.preventDefault();
    target.focus();
    target.click();
  });
}

// With Alt some layouts give another character (Option on a Mac), so the place of the key counts.
function physical(event) {
  return event.code.replace(/^(Key|Digit|Numpad)/, "").toLowerCase();
}

// The same key may stand in several rows: the row with the focus wins, then the row marked as current, then the page.
function nearest(from, key) {
  const shown = (element) => element.dataset.key.toLowerCase() === key && element.getClientRects().length > 0 && !element.disabled;
  const rows = [from.closest?.("[data-keys-row]"), document.querySelector('[data-keys-row][aria-current="true"]'), document.body];
  for (const row of rows) {
    const found = row && [...row.querySelectorAll("[data-key]")].find(shown);
    if (found) return found;
  }
  return null;
}

function enterGoesOn(event) {
  const field = event.target;
  if (!(field instanceof HTMLInputElement) || field.form?.dataset.enter !== "next" || event.altKey) return false;
  if (["submit", "button", "file"].includes(field.type)) return false;
  const fields = [...field.form.elements].filter((one) => one.getClientRects().length && !one.disabled && one.type !== "hidden" && one.tabIndex >= 0);
  const next = fields[fields.indexOf(field) + 1];
  if (!next) return false;
  event.preventDefault();
  next.focus();
  next.select?.();
  return true;
}

function help() {
  const open = document.querySelector("dialog.sun-keys");
  if (open) return open.close();
  const dialog = document.createElement("dialog");
  dialog.className = "sun-keys";
  dialog.setAttribute("aria-labelledby", "keys-title");
  const title = Object.assign(document.createElement("h2"), { id: "keys-title", className: "sun-keys__title", textContent: words("keys") });
  const list = Object.assign(document.createElement("dl"), { className: "sun-keys__list" });
  const seen = new Set();
  for (const element of document.querySelectorAll("[data-key]")) {
    const text = element.dataset.keyText ?? element.getAttribute("aria-label") ?? withoutKey(element);
    if (seen.has(element.dataset.key + text) || !element.getClientRects().length) continue;
    seen.add(element.dataset.key + text);
    const key = Object.assign(document.createElement("kbd"), { className: "sun-key", textContent: element.dataset.key });
    const term = document.createElement("dt");
    term.append(key);
    list.append(term, Object.assign(document.createElement("dd"), { textContent: text }));
  }
  const close = Object.assign(document.createElement("button"), { type: "button", className: "govuk-button", textContent: words("close"), autofocus: true });
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  dialog.append(title, list, close);
  document.body.append(dialog);
  dialog.showModal();
}

function withoutKey(element) {
  const label = element.labels?.[0] ?? element;
  const copy = label.cloneNode(true);
  copy.querySelectorAll("kbd").forEach((key) => key.remove());
  return copy.textContent.trim();
}
