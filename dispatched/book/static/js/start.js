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
// --- questions before the evidence: their script comes where one is asked -----------------------
window.dispatched ||= {};
if (document.querySelector(".ask-box")) {
  const element = document.createElement("script");
  element.src = `${root}_static/predict.js`;
  element.onerror = () => { document.documentElement.dataset.ask = "off"; };
  document.head.append(element);
}
// The judge of questions comes when the first of them is near.
const asking = new IntersectionObserver((entries) => {
  if (!entries.some((e) => e.isIntersecting)) return;
  asking.disconnect();
  for (const name of ["judge.js", "fields.js"]) {
    const element = document.createElement("script");
    element.src = `${root}_static/${name}`;
    element.async = false; // one after the other
    document.head.append(element);
  }
}, { rootMargin: "600px" });
for (const field of document.querySelectorAll("[data-check]")) asking.observe(field);
