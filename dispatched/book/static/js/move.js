// --- the panel of a movable figure ---------------------------------------------------------------
// One panel at a time. What is moved is kept by claim, so that every sentence of the block follows.
const OURS = 0.2, STEPS = 100, ROUND = 25; // about so many round numbers from end to end
let open = null, serial = 0;

function made(kind, name, text, more = {}) {
  const element = document.createElement(kind);
  if (name) element.className = name;
  if (text !== undefined) element.textContent = text;
  for (const [key, value] of Object.entries(more)) element.setAttribute(key, value);
  return element;
}
const rangeOf = (claim) => [claim[0], claim[1]];
const unitOf = (book, name) => [book.units[name], name];

// Ours, not the source's: a fifth less to a fifth more. A share comes no nearer to the whole than
// by four fifths of the way: divided by what is left, it would have no end.
function fifth([value], unit) {
  const ends = [value * (1 - OURS), value * (1 + OURS)].sort((a, b) => a - b);
  const most = unit === "percent" && value <= 100 ? 100 - OURS * (100 - value) : Infinity;
  return [ends[0], Math.min(most, ends[1])];
}
// A position of the slider as a round number between two ends.
function at([low, high], place) {
  if (place <= 0 || place >= STEPS) return place <= 0 ? low : high;
  const least = (high - low) / ROUND, power = 10 ** Math.floor(Math.log10(least));
  const step = power * [1, 2, 5, 10].find((n) => n * power >= least * (1 - 1e-9));
  const value = Math.round((low + ((high - low) * place) / STEPS) / step) * step;
  return Math.min(high, Math.max(low, Number(value.toPrecision(12))));
}
function compute(plan, book, moved) {
  const inputs = {};
  for (const [name, ident] of Object.entries(plan.inputs)) {
    const usual = rangeOf(book.claims[ident]);
    inputs[name] = plan.whole.includes(name) ? usual : moved.get(ident) || usual;
  }
  return evaluate(plan.tree, inputs);
}

// --- the sentences ---
function links(block) {
  return [...block.querySelectorAll("a.claim")].filter((a) => !a.closest(".move, figure"));
}
function told(link, now) {
  const ident = decodeURIComponent(link.hash.slice(1));
  const text = (now.kept.get(link) || link).textContent.replace(/\s+/g, " ").trim();
  const pieces = now.book.links[ident]?.[text];
  if (!pieces) return null;
  const plan = now.book.calculations[ident];
  const inputs = plan ? Object.values(plan.inputs) : [ident];
  if (!inputs.some((one) => now.moved.has(one))) return null;
  const value = plan ? compute(plan, now.book, now.moved) : now.moved.get(ident);
  if (!value) return null;
  if (pieces.length) return retold(pieces, value, text);
  return described(value, ...unitOf(now.book, plan ? plan.unit : now.book.claims[ident][2]));
}
function restore(now) {
  for (const [link, before] of now.kept) {
    link.replaceChildren(...before.childNodes);
    delete link.dataset.moved;
    delete link.dataset.stated;
  }
  now.kept.clear();
}
function follow(now) {
  const texts = links(now.block).map((link) => [link, told(link, now)]);
  restore(now);
  for (const [link, text] of texts) {
    if (text === null) continue;
    const before = document.createDocumentFragment();
    before.append(...link.childNodes);
    now.kept.set(link, before);
    link.dataset.stated = before.textContent;
    link.dataset.moved = "";
    link.append(text, made("span", "move-said", " (moved)"));
  }
}

