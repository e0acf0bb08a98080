// --- which charts are drawn when ----------------------------------------------------------------
const near = new IntersectionObserver((entries) => {
  for (const e of entries) if (e.isIntersecting) { near.unobserve(e.target); draw(e.target); }
}, { rootMargin: "200px" });
for (const figure of document.querySelectorAll("figure.ch")) {
  if (figure.dataset.kind === "explorer") near.observe(figure);
  else for (const when of ["pointerenter", "touchstart", "focusin"]) {
    figure.addEventListener(when, () => draw(figure), { once: true, passive: true });
  }
  figure.querySelector(".ch-plot").addEventListener("click", (e) => touched(figure, e));
}
// The buttons that copy code come with the first code.
const coding = new IntersectionObserver((entries) => {
  if (!entries.some((e) => e.isIntersecting)) return;
  coding.disconnect();
  Promise.all(["later.css", "copy.js"].map(load)).catch(console.warn);
}, { rootMargin: "200px" });
for (const code of document.querySelectorAll("div.highlight")) coding.observe(code);
// What nobody needs before a reader does something waits for that.
function atFirstDeed(work) {
  for (const when of ["keydown", "pointerdown", "pointermove", "scroll"]) {
    window.addEventListener(when, work, { once: true, passive: true });
  }
}
// --- questions: their script comes where one is asked --------------------------------------------
// That is where one is near, or with the first deed of a reader, so that a search within the page
// finds what they hold back; at once where an answer is kept or an address leads into the page.
const boxes = [...document.querySelectorAll(".ask-box")];
const asker = document.querySelector("[data-ask-switch]");
let asks = null;
function ask() {
  const { file } = boxes[0].querySelector(".ask-live").dataset;
  asks ||= Promise.all(["later.css", "memory.js", "numbers.js", file].map(load))
    .then(() => load("predict.js"))
    .catch(() => { document.documentElement.dataset.ask = "none"; });
  return asks;
}
if (boxes.length) {
  const kept = localStorage.getItem("dispatched") || "";
  if (location.hash || boxes.some((box) => kept.includes(`"predict:${box.dataset.key}"`))) ask();
  atFirstDeed(ask);
  window.addEventListener("hashchange", ask, { once: true });
  const nearing = new IntersectionObserver((entries) => {
    if (entries.some((e) => e.isIntersecting)) { nearing.disconnect(); ask(); }
  }, { rootMargin: "100px" });
  for (const box of boxes) nearing.observe(box);
  asker?.setAttribute("aria-pressed", String(document.documentElement.dataset.ask === "on"));
  asker?.addEventListener("click", (e) => {
    if (window.dispatched.asking) return;
    e.stopImmediatePropagation(); // it comes before its script: once more, then
    ask().then(() => asker.click());
  }, { once: true });
}
// The judge of those with a field comes when the first of them is near.
const asking = new IntersectionObserver((entries) => {
  if (!entries.some((e) => e.isIntersecting)) return;
  asking.disconnect();
  const { file } = document.querySelector(".check-key").dataset;
  Promise.all(["judge.js", "memory.js", "numbers.js", file].map(load)).then(() => load("fields.js"))
    .catch(console.warn);
}, { rootMargin: "200px" });
for (const field of document.querySelectorAll("[data-check]")) asking.observe(field);
// To cite and to report: the script comes when it is asked for; where there are cards, which get
// its links, with the first deed.
const behind = document.querySelector(".cites")?.dataset.file;
const citing = (...more) => Promise.all(["cite.js", "cite.css", ...more].map(load));
if (behind) atFirstDeed(() => citing().catch(console.warn));
document.addEventListener("click", (e) => {
  const link = e.target.closest("[data-cite]");
  if (!link || e.ctrlKey || e.metaKey || e.shiftKey) return;
  e.preventDefault();
  citing(...(link.dataset.cite === "card" ? [behind] : []))
    .then(() => window.dispatched.cite(link), () => location.assign(link.href));
});
if (document.getElementById("again-data")) {
  load("again.js").catch(console.warn); // with the memory in it
}
// A chapter's own line: how many of its questions are answered. What counts them comes where an
// answer is kept, or is given in another window.
for (const line of document.querySelectorAll(".answered[data-keys]")) {
  const remember = () => load("memory.js").catch(console.warn);
  line.querySelector("a").textContent =
    `0 of ${line.dataset.keys.split(" ").length} questions answered`;
  if (localStorage.getItem("dispatched")) remember();
  else window.addEventListener("storage", remember, { once: true });
}
// An address may name an explorer and its position: it is drawn at once, and one stands before it.
for (const name of new URLSearchParams(location.search).keys()) {
  const figure = document.getElementById(name);
  if (figure && figure.matches("figure.ch-explorer")) {
    draw(figure).then(() => figure.scrollIntoView({ behavior: "instant" }));
  }
}
// A name whose card has gone to a page of its own stands where the card was, and leads on.
const lead = () => {
  const name = document.getElementById(location.hash.slice(1));
  if (name?.matches(".moved a")) location.replace(name.href);
};
window.addEventListener("hashchange", lead);
lead();
// The choice among cards, and the marks of what was sought, come where there are any.
if (document.querySelector("form.ev-filter")) load("filter.js").catch(console.warn);
const sought = localStorage.getItem("sphinx_highlight_terms")
  || new URLSearchParams(location.search).has("highlight");
// The search page has them in its own script; elsewhere Sphinx's waits for a page that is there.
if (sought && !document.getElementById("found-cards")) {
  window.addEventListener("load", () => load("marks.js").catch(console.warn));
}
