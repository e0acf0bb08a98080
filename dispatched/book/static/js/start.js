// --- which charts are drawn when ----------------------------------------------------------------
const near = new IntersectionObserver((entries) => {
  for (const e of entries) if (e.isIntersecting) { near.unobserve(e.target); draw(e.target); }
}, { rootMargin: "200px" });
for (const figure of document.querySelectorAll("figure.ch")) {
  if (figure.dataset.kind === "explorer") near.observe(figure);
  else for (const when of ["pointerenter", "touchstart", "focusin"]) {
    figure.addEventListener(when, () => draw(figure), { once: true, passive: true });
  }
  figure.querySelector(".ch-plot").addEventListener("click", (e) => touch(figure, e));
}
// The buttons that copy code come with the first code.
const coding = new IntersectionObserver((entries) => {
  if (!entries.some((e) => e.isIntersecting)) return;
  coding.disconnect();
  load("copy.js").catch((error) => console.warn(error));
}, { rootMargin: "200px" });
for (const code of document.querySelectorAll("div.highlight")) coding.observe(code);
// --- questions: their script comes where one is asked --------------------------------------------
if (document.querySelector(".ask-box")) {
  load("predict.js").catch(() => { document.documentElement.dataset.ask = "off"; });
}
// The judge of those with a field comes when the first of them is near.
const asking = new IntersectionObserver((entries) => {
  if (!entries.some((e) => e.isIntersecting)) return;
  asking.disconnect();
  const { file } = document.querySelector(".check-key").dataset;
  Promise.all([load("judge.js"), load(file)]).then(() => load("fields.js"))
    .catch((error) => console.warn(error));
}, { rootMargin: "600px" });
for (const field of document.querySelectorAll("[data-check]")) asking.observe(field);
if (document.getElementById("again-data")) load("again.js").catch((e) => console.warn(e));
// An address may name an explorer and its position: it is drawn at once, and one stands before it.
for (const name of new URLSearchParams(location.search).keys()) {
  const figure = document.getElementById(name);
  if (figure && figure.matches("figure.ch-explorer")) {
    draw(figure).then(() => figure.scrollIntoView({ behavior: "instant" }));
  }
}