// --- one input ---
function input(now, ident, names) {
  const claim = now.book.claims[ident], unit = claim[2];
  const box = made("div", "move-input"), id = `move-${serial += 1}`;
  const about = made("p", "move-about");
  about.append(made("b", "", names.join(", ").replaceAll(/_+(?=,|$)/g, "")), `: ${claim[4]} `,
    made("span", "move-source", `${claim[3]} (${claim[5]})`));
  box.append(about);
  const point = claim[0] === claim[1];
  if (names.some((one) => now.plan.whole.includes(one))) {
    box.append(made("p", "move-note", "The formula takes its ends, so it stays as it is."));
    return box;
  }
  if (point && (claim[0] === 0 || unit === "year")) return box;

  const row = made("div", "move-row");
  const slider = made("input", "", undefined, { type: "range", min: 0, max: STEPS, id });
  const field = made("input", "", undefined, { type: "text", inputmode: "decimal" });
  const note = made("p", "move-note", undefined, { id: `${id}-note` });
  slider.setAttribute("aria-label", `${names[0]}, slider`);
  field.setAttribute("aria-label", `${names[0]}, number`);
  field.setAttribute("aria-describedby", note.id);
  field.autocomplete = "off";
  const word = now.book.units[unit];
  const around = [word[0], word[2]].filter(Boolean).join(" ");
  row.append(slider, field, made("span", "move-unit", around));
  const ends = point ? fifth(claim, unit) : rangeOf(claim);
  const whole = () => described(ends, word, unit);
  const usual = () => `${point ? "Our range" : "Its whole range"}: ${whole()}.`;
  const set = (value, text = "") => {
    now.moved.set(ident, value === null ? ends : [value, value]);
    if (value === null && !point) now.moved.delete(ident);
    show(value, text);
    update(now);
  };
  const show = (value, text = "") => {
    slider.value = value === null ? STEPS / 2 :
      Math.round((STEPS * (value - ends[0])) / (ends[1] - ends[0]));
    slider.classList.toggle("whole", value === null);
    slider.setAttribute("aria-valuetext", value === null ? whole() : quantity(value, word, unit));
    if (document.activeElement !== field || text) field.value = value === null ? "" : number(value);
    field.placeholder = ends.map((end) => number(four(end))).join(" to ");
    field.removeAttribute("aria-invalid");
    note.textContent = text || (value === null ? usual() :
      `Moved to ${quantity(value, word, unit)}. Empty the field for the whole range.`);
  };
  slider.addEventListener("input", () => set(at(ends, Number(slider.value))));
  slider.addEventListener("click", () => {
    if (slider.classList.contains("whole")) set(at(ends, Number(slider.value)));
  });
  field.addEventListener("input", () => {
    const value = numberOf(field.value);
    if (!field.value.trim()) set(null);
    else if (value >= ends[0] && value <= ends[1]) set(value);
  });
  field.addEventListener("change", () => {
    const text = field.value.trim(), value = numberOf(text);
    if (!text) set(null);
    else if (Number.isNaN(value)) {
      field.setAttribute("aria-invalid", "true");
      note.textContent = `“${text.slice(0, 40)}” is not a number; nothing has changed. ` + usual();
      say(now, note.textContent);
    } else {
      const inside = Math.min(ends[1], Math.max(ends[0], value));
      const why = inside === value ? "" :
        `That lies outside ${whole()}; taken as ${quantity(inside, word, unit)}.`;
      set(inside, why);
      if (why) say(now, why);
      field.value = number(inside);
    }
  });
  if (point) {
    const label = made("label", "move-ours");
    const tick = made("input", "", undefined, { type: "checkbox" });
    label.append(tick, " Let it vary by ±20% (ours)");
    const turn = (on) => {
      row.hidden = note.hidden = !on;
      if (on) set(null);
      else now.moved.delete(ident);
    };
    tick.addEventListener("change", () => { turn(tick.checked); update(now); });
    row.hidden = note.hidden = true;
    box.append(label);
    now.resets.push(() => { tick.checked = false; turn(false); });
  } else {
    show(null);
    now.resets.push(() => { now.moved.delete(ident); show(null); });
  }
  box.append(row, note);
  return box;
}

