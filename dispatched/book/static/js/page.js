// --- what the theme leaves to a script in the page, or to one that this book does not load ------
for (const button of document.querySelectorAll('[data-bs-toggle="dropdown"]')) {
  const menu = button.parentElement.querySelector(".dropdown-menu");
  const open = (yes) => {
    menu.classList.toggle("show", yes);
    button.setAttribute("aria-expanded", String(yes));
  };
  button.addEventListener("click", () => open(!menu.classList.contains("show")));
  button.parentElement.addEventListener("keydown", (e) => {
    if (e.key === "Escape" && menu.classList.contains("show")) { open(false); button.focus(); }
  });
  const inside = (element) => button.parentElement.contains(element);
  button.parentElement.addEventListener("focusout", (e) => {
    if (!inside(e.relatedTarget)) open(false);
  });
  document.addEventListener("pointerdown", (e) => { if (!inside(e.target)) open(false); });
}
for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}

// A frame that may not send forms sends none, not even to a page of its own; it may follow a link.
for (const field of document.querySelectorAll("form.bd-search input")) {
  field.addEventListener("keydown", (e) => {
    if (e.key !== "Enter" || e.isComposing) return;
    e.preventDefault();
    location.assign(`${root}search.html?q=${encodeURIComponent(field.value)}`);
  });
}

// The link that hides the marks of a search has a script for its address, which a policy may
// forbid.
document.addEventListener("click", (e) => {
  if (!e.target.closest(".highlight-link a")) return;
  e.preventDefault();
  SphinxHighlight.hideSearchWords();
});

// Paper is white. The theme has its dark colors in several sheets under one attribute; it is set
// back afterwards.
let screen = null;
function paper(printing) {
  const page = document.documentElement.dataset;
  if (printing && screen === null) [screen, page.theme] = [page.theme, "light"];
  else if (!printing && screen !== null) [screen, page.theme] = [null, screen];
}
window.matchMedia("print").addEventListener("change", (e) => paper(e.matches));
window.addEventListener("beforeprint", () => paper(true));
window.addEventListener("afterprint", () => paper(false));
