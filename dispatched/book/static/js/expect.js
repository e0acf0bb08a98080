// --- what the reader expects, as a line over an explorer -----------------------------------------
const INK = "#1d2127"; // the charts' own, which follows the theme

// A line and its words, added to the chart before it is read; `expect` as in book/expect.py.
function withLine(spec) {
  const { scale } = spec.usermeta.explorer.expect;
  if (!scale) return;
  const flat = scale === "y", at = { scale, signal: "expected" };
  const seen = { signal: "expecting ? 1 : 0" };
  const [along, end] = flat ? ["x", "width"] : ["y", "height"];
  spec.signals = [
    ...(spec.signals || []),
    { name: "expected", value: spec.usermeta.explorer.expect.ends[1] },
    { name: "expecting", value: false },
    { name: "expected_words", value: "" },
    { name: "expected_turn", value: 1 },
    { name: "expected_at", value: -1 }, // where along the chart the number is meant
  ];
  const words = flat
    ? { x: { signal: "width" }, y: at, align: { value: "right" },
      dy: { signal: "expected_turn * -12" } }
    : { x: at, y: { signal: "height - 7" }, dx: { signal: "expected_turn * 6" },
      align: { signal: "expected_turn > 0 ? 'left' : 'right'" } };
  spec.marks = [...spec.marks, {
    type: "rule", interactive: false, encode: { update: {
      [scale]: at, [along]: { value: 0 }, [`${along}2`]: { signal: end },
      stroke: { value: INK }, strokeWidth: { value: 2.5 }, opacity: seen,
    } },
  }, ...(flat ? [{
    type: "symbol", interactive: false, encode: { update: {
      x: { signal: "expected_at" }, y: at, size: { value: 110 }, fill: { value: INK },
      opacity: { signal: "expecting && expected_at >= 0 ? 1 : 0" },
    } },
  }] : []), ...["expected-halo", "expected-words"].map((name) => ({
    name, type: "text", interactive: false, encode: { update: {
      ...words, text: { signal: "expected_words" }, baseline: { value: "middle" },
      fill: { value: INK }, fontWeight: { value: 700 }, fontSize: { value: 12 }, opacity: seen,
    } },
  }))];
}

// How far the chart is from what one expects: one sentence, or none where no column is said.
function distance(expect, heads, rows, place, value) {
  if (!expect.of || value === null) return "";
  const row = expect.at ? rows.find((one) => text(one[expect.at]) === place) : rows[0];
  const [low, high = low] = expect.of.map((column) => row?.[column] ?? null);
  if (typeof low !== "number" || typeof high !== "number") return "";
  const range = low === high ? said(low) : `${said(low)} to ${said(high)}`;
  const where = [expect.at && `${heads[expect.at] ?? ""} ${place}`.trim(), expect.says];
  const whose = where.filter(Boolean).join(", ");
  const lead = whose ? `${whose[0].toUpperCase()}${whose.slice(1)}: the` : "The";
  const start = `${lead} chart has ${range}`;
  if (value < low) return `${start}, which is ${said(low - value)} more than you expect.`;
  if (value > high) return `${start}, which is ${said(value - high)} less than you expect.`;
  return low === high ? `${start}, as you expect.` : `${start}; your ${said(value)} lies within.`;
}

