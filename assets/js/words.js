// The words scripts say, translated by the server and kept on <body data-text-…>.

export function words(name) {
  const key = "text" + name.replace(/(^|-)(\w)/g, (_, __, letter) => letter.toUpperCase());
  return document.body.dataset[key] ?? "";
}

// Tells people who listen to the page. Emptied first, so that the same words twice are heard twice.
export function announce(text) {
  const place = document.getElementById("announcer");
  if (!place) return;
  place.textContent = "";
  setTimeout(() => (place.textContent = text), 50);
}

export function csrf() {
  return document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}
