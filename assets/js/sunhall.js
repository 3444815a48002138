// Everything the pages do beyond plain HTML. Each part looks for its own attributes and leaves the rest alone;
// without this file every page still works. No inline scripts, no eval: the content policy forbids both.

import { initAll } from "govuk-frontend";
import { autosave, settle } from "./autosave.js";
import { feedback } from "./feedback.js";
import { keys } from "./keys.js";
import { pick } from "./pick.js";
import { upload } from "./upload.js";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");

function start(scope) {
  initAll({ scope });
  pick(scope);
  upload(scope);
  autosave(scope);
}

// Where a row of places is pushed sideways (on a phone), the one the reader is in stands in sight.
for (const here of document.querySelectorAll(".sun-nav [aria-current], .sun-roles [aria-current]")) {
  const row = here.closest("ul");
  const place = here.closest("li");
  if (row.scrollWidth > row.clientWidth) row.scrollLeft = place.offsetLeft - row.offsetLeft - (row.clientWidth - place.offsetWidth) / 2;
}

settle();
start(document);
keys();
feedback();

// What HTMX brings in gets the same care, once.
document.addEventListener("htmx:load", (event) => {
  const arrived = event.detail.elt;
  if (arrived instanceof Element && arrived !== document.body) start(arrived);
});
