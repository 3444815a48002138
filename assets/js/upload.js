// Uploads with progress and a way to stop: <form data-upload> with a file field. The same POST as without JavaScript,
// the same answer: a page, or where to go (`X-Go-To` in place of a redirect, which a script would follow unseen, using up
// the messages of the next page). A page replaces the page, so that errors and the list of papers are the server's own.

import { announce, csrf, words } from "./words.js";

export function upload(scope) {
  const forms = [...scope.querySelectorAll("form[data-upload]")];
  if (scope.matches?.("form[data-upload]")) forms.push(scope);
  for (const form of forms) {
    if (form.dataset.uploading) continue;
    form.dataset.uploading = "1";
    form.addEventListener("submit", (event) => send(event, form));
    form.addEventListener("change", (event) => event.target.type === "file" && check(event.target));
  }
}

// Said before a long wait, not after it. The server checks again.
function check(field) {
  const limit = Number(field.dataset.limit || 0);
  const large = limit && [...field.files].some((file) => file.size > limit);
  field.setCustomValidity(large ? words("too-large") : "");
  state(field).textContent = large ? words("too-large") : "";
  state(field).classList.toggle("sun-upload__failed", Boolean(large));
  if (large) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
  return !large;
}

function state(field) {
  const next = field.nextElementSibling;
  if (next?.classList.contains("sun-upload__state")) return next;
  const place = Object.assign(document.createElement("p"), { className: "sun-upload__state" });
  place.setAttribute("role", "status");
  field.after(place);
  return place;
}

function send(event, form) {
  const fields = [...form.querySelectorAll("input[type=file]")].filter((field) => field.files.length);
  if (!fields.length) return;
  event.preventDefault();
  if (!fields.every(check)) return fields.find((field) => !check(field)).focus();
  const body = new FormData(form, event.submitter ?? undefined);
  const request = new XMLHttpRequest();
  const { bar, place, stop } = progress(fields[0]);
  const done = (text) => {
    bar.remove();
    stop.remove();
    place.textContent = text;
    place.classList.toggle("sun-upload__failed", Boolean(text));
    if (text) announce(text);
    if (text) form.dispatchEvent(new Event("sunhall:unsent")); // what is typed beside the file goes on saving itself
    form.querySelectorAll("button").forEach((button) => (button.disabled = false));
  };
  form.querySelectorAll("button").forEach((button) => button !== stop && (button.disabled = true));
  stop.addEventListener("click", () => request.abort());
  request.upload.addEventListener("progress", (sent) => {
    if (!sent.lengthComputable) return;
    const percent = Math.round((sent.loaded / sent.total) * 100);
    bar.value = percent;
    place.firstChild.textContent = `${words("uploading")} ${percent} %`;
  });
  request.addEventListener("abort", () => done(words("upload-cancelled")));
  request.addEventListener("error", () => done(words("upload-failed")));
  request.addEventListener("load", () => arrived(request, done));
  request.open("POST", form.action);
  request.setRequestHeader("X-CSRFToken", csrf());
  request.setRequestHeader("X-Requested-With", "upload");
  request.send(body);
}

function progress(field) {
  const place = state(field);
  place.textContent = words("uploading");
  place.classList.remove("sun-upload__failed");
  const bar = Object.assign(document.createElement("progress"), { className: "sun-upload__bar", max: 100, value: 0 });
  bar.setAttribute("aria-label", words("uploading"));
  const stop = Object.assign(document.createElement("button"), { type: "button", className: "sun-link-button", textContent: words("cancel") });
  place.append(stop);
  place.before(bar);
  return { bar, place, stop };
}

// A success says where to go, so that reloading does not send the file again. A page that is shown again, with errors or
// with one row more, has the address of the form: show it as it came.
function arrived(request, done) {
  const next = request.getResponseHeader("X-Go-To");
  if (next) return go(new URL(next, location.href));
  const isPage = (request.getResponseHeader("Content-Type") ?? "").startsWith("text/html");
  if (request.status >= 500 || !isPage) return done(words("upload-failed"));
  const answer = new DOMParser().parseFromString(request.responseText, "text/html");
  const main = answer.getElementById("main");
  if (!main) return done(words("upload-failed"));
  document.getElementById("main").replaceWith(document.adoptNode(main));
  document.title = answer.title;
  document.dispatchEvent(new CustomEvent("htmx:load", { detail: { elt: main } }));
  main.querySelector(".govuk-error-summary, .sun-refusal, h1")?.scrollIntoView();
}

// The same page again is reloaded: an address that differs by its mark alone would only scroll.
function go(next) {
  if (next.pathname + next.search !== location.pathname + location.search) return location.assign(next);
  if (next.hash) location.hash = next.hash;
  location.reload();
}
