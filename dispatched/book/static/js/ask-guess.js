// --- guess it: a number on a scale --------------------------------------------------------------
KINDS.guess = (box, data) => {
  const { marks } = data;
  const of = scale(data);
  const slider = box.querySelector('input[type="range"]');
  const field = box.querySelector('input[type="text"]');
  const lines = [...box.querySelectorAll(".ask-scale, .ask-strip")].map((svg) => {
    const line = document.createElementNS("http://www.w3.org/2000/svg", "line");
    line.setAttribute("class", "ask-mine");
    line.setAttribute("y1", 0);
    line.setAttribute("y2", 16);
    svg.append(line);
    return line;
  });
  let touched = false;

  function show(value) {
    slider.setAttribute("aria-valuetext", value === null ? "no answer yet" : of.say(value));
    for (const line of lines) {
      line.toggleAttribute("hidden", value === null);
      for (const end of ["x1", "x2"]) line.setAttribute(end, 420 * of.share(value ?? data.from));
    }
  }
  // To touch the slider where it stands moves nothing, and is an answer.
  for (const when of ["input", "pointerup"]) slider.addEventListener(when, () => {
    if (slider.disabled) return;
    const value = of.at(slider.value / 1000);
    touched = true;
    field.value = of.number(value);
    field.removeAttribute("aria-invalid");
    show(value);
  });
  field.addEventListener("input", () => {
    const odd = field.value.trim() ? of.odd(field.value) : "";
    field.setAttribute("aria-invalid", String(Boolean(odd)));
    touched = Boolean(field.value.trim());
    if (odd || !touched) return show(null);
    const value = inField(field.value);
    slider.value = 1000 * of.share(value);
    show(value);
  });
  const clear = () => { [field.value, slider.value, touched] = ["", 500, false]; show(null); };
  clear();

  return {
    reads: Number.isFinite,
    gives() {
      if (!touched) return { odd: "Move the slider or type a number first. Or skip." };
      const odd = of.odd(field.value);
      return odd ? { odd } : { given: inField(field.value) };
    },
    put(value) {
      [field.value, slider.value, touched] = [of.number(value), 1000 * of.share(value), true];
      show(value);
    },
    clear,
    lock(on) { slider.disabled = on; field.readOnly = on; },
    focus: () => slider.focus(),
    tells(value) {
      const mine = `Your answer, ${of.say(value)},`;
      const off = marks.map((mark) => ({ mark, far: beyond(mark, value) }));
      const met = off.filter((o) => !o.far);
      const near = off.reduce((a, b) => (Math.abs(b.far) < Math.abs(a.far) ? b : a));
      const has = `${near.mark.who} has ${near.mark.value}`;
      if (met.length === off.length) {
        const all = `${mine} fits ${every(met.length)} figures.`;
        return met.length > 1 ? all : `${mine} fits: ${has}.`;
      }
      if (met.length) return `${mine} fits ${met.length} of ${off.length} figures: ${has}.`;
      const size = of.apart(Math.abs(near.far));
      const way = data.unit[3] ? ["later", "earlier"] : ["more", "less"];
      const apart = `${has}, ${size} ${near.far < 0 ? way[0] : way[1]}.`;
      if (off.length === 1) return `${mine}: ${apart}`;
      const side = off.every((o) => o.far < 0) ? `below ${every(off.length)}`
        : off.every((o) => o.far > 0) ? `above ${every(off.length)}` : "between the";
      return `${mine} lies ${side} figures. The nearest: ${apart}`;
    },
  };
};