// The field, the click on the chart and the line; `now` gives the rows that are drawn, `speak`
// says a sentence aloud. Returns the sentence of the moment.
function expectation(figure, spec, view, heads, now, speak) {
  const { expect } = spec.usermeta.explorer;
  const part = (name) => figure.querySelector(`[data-does="${name}"]`);
  const opener = part("expect");
  if (!opener || !expect.scale) return () => "";
  const box = figure.querySelector(".ch-expect"), field = box.querySelector("[data-number]");
  const out = box.querySelector(".ch-expected"), choice = box.querySelector("[data-row]");
  const plot = figure.querySelector(".ch-plot");
  const [start, end] = expect.ends, log = view.scale(expect.scale).type === "log";
  let value = null;

  // Where along the chart a row stands; −1 where its axis has another column.
  function along() {
    if (!choice || expect.scale !== "y") return -1;
    const row = now().find((one) => text(one[expect.at]) === choice.value);
    let found = NaN;
    try {
      const of = view.scale("x");
      found = of(row[expect.at]) + (of.bandwidth?.() ?? 0) / 2;
    } catch { /* a chart of several views has no such scale */ }
    return found >= 0 && found <= view.signal("width") ? found : -1;
  }
  if (choice) {
    choice.previousSibling.data = `for ${(heads[expect.at] || "").toLowerCase()} `;
    choice.append(...now().map((row) => new Option(text(row[expect.at]))));
    choice.value = expect.first;
  }
  const fine = (near) => 10 ** Math.floor(
    log ? Math.log10(Math.max(near, start)) - 1 : Math.log10((end - start) / 100),
  );
  const rounded = (raw) => Number((Math.round(raw / fine(raw)) * fine(raw)).toPrecision(12));
  const sentence = () => distance(expect, heads, now(), choice?.value, value);
  const inside = () => value >= Math.min(start, end) && value <= Math.max(start, end);

  async function show(aloud = true) {
    const drawn = value !== null && inside();
    view.signal("expecting", drawn);
    if (drawn) {
      const near = (view.scale(expect.scale)(value) / view.signal(expect.scale === "y"
        ? "height" : "width"));
      view.signal("expected", value).signal("expected_at", along());
      view.signal("expected_words", `You expect ${said(value)}`);
      view.signal("expected_turn", expect.scale === "y" ? (near < 0.1 ? -1 : 1)
        : (near > 0.6 ? -1 : 1));
    }
    await view.runAsync();
    const off = value === null || drawn ? ""
      : `${said(value)} lies outside the picture, which goes from ${said(start)} to ${said(end)}.`;
    out.textContent = [off, sentence()].filter(Boolean).join(" ");
    part("unmark").hidden = value === null;
    if (aloud && value !== null) speak(`You expect ${said(value)}. ${out.textContent}`);
  }
  function mark(given) {
    const read = numberOf(given), ways = scanned(given)?.ways;
    if (ways) {
      out.textContent = `Do you mean ${ways.one} or ${ways.other}?`;
      speak(out.textContent);
      return;
    }
    if (!Number.isFinite(read)) {
      const such = said(rounded((start + end) / 2));
      out.textContent = `Please write a ${Number.isNaN(read) ? "" : "smaller "}number, as ${such}.`;
      speak(out.textContent);
      return;
    }
    value = read;
    field.value = said(read);
    show();
  }
  opener.disabled = false;
  opener.addEventListener("click", () => {
    box.hidden = !box.hidden;
    opener.setAttribute("aria-expanded", String(!box.hidden));
    plot.classList.toggle("ch-marking", !box.hidden);
    if (!box.hidden) field.focus();
  });
  part("mark").addEventListener("click", () => mark(field.value));
  part("unmark").addEventListener("click", () => {
    value = null;
    field.value = "";
    field.focus();
    show();
    speak("Your mark is removed.");
  });
  choice?.addEventListener("change", () => show());
  const steps = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 };
  field.addEventListener("keydown", (e) => {
    if (e.key === "Enter" && !e.isComposing) { e.preventDefault(); mark(field.value); }
    if (!(e.key in steps)) return;
    e.preventDefault();
    const from = Number.isFinite(numberOf(field.value)) ? numberOf(field.value) : start;
    mark(String(rounded(from + steps[e.key] * fine(from))));
  });
  plot.addEventListener("click", (e) => {
    const area = plot.querySelector(".ch-live-plot .role-frame.root .background");
    if (box.hidden || !area) return;
    const flat = expect.scale === "y", place = area.getBoundingClientRect();
    const part = flat ? (e.clientY - place.top) / place.height
      : (e.clientX - place.left) / place.width;
    if (part < 0 || part > 1) return;
    const raw = view.scale(expect.scale).invert(part * view.signal(flat ? "height" : "width"));
    mark(String(rounded(raw)));
  });
  return () => { show(false); return sentence(); };
}
