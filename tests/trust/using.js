// What a reader does on a page, in any browser: comes to each chart and question, moves every
// control, answers every question, opens cards. Gives back how often, and what did not answer.
async () => {
  const found = { charts: 0, explorers: 0, moved: 0, answered: {}, cards: 0, wrong: [] };
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const until = async (what, test, seconds = 30) => {
    const end = Date.now() + seconds * 1000;
    while (!test()) {
      if (Date.now() > end) { found.wrong.push(what); return false; }
      await wait(20);
    }
    return true;
  };
  const near = (e) => e.scrollIntoView({ block: "center", behavior: "instant" });
  const pick = (text, at) => document.querySelectorAll(text)[at];
  const each = async (selector, use) => {
    for (let at = 0; at < document.querySelectorAll(selector).length; at += 1) {
      near(pick(selector, at));
      await use(pick(selector, at), `${selector} ${at + 1}`);
    }
  };
  await each("figure.ch", async (figure, name) => {
    figure.dispatchEvent(new Event("pointerenter"));
    if (await until(`${name} stays a picture`, () => figure.dataset.state === "live")) {
      found.charts += 1;
    }
  });
  await each("figure.ch-explorer", async (figure, name) => {
    found.explorers += 1;
    const controls = [...figure.querySelectorAll("input[type=range], select")]
      .filter((c) => c.dataset.signal);
    for (const one of controls) {
      const before = one.nextElementSibling.textContent;
      if (one.tagName === "SELECT") {
        one.selectedIndex = one.selectedIndex === 0 ? one.options.length - 1 : 0;
      } else {
        one.value = one.value === one.max ? one.min : one.max;
      }
      for (const kind of ["input", "change"]) one.dispatchEvent(new Event(kind, { bubbles: true }));
      const changed = () => one.nextElementSibling.textContent !== before;
      if (await until(`${name}: ${one.name} moves nothing`, changed, 10)) found.moved += 1;
    }
    if (!controls.length) found.wrong.push(`${name} has no control`);
  });
  await each("[data-check]", async (field, name) => {
    const go = field.querySelector(".check-go");
    if (!await until(`${name} cannot be answered`, () => !go.disabled, 10)) return;
    const key = window.dispatched.keys[field.querySelector(".check-key").dataset.place];
    for (const one of field.querySelectorAll('input[type="text"]')) one.value = "7";
    const box = field.querySelector('input[type="radio"], input[type="checkbox"]');
    if (box) box.checked = true;
    field.querySelector('[data-by="1"]')?.click();
    go.click();
    const says = field.querySelector(".check-says");
    if (await until(`${name}, ${key.kind}: no verdict`, () => says.dataset.state, 5)) {
      found.answered[key.kind] = (found.answered[key.kind] || 0) + 1;
    }
  });
  for (const link of [...document.querySelectorAll("a.claim")].slice(0, 3)) {
    near(link);
    link.dispatchEvent(new PointerEvent("pointerenter", { pointerType: "mouse" }));
    const card = () => link.getAttribute("aria-describedby") === "evidence-card";
    if (await until(`no card of ${link.hash}`, card, 10)) found.cards += 1;
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  }
  found.wrong.push(...(window.violations || []).map((text) => `the policy forbids ${text}`));
  return JSON.stringify(found);
}
