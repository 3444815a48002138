// Keys of a desk. <button data-key="a"> is pressed by A while nobody is typing, and by Alt+A always.
// <div data-keys-row> marks rows of choices: digits choose within the row that has the focus.
// `?` lists the keys of the page. Enter in a field goes on to the next one in a form with data-enter="next".

import { words } from "./words.js";

const TYPING = "input:not([type=radio]):not([type=checkbox]):not([type=button]):not([type=submit]), textarea, select, [contenteditable=true]";

// A scanner types like a keyboard, only faster, and ends with Enter. Outside a field its digits must not press anything:
// a key waits a moment, and when it turns out to be one of a scan, all of them go to the search of the page instead.
const GAP = 45; // ms at most between the keys of a scanner; between those of a person it is 60 and more
const SCAN = 4; // keys: shorter codes are not scanned

let held = []; // the keys that wait
let last = 0; // when the last of them came
let timer = 0;

export function keys() {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey) return;
    const typing = event.target instanceof Element && event.target.matches(TYPING);
    if (event.key === "Enter" && !typing && isScan(event)) return scanned(event);
    if (event.key !== "Shift") flushUnless(event.key.length === 1 && !typing && !event.altKey);
    if (event.key === "Enter" && enterGoesOn(event)) return;
    if (typing && !event.altKey) return;
    if (event.altKey) {
      if (press(physical(event), event.target)) event.preventDefault();
    } else if (event.key.length === 1) hold(event);
  });
}

// What only leads into a field is done at once, so that what follows is typed there.
function hold(event) {
  const target = event.key === "?" ? null : nearest(event.target, event.key.toLowerCase());
  if (!held.length && event.key !== "?" && !target) return remember(event);
  event.preventDefault();
  if (!held.length && target?.matches(TYPING)) return press(event.key.toLowerCase(), event.target);
  remember(event);
}

function remember(event) {
  if (held.length && event.timeStamp - last > GAP) flush();
  held.push({ key: event.key, from: event.target });
  last = event.timeStamp;
  clearTimeout(timer);
  timer = setTimeout(flush, GAP);
}

function flush() {
  clearTimeout(timer);
  const waiting = held;
  held = [];
  waiting.forEach(({ key, from }, place) => {
    const moved = place > 0 && waiting[place - 1].from === from; // by the key before
    if (key !== "?") press(key.toLowerCase(), moved ? document.activeElement : from);
    else if (document.querySelector("[data-key]")) help();
  });
}

function flushUnless(mayBelong) {
  if (held.length && !mayBelong) flush();
}

function isScan(event) {
  return held.length >= SCAN && event.timeStamp - last <= GAP;
}

function scanned(event) {
  event.preventDefault();
  clearTimeout(timer);
  const text = held.map(({ key }) => key).join("");
  held = [];
  const field = document.querySelector("form[role=search] input[type=search]");
  if (!field) return;
  field.value = text;
  field.form.requestSubmit();
}

function press(key, from) {
  const target = nearest(from, key);
  if (!target) return false;
  if (document.activeElement === from) target.focus(); // who has gone on meanwhile stays there
  target.click();
  return true;
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