// --- the result ---
function verdict(now, value) {
  const { plan, book } = now;
  if (!plan.stated) return "No source has this figure: it is computed from theirs.";
  const [low, high, words, source] = plan.stated;
  const ends = [low ?? -Infinity, high ?? Infinity], how = relation(value, ends);
  const away = how === "apart" ? gap(value, ends) : null;
  const far = away === null ? "" :
    ` It is ${number(four(Math.abs(away)))}% ${away < 0 ? "below" : "above"} its nearest end.`;
  const first = `${source} states ${words}. ${book.relations[how]}${far}`;
  return now.moved.size ? first : `${first} Our verdict: ${plan.verdict}.`;
}
function say(now, text) {
  clearTimeout(now.timer);
  now.timer = setTimeout(() => { now.live.textContent = text; }, 600);
}
function update(now) {
  const { plan, book } = now, unit = unitOf(book, plan.unit);
  const value = compute(plan, book, now.moved);
  const sources = described(compute(plan, book, new Map()), ...unit);
  const short = now.moved.size && value ? value.map(three) : value;
  now.yours.textContent = value ? described(short, ...unit) : "no result";
  now.ours.textContent = now.moved.size ? `The sources’ own figures give ${sources}.` : "";
  now.verdict.textContent = value ? verdict(now, value) :
    "With these values one would divide by zero.";
  now.back.disabled = now.moved.size === 0;
  follow(now);
  say(now, `Result: ${now.yours.textContent}. ${now.verdict.textContent}`);
}

function build(now) {
  const id = `move-${serial += 1}`;
  const panel = made("section", "move", undefined, { "aria-labelledby": id, tabindex: "-1" });
  const era = document.querySelector(".kicker")?.className.match(/\bera-\w+/);
  if (era) panel.classList.add(era[0]);
  panel.append(made("p", "move-title", now.plan.title, { id }),
    made("p", "move-formula", now.plan.worded));
  const claims = new Map(); // a claim under two names is one input
  for (const [name, ident] of Object.entries(now.plan.inputs)) {
    claims.set(ident, [...(claims.get(ident) || []), name]);
  }
  now.resets = [];
  now.live = made("p", "move-said", "", { "aria-live": "polite" });
  const result = made("p", "move-result", "Result: ");
  now.yours = made("b", "", "");
  now.ours = made("p", "move-sources", "");
  now.verdict = made("p", "move-verdict", "");
  result.append(now.yours);
  now.back = made("button", "move-back", "Back to the sources", { type: "button" });
  const shut = made("button", "move-shut", "Close", { type: "button" });
  now.back.addEventListener("click", () => {
    for (const reset of now.resets) reset();
    update(now);
    panel.focus();
  });
  shut.addEventListener("click", () => close(true));
  const buttons = made("div", "move-buttons");
  buttons.append(now.back, shut);
  const inputs = made("div", "move-inputs");
  for (const [ident, all] of claims) inputs.append(input(now, ident, all));
  panel.append(inputs, result, now.ours, now.verdict, buttons, now.live);
  panel.addEventListener("keydown", (e) => { if (e.key === "Escape") close(true); });
  return panel;
}
function close(back) {
  if (!open) return;
  clearTimeout(open.timer);
  restore(open);
  open.panel.remove();
  open.handle.setAttribute("aria-expanded", "false");
  if (back) open.handle.focus();
  open = null;
}
function toggle(handle, link, block, book) {
  const same = open && open.handle === handle;
  close(same);
  if (same) return;
  const plan = book.calculations[decodeURIComponent(link.hash.slice(1))];
  const now = { handle, block, book, plan, moved: new Map(), kept: new Map(), timer: 0 };
  now.panel = build(now);
  open = now;
  const table = block.closest(".pst-scrollable-table-container, .table-scroll, table");
  if (block.matches("li, dd")) block.append(now.panel);
  else (table || block).after(now.panel);
  handle.setAttribute("aria-expanded", "true");
  update(now);
  clearTimeout(now.timer); // what stands there already need not be said
  now.panel.focus({ preventScroll: true });
  now.panel.scrollIntoView({ block: "nearest" });
}

// Paper has what the sources give.
function paperMove(printing) {
  if (!open) return;
  if (printing) restore(open);
  else follow(open);
}
window.matchMedia("print").addEventListener("change", (e) => paperMove(e.matches));
window.addEventListener("beforeprint", () => paperMove(true));
window.addEventListener("afterprint", () => paperMove(false));

window.dispatched = Object.assign(window.dispatched || {}, { move: { toggle } });
