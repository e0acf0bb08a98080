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
// An address may name an explorer and its position: it is drawn at once, and one stands before it.
for (const name of new URLSearchParams(location.search).keys()) {
  const figure = document.getElementById(name);
  if (figure && figure.matches("figure.ch-explorer")) {
    draw(figure).then(() => figure.scrollIntoView({ behavior: "instant" }));
  }
}
