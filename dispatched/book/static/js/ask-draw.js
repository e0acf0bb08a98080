// --- draw it: a line over years, by pointer, by keyboard, or typed ------------------------------
KINDS.draw = (box, data, changed) => {
  const { handles, start, marks } = data;
  const [left, top, right, bottom] = data.box;
  const of = scale(data);
  const svg = box.querySelector(".ask-plot");
  const fields = new Map(
    [...box.querySelectorAll("[data-year]")].map((f) => [Number(f.dataset.year), f]),
  );
  const [first, end] = data.years;
  const x = (year) => left + ((right - left) * (year - first)) / (end - first);
  const y = (value) => bottom - (bottom - top) * of.share(value);
  const points = new Map(); // year → value
  let locked = false, current = 0, last = null;

  const make = (name, parts) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(parts)) element.setAttribute(key, value);
    return element;
  };
  const mine = make("g", { class: "ask-mine" });
  const line = make("polyline", { points: "" });
  const hands = handles.map((year, n) => {
    const hand = make("g", {
      role: "slider", "aria-orientation": "vertical", "aria-label": String(year),
      "aria-valuemin": data.from, "aria-valuemax": data.to, tabindex: n ? -1 : 0,
    });
    hand.append(make("circle", { r: 16, class: "ask-reach" }), make("circle", { r: 6 }));
    hand.addEventListener("keydown", (e) => press(e, n));
    hand.addEventListener("focus", () => { current = n; });
    return hand;
  });
  // A year without a point has a place for one, and no mark that could be taken for a figure.
  const places = handles.map((year) => make("line", {
    class: "ask-place", x1: x(year), x2: x(year), y1: top, y2: bottom,
  }));
  const here = make("text", {
    class: "ask-here", x: (left + right) / 2, y: (top + bottom) / 2, "text-anchor": "middle",
  });
  const you = make("text", { class: "ask-you" });
  you.textContent = "You";
  mine.append(...places, here, line, ...hands, you);
  // Below the evidence: its names are read over the reader's line, not through it.
  svg.insertBefore(mine, svg.querySelector(".ask-marks"));
  svg.setAttribute("role", "group"); // a picture no longer: it holds sliders

  // The value of the line in a year: between two points on the way from one to the other.
  function at(year, known) {
    const before = known.filter(([a]) => a <= year).at(-1), after = known.find(([a]) => a >= year);
    if (!before || !after || before[0] === after[0]) return (before || after)[1];
    const part = (year - before[0]) / (after[0] - before[0]);
    const [a, b] = [of.share(before[1]), of.share(after[1])];
    const exact = data.log ? data.from * (data.to / data.from) ** (a + part * (b - a))
      : before[1] + part * (after[1] - before[1]);
    return Number(exact.toPrecision(12));
  }
  const [begin, final] = [start ? start[0] : handles[0], handles.at(-1)];
  const known = () => [...(start ? [start] : []), ...[...points].sort((a, b) => a[0] - b[0])];
  // What is still missing of the line, in a few words; nothing if it is whole.
  function lacks() {
    const drawn = [...points.keys()];
    if (!drawn.length) return `Draw a line ${start ? "on " : `from ${begin} `}to ${final}`;
    if (!start && !points.has(begin)) return `Draw it from ${begin} on`;
    return points.has(final) ? "" : `Draw it on to ${final}`;
  }
  function show(typed = null) {
    line.setAttribute("points", known().map(([a, v]) => `${x(a)},${y(v)}`).join(" "));
    const rest = lacks();
    here.textContent = rest;
    here.setAttribute("y", points.size ? top + 14 : (top + bottom) / 2);
    hands.forEach((hand, n) => {
      const year = handles[n], value = points.get(year);
      const set = value !== undefined;
      hand.setAttribute("transform", `translate(${x(year)} ${set ? y(value) : bottom})`);
      hand.setAttribute("aria-valuenow", set ? value : data.from);
      hand.setAttribute("aria-valuetext", set ? of.say(value) : "no point yet");
      hand.classList.toggle("ask-unset", !set);
      places[n].toggleAttribute("hidden", set);
      hand.setAttribute("tabindex", n === current && !locked ? 0 : -1);
      const field = fields.get(year);
      if (field !== typed && !(field.value && of.read(field.value) === (value ?? null))) {
        field.value = set ? of.number(value) : "";
      }
    });
  }
  function press(e, n) {
    const by = { ArrowUp: 1, ArrowDown: -1, PageUp: 5, PageDown: -5 }[e.key];
    const to = { Home: data.from, End: data.to }[e.key];
    const next = { ArrowLeft: n - 1, ArrowRight: n + 1 }[e.key];
    if (locked || (by ?? to ?? next) === undefined) return;
    e.preventDefault();
    if (next !== undefined) {
      if (!hands[next]) return;
      current = next;
      show();
      return hands[next].focus();
    }
    const near = known();
    const from = points.get(handles[n]) ?? (near.length ? at(handles[n], near) : data.from);
    let value = to ?? from;
    for (let s = 1; by && value === from && s < 20; s += 1) {
      value = of.at(Math.min(Math.max(of.share(from) + by * s * 0.02, 0), 1));
    }
    points.set(handles[n], value);
    show();
    changed();
  }
  // A hand that moves fast jumps over years: those between take their place on its way.
  function draw(e) {
    const frame = svg.getBoundingClientRect();
    const px = ((e.clientX - frame.left) * 420) / frame.width;
    const py = ((e.clientY - frame.top) * 300) / frame.height;
    const value = of.at(Math.min(Math.max((bottom - py) / (bottom - top), 0), 1));
    const off = handles.map((year) => Math.abs(x(year) - px));
    const n = off.indexOf(Math.min(...off));
    const from = last ?? [n, value];
    const way = [[handles[from[0]], from[1]], [handles[n], value]].sort((a, b) => a[0] - b[0]);
    for (let i = Math.min(n, from[0]); i <= Math.max(n, from[0]); i += 1) {
      points.set(handles[i], i === n ? value : at(handles[i], way));
    }
    [last, current] = [[n, value], n];
    show();
    changed();
  }
  svg.addEventListener("pointerdown", (e) => {
    if (locked || e.button) return;
    e.preventDefault();
    svg.setPointerCapture(e.pointerId);
    last = null;
    draw(e);
  });
  svg.addEventListener("pointermove", (e) => {
    if (!locked && svg.hasPointerCapture(e.pointerId)) draw(e);
  });
  for (const [year, field] of fields) {
    field.addEventListener("input", () => {
      const odd = field.value.trim() ? of.odd(field.value) : "";
      field.setAttribute("aria-invalid", String(Boolean(odd)));
      if (!field.value.trim() || odd) points.delete(year);
      else points.set(year, of.read(field.value));
      show(field);
    });
  }
  show();

  // Where the own line has its name: beside the point that is farthest from all that stands there.
  function name() {
    const shapes = ":is(.ask-marks, .ask-given) :is(circle, line, rect, text)";
    const taken = [...svg.querySelectorAll(shapes)].map((one) => one.getBBox());
    const spots = handles.flatMap((year) => [-10, 20].map((by) => [year, by])).map(([year, by]) => {
      const [px, py] = [Math.min(x(year), right - 12), y(points.get(year)) + by];
      const free = taken.map((b) => Math.hypot(
        Math.max(b.x - px - 14, 0, px - 14 - b.x - b.width),
        Math.max(b.y - py, 0, py - 12 - b.y - b.height),
      ));
      const off = py < top + 10 || py > bottom - 4 ? -1 : 0;
      return { px, py, free: off || Math.min(...free, 40) };
    });
    const best = spots.reduce((a, b) => (b.free > a.free ? b : a));
    you.setAttribute("x", best.px);
    you.setAttribute("y", best.py);
  }

  return {
    ready: () => !lacks(),
    reads: (given) => Array.isArray(given) && given.length > 1
      && given.every((p) => Array.isArray(p) && p.length === 2 && p.every(Number.isFinite)),
    gives() {
      for (const [year, field] of fields) {
        const odd = field.value.trim() && of.odd(field.value);
        if (odd) return { odd: `${year}: ${odd}` };
      }
      const rest = lacks();
      if (rest) return { odd: `${rest}. Or skip.` };
      return { given: handles.map((year) => [year, at(year, known())]) };
    },
    put(given) {
      points.clear();
      for (const [year, value] of given) if (fields.has(year)) points.set(year, value);
      show();
    },
    clear() { points.clear(); for (const f of fields.values()) f.value = ""; show(); },
    lock(on) {
      locked = on;
      for (const f of fields.values()) f.readOnly = on;
      show();
    },
    mark(given) { if (given && handles.every((year) => points.has(year))) name(); },
    focus: () => hands[current].focus(),
    tells(given) {
      const all = [...(start ? [start] : []), ...given];
      const off = marks.map((mark) => {
        const year = Math.round((mark.a + mark.b) / 2), value = at(year, all);
        const near = value - beyond(mark, value);
        return { mark, year, value, far: Math.abs(of.share(value) - of.share(near)) };
      });
      const met = off.filter((o) => o.far <= 0.02).length;
      const most = off.reduce((a, b) => (b.far > a.far ? b : a));
      if (met === off.length) {
        return met > 1 ? `Your line meets ${every(met)} figures.`
          : `Your line meets the figure: ${most.mark.value}.`;
      }
      const { value, who } = most.mark;
      const mine = `your line lies at ${of.say(most.value)}`;
      const where = `in ${most.year} ${mine}, the figure is ${value}`;
      if (off.length === 1) return `${where[0].toUpperCase()}${where.slice(1)} (${who}).`;
      const head = `Your line meets ${met || "none"} of ${off.length} figures. Farthest off:`;
      return `${head} ${where} (${who}).`;
    },
  };
};
