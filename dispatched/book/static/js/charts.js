// --- charts: a picture becomes a chart that answers ---------------------------------------------
// A page with a map needs one part more of the library.
const script = document.querySelector("figure.ch[data-map]") ? "vega-maps.js" : "vega.js";

// The rows of a chart as dispatched.book.slim.packed wrote them, as rows again.
const NONE = "\0";
function rowsOf({ fields, columns, rows }, shared) {
  const told = columns.map((column) => {
    if (column.in) return column.in.map((n) => shared[n]);
    return column.of ? column.at.map((n) => column.of[n]) : column.at;
  });
  return Array.from({ length: rows }, (_, n) => Object.fromEntries(
    fields.map((field, at) => [field, told[at][n]]).filter(([, value]) => value !== NONE)));
}
// An outline that dispatched.book.slim.coasts wrote by steps, in hundredths of a degree.
function corners(steps) {
  let x = 0, y = 0;
  return Array.from({ length: steps.length / 2 }, (_, n) => {
    x += steps[2 * n];
    y += steps[2 * n + 1];
    return [x / 100, y / 100];
  });
}
function outline(value) {
  if (!value?.steps) return value;
  const { steps, ...rest } = value;
  const coordinates = rest.type === "Polygon" ? steps.map(corners)
    : steps.map((part) => part.map(corners));
  return { ...rest, coordinates };
}
function unpacked(place) {
  const [[config, told], ...charts] = window.dispatched.charts;
  const shared = told.map(outline);
  const chart = charts[place];
  const data = (chart.data || []).map((one) => (
    one.values?.fields ? { ...one, values: rowsOf(one.values, shared) } : one));
  return { config, ...chart, data };
}

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

// A mark may lead to a page of the book, and nowhere else. A finger asks for its words first.
function open(event, item) {
  const to = item && item.datum && item.datum.opens;
  const named = event.pointerType === "touch" && /#/.test(to);
  if (!named && /^(back|chapters)\/[\w-]+\.html(#[\w-]+)?$/.test(to)) location.assign(root + to);
}

async function chart(figure) {
  const { file, place: at } = figure.querySelector(".ch-spec").dataset;
  const explorer = figure.dataset.kind === "explorer";
  const more = explorer ? ["numbers.js", "explorer.js"] : [];
  await Promise.all([script, file, ...more].map(load));
  const { vega } = window, spec = unpacked(at);
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
  figure.querySelector(".ch-plot").replaceChildren(holder);
  figure.view = view;
  figure.spec = spec;
  if (explorer) window.dispatched.explorer.control(figure, spec, view);
  figure.dataset.state = "live";
}
Object.assign(window.dispatched, { chart, touch });
