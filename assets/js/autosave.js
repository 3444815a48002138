// Saves a form while it is being filled in: <form data-autosave="/apply/7/who/save">.
// Posts the fields that changed (with `_autosave=1`) a moment after typing stops; retries for as long as it takes; keeps
// a copy on this device until the server has said 2xx, so that neither a dead line nor an ended session loses a word.
// The server answers 2xx (saved), 401 (sign in again), 409 (another device changed the same field: both values are
// offered), 422 (kept, but look at the page), anything else is retried. Hidden `_revision` and `_pen` go along.

import { announce, csrf, words } from "./words.js";

const PAUSE = 700; // ms after the last key
const RETRY = [2000, 4000, 8000, 15000, 30000]; // ms, the last one for ever
const KEPT_FOR = 14 * 24 * 3600 * 1000; // ms a copy may wait on the device

const COPY = "sunhall:draft:"; // of a form's changed fields, in localStorage
const HANDED_IN = "sunhall:handed-in:"; // forms this tab has posted whole, in sessionStorage

// A whole form was posted and a page of ours came back for the same reader: the server has what the copy holds. An error
// page or the sign-in page says nothing of the kind, and the copy stays. Signing out leaves nothing on a shared computer.
export function settle() {
  const reader = document.body.dataset.reader;
  try {
    for (const key of Object.keys(sessionStorage).filter((key) => key.startsWith(HANDED_IN))) {
      if (document.querySelector(".sun-error") || sessionStorage.getItem(key) !== reader) continue;
      localStorage.removeItem(COPY + key.slice(HANDED_IN.length));
      sessionStorage.removeItem(key);
    }
    document.querySelector("form[data-sign-out]")?.addEventListener("submit", () => {
      for (const key of Object.keys(localStorage)) if (key.startsWith(COPY)) localStorage.removeItem(key);
    });
  } catch {
    // Storage forbidden: there is no copy either.
  }
}

export function autosave(scope) {
  const forms = [...scope.querySelectorAll("form[data-autosave]")];
  if (scope.matches?.("form[data-autosave]")) forms.push(scope);
  for (const form of forms) {
    if (!form.dataset.autosaving && form.dataset.autosave) new Autosave(form);
  }
}

class Autosave {
  constructor(form) {
    this.form = form;
    form.dataset.autosaving = "1";
    this.key = COPY + form.dataset.autosave;
    this.changed = new Map(); // field name → the time it last changed
    this.tries = 0;
    this.place = this.makePlace();
    this.restore();
    form.addEventListener("input", (event) => this.noticed(event.target));
    form.addEventListener("change", (event) => this.noticed(event.target));
    form.addEventListener("submit", () => this.submitted());
    form.addEventListener("sunhall:unsent", () => this.unsent());
    window.addEventListener("online", () => this.changed.size && this.save());
    window.addEventListener("pagehide", () => this.leave());
    window.addEventListener("beforeunload", (event) => {
      if (this.changed.size && !this.sent) event.preventDefault();
    });
  }

  makePlace() {
    const place = document.createElement("p");
    place.className = "sun-saved";
    place.setAttribute("role", "status");
    this.form.append(place);
    return place;
  }

