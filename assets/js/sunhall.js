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

settle();
start(document);
keys();
feedback();

// What HTMX brings in gets the same care, once.
document.addEventListener("htmx:load", (event) => {
  const arrived = event.detail.elt;
  if (arrived instanceof Element && arrived !== document.body) start(arrived);
});
