// --- guess it: a number on a scale --------------------------------------------------------------
KINDS.guess = (box, data, changed) => {
  const { marks } = data;
  const of = scale(data);
  const slider = box.querySelector('input[type="range"]');
  const field = box.querySelector('input[type="text"]');
  const make = (name, parts) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(parts)) element.setAttribute(key, value);
    return element;
  };
  const mine = [...box.querySelectorAll(".ask-scale, .ask-strip")].map((svg) => {
    const line = make("line", { class: "ask-mine", y1: 0, y2: 16 });
    svg.append(line);
    return line;
  });
  const you = make("text", { class: "ask-mine", y: -4 });
  you.textContent = "You";
  box.querySelector(".ask-scale").append(you);
  let touched = false, now = null, doubted = null;

  function show(value) {
    now = value;
    slider.setAttribute("aria-valuetext", value === null ? "no answer yet" : of.say(value));
    slider.classList.toggle("ask-unset", value === null);
    const share = of.share(value ?? data.from);
    for (const line of mine) {
      line.toggleAttribute("hidden", value === null);
      for (const end of ["x1", "x2"]) line.setAttribute(end, 420 * share);
    }
    you.setAttribute("x", 420 * share);
    you.setAttribute("text-anchor", share < 0.04 ? "start" : share > 0.96 ? "end" : "middle");
  }
  function set(value) {
    touched = true;
    field.value = of.number(value);
    field.removeAttribute("aria-invalid");
    show(value);
    changed();
  }
  // To touch the slider where it stands moves nothing, and is an answer.
  for (const when of ["input", "pointerup"]) slider.addEventListener(when, () => {
    if (slider.disabled) return;
    set(of.at(slider.value / 1000));
  });
  // A key goes on to the next value that is told otherwise; the first takes the middle.
  slider.addEventListener("keydown", (e) => {
    const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[e.key];
    if (!by || slider.disabled || e.altKey || e.ctrlKey || e.metaKey) return;
    e.preventDefault();
    let value = now ?? of.at(0.5);
    for (let s = 1; now !== null && s <= 1000 && of.number(value) === of.number(now); s += 1) {
      value = of.at(Math.min(Math.max(of.share(now) + by * s * 0.001, 0), 1));
    }
    slider.value = 1000 * of.share(value);
    set(value);
  });
  field.addEventListener("input", () => {
    const odd = field.value.trim() ? of.odd(field.value) : "";
    field.setAttribute("aria-invalid", String(Boolean(odd)));
    touched = Boolean(field.value.trim());
    if (odd || !touched) return show(null);
    const value = of.read(field.value);
    slider.value = 1000 * of.share(value);
    show(value);
  });
  const clear = () => {
    [field.value, slider.value, touched, doubted] = ["", 500, false, null];
    show(null);
  };
  clear();

  return {
    reads: Number.isFinite,
    ready: () => touched,
    gives() {
      if (!touched) return { odd: "Point on the scale or type a number first. Or skip." };
      const odd = of.odd(field.value);
      if (odd) return { odd };
      // Far off the scale it is asked once whether that is meant; given again, it is.
      const meant = doubted !== field.value && of.meant(field.value);
      doubted = field.value;
      return meant ? { odd: `${meant} If not, show the evidence once more.` }
        : { given: of.read(field.value) };
    },
    put(value) {
      [field.value, slider.value, touched] = [of.number(value), 1000 * of.share(value), true];
      show(value);
    },
    clear,
    lock(on) { slider.disabled = on; field.readOnly = on; },
    focus: () => slider.focus(),
    tells: (value) => guessed(of, marks, value),
  };
};