  noticed(field) {
    if (!field.name || field.type === "file" || field.type === "password" || field.name === "csrfmiddlewaretoken") return;
    this.changed.set(field.name, Date.now());
    this.sent = false;
    this.keepCopy();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  // The changed fields as the form would send them; a group of boxes with none ticked is sent as one empty value.
  body(names) {
    const all = new FormData(this.form);
    const body = new URLSearchParams();
    for (const name of names) {
      const values = all.getAll(name).filter((value) => typeof value === "string");
      for (const value of values.length ? values : [""]) body.append(name, value);
    }
    return body;
  }

  async save() {
    if (this.saving) return (this.again = true);
    const names = [...this.changed.keys()];
    if (!names.length) return;
    const began = Date.now();
    this.saving = true;
    this.say("saving", words("saving"));
    try {
      const body = this.body(names);
      this.sign(body);
      const answer = await fetch(this.form.dataset.autosave, {
        method: "POST",
        body,
        headers: { Accept: "application/json", "X-CSRFToken": csrf(), "X-Requested-With": "autosave" },
        redirect: "manual", // a redirect here means the sign-in page, never "saved"
        signal: AbortSignal.timeout?.(20000),
      });
      if (answer.status === 409) this.clashed(await answer.json().catch(() => ({})), names);
      else if (answer.ok || answer.status === 422) this.saved(began);
      else if (answer.status === 401 || answer.type === "opaqueredirect") this.signedOut();
      else this.retry();
    } catch {
      this.retry();
    } finally {
      this.saving = false;
      if (this.again) {
        this.again = false;
        this.save();
      }
    }
  }

  // Which state of the draft this page has seen, and its name: the server tells other devices' changes from its own.
  sign(body) {
    body.append("_autosave", "1");
    for (const name of ["_revision", "_pen"]) {
      const mark = this.form.elements.namedItem(name);
      if (mark) body.append(name, mark.value);
    }
  }

  // Another device changed the same field. Nothing is overwritten until somebody chose; the copy on this device stays.
  clashed(told, names) {
    if (!told.fields) return this.saved(Infinity); // handed in meanwhile: there is nothing left to save to
    this.keepCopy();
    this.say("unsaved", `▲ ${told.text}`);
    announce(told.text);
    this.choice?.remove();
    this.choice = Object.assign(document.createElement("div"), { className: "sun-notice sun-notice--care" });
    for (const { label, mine, theirs } of told.fields) {
      const line = Object.assign(document.createElement("p"), { className: "govuk-body" });
      line.append(Object.assign(document.createElement("strong"), { textContent: label }), `: ${mine} ⇄ ${theirs}`);
      this.choice.append(line);
    }
    const button = (text, act) => {
      const it = Object.assign(document.createElement("button"), { type: "button", className: "govuk-button govuk-button--secondary", textContent: text });
      it.addEventListener("click", act);
      this.choice.append(it, " ");
    };
    button(told.words.mine, () => {
      this.form.elements.namedItem("_revision").value = told.revision;
      this.choice.remove();
      this.save();
    });
    button(told.words.theirs, () => {
      for (const name of names) if (told.fields.some(({ field }) => name === field || name.startsWith(`${field}-`))) this.changed.delete(name);
      if (this.changed.size) this.keepCopy();
      else this.forgetCopy();
      this.sent = true;
      location.reload();
    });
    this.place.after(this.choice);
  }

  saved(began) {
    for (const [name, at] of this.changed) if (at <= began) this.changed.delete(name);
    this.tries = 0;
    if (this.changed.size) {
      this.keepCopy();
      return this.save();
    }
    this.forgetCopy();
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false });
    this.say("saved", `✓ ${words("saved")} ${time}`);
  }

  retry() {
    const wait = RETRY[Math.min(this.tries, RETRY.length - 1)];
    this.tries += 1;
    this.say("unsaved", `▲ ${words("unsaved")}`);
    if (this.tries === 2) announce(words("offline"));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  signedOut() {
    this.keepCopy();
    this.say("signed-out", `■ ${words("signed-out")}`);
    announce(words("signed-out"));
  }

  // Said only when it differs: a screen reader must not hear "saving" at every pause.
  say(state, text) {
    if (this.place.dataset.state === state && this.place.textContent === text) return;
    this.place.dataset.state = state;
    this.place.setAttribute("aria-live", state === "saving" ? "off" : "polite");
    this.place.textContent = text;
  }

  keepCopy() {
    try {
      const fields = {};
      for (const name of this.changed.keys()) fields[name] = this.body([name]).getAll(name);
      localStorage.setItem(this.key, JSON.stringify({ at: Date.now(), owner: this.owner(), fields }));
    } catch {
      // A full or forbidden store: the server copy is still the one that counts.
    }
  }

  forgetCopy() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      /* as above */
    }
  }

  // A shared computer: a copy is given back only to the account that typed it.
  owner() {
    return document.body.dataset.reader ?? "";
  }

  restore() {
    let copy = null;
    try {
      copy = JSON.parse(localStorage.getItem(this.key) ?? "null");
    } catch {
      this.forgetCopy();
    }
    if (!copy) return;
    if (Date.now() - copy.at > KEPT_FOR || copy.owner !== this.owner()) return this.forgetCopy();
    for (const [name, values] of Object.entries(copy.fields)) this.putBack(name, values);
    if (this.changed.size) {
      this.say("unsaved", words("restored"));
      announce(words("restored"));
      this.timer = setTimeout(() => this.save(), PAUSE);
    } else this.forgetCopy();
  }

  putBack(name, values) {
    const fields = [...this.form.elements].filter((field) => field.name === name && field.type !== "file");
    fields.forEach((field, place) => {
      if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
      else field.value = values[place] ?? field.value;
    });
    if (fields.length) this.changed.set(name, Date.now());
  }

  // The form itself goes to the server with everything in it. The copy stays until the next page shows that it arrived
  // (`settle`): a submission that never arrives must not lose it.
  submitted() {
    this.sent = true;
    clearTimeout(this.timer);
    try {
      if (this.changed.size) sessionStorage.setItem(HANDED_IN + this.form.dataset.autosave, this.owner());
    } catch {
      /* as above */
    }
  }

  // It did not arrive after all, and the page is still here.
  unsent() {
    this.sent = false;
    if (this.changed.size) this.save();
  }

  leave() {
    if (!this.changed.size || this.sent) return;
    const body = this.body([...this.changed.keys()]);
    this.sign(body);
    body.append("csrfmiddlewaretoken", csrf());
    navigator.sendBeacon?.(this.form.dataset.autosave, body);
  }
}
