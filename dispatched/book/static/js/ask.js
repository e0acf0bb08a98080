// --- a question before the evidence: what is given, kept, shown, and what it holds back ---------
const page = document.documentElement;
const KINDS = {};
const { memory } = window.dispatched;

function asker(box) {
  const key = `predict:${box.dataset.key}`;
  const data = JSON.parse(box.querySelector(".ask-data").textContent);
  const kind = KINDS[box.dataset.kind](box, data, () => changed());
  const held = [...document.getElementsByClassName(`veil-${box.dataset.key}`)];
  const says = box.querySelector(".ask-says");
  const main = box.querySelector(".ask-main");
  const again = box.querySelector('[data-do="again"]');
  let opened = false, redone = false, seen = null;

  const say = (text, odd = false) => {
    says.textContent = text;
    says.classList.toggle("ask-odd", odd);
  };
  // What was said of an answer goes with it; one that is not whole is off, and says why if pressed.
  function changed() {
    if (says.classList.contains("ask-odd")) say("");
    main.setAttribute("aria-disabled", String(!kind.ready()));
  }
  function render() {
    const kept = memory.get(key);
    seen = kept?.at ?? null;
    const given = kept && !kept.skipped && kind.reads(kept.given) ? kept.given : null;
    const state = redone ? "asked" : given ? "answered" : kept?.skipped ? "skipped" : "asked";
    box.dataset.state = state;
    if (given) kind.put(given);
    kind.lock(state !== "asked");
    kind.mark?.(state === "answered" ? given : null);
    say(state === "answered" ? kind.tells(given) : "");
    changed();
    again.textContent = state === "skipped" ? "Answer after all" : "Try again";
    for (const block of held) {
      block.classList.add("told"); // from here on the attribute decides, not the class
      if (state === "asked" && !opened && page.dataset.ask === "on") {
        block.setAttribute("hidden", "until-found");
      } else block.removeAttribute("hidden");
    }
  }
  const act = {
    show() {
      const { given, odd } = kind.gives();
      if (odd) return say(odd, true);
      redone = false;
      memory.set(key, { at: new Date().toISOString(), given, skipped: false });
      render();
      says.focus();
    },
    skip() {
      redone = false;
      memory.set(key, { at: new Date().toISOString(), given: null, skipped: true });
      render();
      again.focus();
    },
    again() {
      [redone, opened] = [true, false];
      render();
      kind.focus();
    },
    forget() {
      [redone, opened] = [false, false];
      memory.remove(key);
      kind.clear();
      render();
      kind.focus();
    },
  };
  for (const button of box.querySelectorAll(".ask-buttons button")) {
    button.addEventListener("click", act[button.dataset.do || "show"]);
  }
  box.addEventListener("input", changed);
  box.addEventListener("keydown", (e) => {
    const field = 'input:is([type="text"], [type="range"], [type="radio"])';
    if (e.key === "Enter" && e.target.matches(field) && !e.isComposing) act.show();
  });
  // An address, or a search within the page, leads to what is held back: it opens, unanswered.
  const open = () => { opened = true; render(); };
  for (const block of held) block.addEventListener("beforematch", open);
  memory.on(() => {
    if ((memory.get(key)?.at ?? null) !== seen) { redone = false; render(); }
  });
  render();
  return { held, open, render };
}
