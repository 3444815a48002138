// Narrows a long list by typing: <select data-filter>. The select stays and is what the form sends; in front of it
// stands a field that finds options by their words, their value (a code) or `data-words` (pinyin initials, other names).

import { words } from "./words.js";

const ENOUGH = 10; // a shorter list is quicker to read than to type into
const SHOWN = 50;

export function pick(scope) {
  for (const select of scope.querySelectorAll("select[data-filter]")) {
    if (!select.dataset.picked && select.options.length > ENOUGH) new Pick(select);
  }
}

class Pick {
  constructor(select) {
    this.select = select;
    select.dataset.picked = "1";
    this.box = Object.assign(document.createElement("div"), { className: "sun-pick" });
    this.field = Object.assign(document.createElement("input"), { className: "govuk-input", type: "text", autocomplete: "off", id: `${select.id}-filter` });
    this.list = Object.assign(document.createElement("ul"), { className: "sun-pick__list", id: `${select.id}-list`, hidden: true });
    this.list.setAttribute("role", "listbox");
    for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-autocomplete", "list"], ["aria-controls", this.list.id], ["placeholder", words("filter")], ["spellcheck", "false"]]) this.field.setAttribute(name, value);
    for (const name of ["aria-describedby", "aria-invalid"]) if (select.hasAttribute(name)) this.field.setAttribute(name, select.getAttribute(name));
    const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
    if (label) {
      label.htmlFor = this.field.id;
      label.id ||= `${select.id}-label`;
      this.list.setAttribute("aria-labelledby", label.id);
    }
    select.before(this.box);
    this.box.append(this.field, this.list);
    select.hidden = true;
    this.show();
    this.field.addEventListener("input", () => this.open());
    this.field.addEventListener("click", () => this.open(true));
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) this.choose(option.dataset.value);
    });
    select.addEventListener("change", () => this.show());
  }

  show() {
    this.field.value = this.select.value === "" ? "" : (this.select.selectedOptions[0]?.textContent.trim() ?? "");
  }

  open(all = false) {
    const typed = all ? "" : this.field.value.trim().toLowerCase();
    const fits = [...this.select.options].filter((option) => option.value !== "" && this.fits(option, typed)).slice(0, SHOWN);
    this.list.replaceChildren(...fits.map((option, place) => this.row(option, place)));
    if (!fits.length) this.list.append(Object.assign(document.createElement("li"), { className: "sun-pick__none", textContent: words("none") }));
    this.list.hidden = false;
    this.field.setAttribute("aria-expanded", "true");
    const chosen = fits.findIndex((option) => option.selected);
    this.mark(all && chosen > 0 ? chosen : 0);
  }

  fits(option, typed) {
    return `${option.textContent} ${option.value} ${option.dataset.words ?? ""}`.toLowerCase().includes(typed);
  }

  row(option, place) {
    const row = Object.assign(document.createElement("li"), { className: "sun-pick__option", id: `${this.list.id}-${place}`, textContent: option.textContent });
    row.setAttribute("role", "option");
    row.dataset.value = option.value;
    return row;
  }

  mark(place) {
    const rows = [...this.list.querySelectorAll("[role=option]")];
    this.at = Math.max(0, Math.min(place, rows.length - 1));
    rows.forEach((row, index) => row.setAttribute("aria-selected", String(index === this.at)));
    if (rows[this.at]) {
      this.field.setAttribute("aria-activedescendant", rows[this.at].id);
      rows[this.at].scrollIntoView({ block: "nearest" });
    } else this.field.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (event.isComposing) return;
    const move = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (move) {
      event.preventDefault();
      if (this.list.hidden) this.open(true);
      else this.mark(this.at + move);
    } else if (event.key === "Enter" && !this.list.hidden) {
      event.preventDefault();
      const row = this.list.querySelector('[aria-selected="true"]');
      if (row) this.choose(row.dataset.value);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.stopPropagation();
      this.close();
    }
  }

  choose(value) {
    this.select.value = value;
    this.select.dispatchEvent(new Event("input", { bubbles: true }));
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
    this.close();
  }

  // What was typed but not chosen is not a choice: show what the form will really send. Emptied means nothing chosen.
  close() {
    if (this.field.value.trim() === "" && [...this.select.options].some((option) => option.value === "") && this.select.value !== "") {
      this.select.value = "";
      this.select.dispatchEvent(new Event("change", { bubbles: true }));
    }
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
    this.show();
  }
}
