// --- questions with a field: what the reader gives, and what the page answers --------------------
(() => {
"use strict";
const { judge, digest, memory } = window.dispatched;

// The other half of dispatched/book/veil.py: out of sight, and no secret.
function unveiled(text, ident) {
  const key = digest(ident, "veil");
  const bytes = Uint8Array.from(atob(text), (c, at) => (
    c.charCodeAt(0) ^ key.charCodeAt(at % key.length)));
  return new TextDecoder().decode(bytes);
}
function keyOf(field) {
  const key = window.dispatched.keys[field.querySelector(".check-key").dataset.place];
  const said = (m) => ({ ...m, says: unveiled(m.says, key.id) });
  return { ...key, mistakes: key.mistakes.map(said) };
}

// Each kind: what stands in its field as text, and how a text is put there again.
const LINES = {
  get: (field) => [...field.querySelectorAll("input")].map((one) => one.value),
  set: (field, given) => field.querySelectorAll("input")
    .forEach((one, at) => { one.value = String(given[at] ?? ""); }),
};
const BOXES = {
  get: (field, key) => [...field.querySelectorAll("input:checked")]
    .map((one) => key.options[one.value]),
  set: (field, given, key) => field.querySelectorAll("input")
    .forEach((one) => { one.checked = given.includes(key.options[one.value]); }),
};
const one = (kind) => ({
  get: (field, key) => kind.get(field, key)[0] || "",
  set: (field, given, key) => kind.set(field, [given], key),
});
const PLACES = {
  get: (field, key) => [...field.querySelectorAll("li")].map((li) => key.options[li.dataset.at]),
  set(field, given, key) {
    const list = field.querySelector("ol");
    for (const text of given) {
      const li = list.querySelector(`li[data-at="${key.options.indexOf(text)}"]`);
      if (li) list.append(li);
    }
  },
};
const KINDS = {
  number: one(LINES), choice: one(BOXES), choices: BOXES, order: PLACES, cells: LINES,
};

// An item goes up or down one place, and the place is said. The other moves, not the item itself:
// it keeps focus and pointer.
function move(field, li, by) {
  const list = li.parentElement;
  const other = by < 0 ? li.previousElementSibling : li.nextElementSibling;
  if (other) li[by < 0 ? "after" : "before"](other);
  if (other) stands(field);
  const place = [...list.children].indexOf(li) + 1;
  say(field, `${li.querySelector("span").textContent.trim()}: now number ${place}.`, "");
}
// An order as it was given is no answer before the reader moves a line, or says that it stands.
function stands(field) {
  const button = field.querySelector(".check-stand");
  if (button) button.hidden = true;
}
function say(field, text, state) {
  const line = field.querySelector(".check-says");
  line.dataset.state = state;
  line.textContent = text;
}
function full(field, key, open) {
  const fold = field.querySelector(".check-answer"), inside = fold.querySelector("div");
  if (!inside.firstChild) {
    inside.innerHTML = unveiled(key.answer, key.id);
    window.dispatched.evidence?.(inside);
  }
  fold.hidden = false;
  if (open) {
    fold.open = true;
    fold.querySelector("summary").focus();
  }
  field.querySelector(".check-show").hidden = true;
}
function verdict(field, key, given) {
  const found = judge(key, given);
  say(field, found.text, found.ok ? "right" : "not");
  return found;
}
const NO_TRY = [
  "nothing", "unchosen", "empty",
  ...["words", "unit", "ways", "below", "crowd", "vast"].flatMap((name) => [name, `cell_${name}`]),
];
function attempt(field, key) {
  if (field.querySelector(".check-stand:not([hidden])")) {
    return say(field, "Move one first, or say that the order stands.", "not");
  }
  const given = KINDS[key.kind].get(field, key), found = verdict(field, key, given);
  if (NO_TRY.includes(found.name)) return;
  const name = `field:${key.id}`, at = `${new Date().toISOString().slice(0, 19)}Z`;
  const tries = (memory.get(name)?.tries || 0) + 1;
  memory.set(name, { at, right: found.ok, tries, given });
  full(field, key, false);
}
function start(field) {
  const key = keyOf(field);
  let begun = false, seen = null;
  const go = field.querySelector(".check-go"), show = field.querySelector(".check-show");
  const stand = field.querySelector(".check-stand");
  for (const button of [go, show, stand]) if (button) button.disabled = false;
  stand?.addEventListener("click", () => { stands(field); attempt(field, key); });
  go.addEventListener("click", () => attempt(field, key));
  show.addEventListener("click", () => full(field, key, true));
  for (const input of field.querySelectorAll("input")) {
    // What was said of another answer goes with it.
    input.addEventListener("input", () => say(field, "", ""));
    input.addEventListener("keydown", (e) => {
      if (e.key === "Enter" && !e.isComposing) attempt(field, key);
    });
  }
  for (const button of field.querySelectorAll("[data-by]")) {
    button.addEventListener("click", () => (
      move(field, button.closest("li"), Number(button.dataset.by))));
  }
  for (const list of field.querySelectorAll("ol.check-order")) {
    dragged(list, () => true, (li, by) => { begun = true; move(field, li, by); });
  }
  // What is kept stands there again, also what another tab, or a browser that is late, hands over;
  // not over what the reader has begun here.
  for (const kind of ["input", "click"]) field.addEventListener(kind, () => { begun = true; });
  const back = () => {
    const before = memory.get(`field:${key.id}`);
    if (begun || before?.given === undefined || before.at === seen) return;
    seen = before.at;
    try {
      KINDS[key.kind].set(field, before.given, key);
      stands(field);
      verdict(field, key, KINDS[key.kind].get(field, key));
      full(field, key, false);
    } catch (error) {
      console.warn(error); // what is kept has another form: the question stands there as new
    }
  };
  memory.on(back);
  back();
}
document.querySelectorAll("[data-check]").forEach(start);
})();
