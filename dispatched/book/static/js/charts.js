// --- charts: a picture becomes a chart that answers ---------------------------------------------
// A page with a map needs one part more of the library.
const script = document.querySelector("figure.ch[data-map]") ? "vega-maps.js" : "vega.js";

// The narrow form of a chart that was compiled wide, as figures.fit makes it in Python.
function narrow(spec) {
  if (spec.autosize && spec.autosize.type === "fit-x") spec.width = 340;
  for (const s of spec.signals || []) {
    if (/(^|_)(childWidth|width)$/.test(s.name) && typeof s.value === "number") s.value = 250;
  }
  (function column(part) {
    for (const legend of part.legends || []) legend.columns = 1;
    for (const mark of part.marks || []) column(mark);
  })(spec);
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

// A mark may lead to a page of the book, and nowhere else. A finger asks for its words first.
function open(event, item) {
  const to = item && item.datum && item.datum.opens;
  const named = event.pointerType === "touch" && /#/.test(to);
  if (!named && /^(back|chapters)\/[\w-]+\.html(#[\w-]+)?$/.test(to)) location.assign(root + to);
}

async function chart(figure) {
  const plot = figure.querySelector(".ch-plot");
  try {
    const { file, place: at } = figure.querySelector(".ch-spec").dataset;
    const explorer = figure.dataset.kind === "explorer";
    await Promise.all([load(script), load(file), explorer && load("explorer.js")]);
    const { vega } = window, spec = window.dispatched.charts[at];
    const loader = vega.loader();
    const refuse = () => Promise.reject(new Error("a chart of this book loads nothing"));
    loader.load = loader.sanitize = refuse;
    if (figure.querySelector(".ch-narrow").offsetParent) narrow(spec);
    if (explorer) window.dispatched.explorer.withLine(spec);
    const holder = document.createElement("div");
    holder.className = "ch-live-plot";
    // The plot around it has the name; the table beside it the values.
    holder.setAttribute("aria-hidden", "true");
    // Expressions are interpreted, not compiled: a site whose policy forbids eval shows the same
    // charts.
    const view = new vega.View(vega.parse(spec, null, { ast: true }), {
      renderer: "svg", container: holder, hover: true, loader, logLevel: 1,
      expr: vega.expressionInterpreter,
      tooltip: (handler, event, item, value) => tip(event, item, value),
    });
    view.addEventListener("click", open);
    await view.runAsync();
    const svg = holder.querySelector("svg");
    svg.setAttribute("viewBox", `0 0 ${svg.getAttribute("width")} ${svg.getAttribute("height")}`);
    plot.replaceChildren(holder);
    figure.view = view;
    figure.spec = spec;
    if (explorer) window.dispatched.explorer.control(figure, spec, view);
    figure.dataset.state = "live";
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
    figure.drawing = chart(figure);
  }
  return figure.drawing;
}
