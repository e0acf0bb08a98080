// --- charts, until a reader wants one to answer: each drawing in its place, and what comes -------
async function live(figure) {
  try {
    if (!window.dispatched.chart) await load("charts.js");
    await window.dispatched.chart(figure);
  } catch (error) {
    figure.dataset.state = "still"; // the picture drawn at build time stays
    const why = document.createElement("p");
    why.className = "ch-hint ch-why";
    why.setAttribute("role", "status");
    const start = figure.dataset.kind === "explorer" ? "The sliders stay off and the" : "The";
    why.textContent = `${start} picture does not answer: ${error.message}.`;
    figure.querySelector("figcaption").prepend(why);
    console.warn(error);
  }
}
function draw(figure) {
  if (!figure.drawing) {
    figure.dataset.state = "loading";
    figure.drawing = live(figure);
  }
  return figure.drawing;
}
async function touched(figure, event) {
  if (event.pointerType !== "touch") return;
  await draw(figure);
  window.dispatched.touch?.(figure, event);
}
// The drawing for a narrow screen comes when a reader with one is near; the page keeps its place.
const slender = new IntersectionObserver((entries) => {
  for (const e of entries) if (e.isIntersecting) { slender.unobserve(e.target); fill(e.target); }
}, { rootMargin: "800px" });
async function fill(frame) {
  const { file, place: at } = frame.dataset;
  try {
    await load(file);
    frame.innerHTML = window.dispatched.narrow[at];
  } catch (error) {
    frame.closest("figure").classList.add("ch-broad"); // the other one can be pushed sideways
    console.warn(error);
  }
}
for (const frame of document.querySelectorAll(".ch-narrow")) slender.observe(frame);

