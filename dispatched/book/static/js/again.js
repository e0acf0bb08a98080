// The page "What to look at again": a script of its own, on that page alone.
(() => {
  "use strict";
  const { memory, spacing } = window.dispatched;
  const data = document.getElementById("again-data");
  if (!data) return;
  const chapters = JSON.parse(data.textContent);
  const titles = new Map(chapters.flatMap((one) => one.questions.map((q) => [q.key, [one, q]])));
  const DATE = { month: "long", day: "numeric" };
  const day = (text) => new Date(text).toLocaleDateString("en-US", DATE);
  const make = (name, text = "", at = {}) => Object.assign(
    document.createElement(name), { textContent: text }, at,
  );
  const plural = (n, one, many) => `${n.toLocaleString("en-US")} ${n === 1 ? one : many}`;

  const WHY = ["not right yet", "right after another try", "right; once more after two weeks"];
  function item({ key, step, on, due }) {
    const [chapter, question] = titles.get(key);
    const line = make("li");
    line.append(make("a", question.title, { href: question.href }));
    const when = due ? "" : `; comes on ${day(on)}`;
    line.append(make("span", `Chapter ${chapter.number}; ${WHY[step]}${when}`));
    return line;
  }
  function again(kept) {
    const box = document.getElementById("again-today");
    const known = spacing.due(kept, Date.now()).filter((one) => titles.has(one.key));
    const now = known.filter((one) => one.due), later = known.filter((one) => !one.due);
    const list = (some, name) => {
      const made = make("ol", "", { className: name });
      made.append(...some.map(item));
      return made;
    };
    const said = now.length
      ? `${plural(now.length, "question", "questions")} for today:`
      : Object.keys(kept).length ? "Nothing for today." : "No question is answered here yet.";
    const parts = [make("p", said)];
    if (now.length) parts.push(list(now, "again-list"));
    if (later.length) {
      const fold = make("details", "", { className: "again-later" });
      const many = plural(later.length, "question comes", "questions come");
      const next = `${many} later, the next on ${day(later[0].on)}`;
      fold.append(make("summary", next), list(later, "again-list"));
      parts.push(fold);
    }
    box.replaceChildren(...parts);
  }
  function count(kept) {
    for (const [at, row] of document.querySelectorAll("#again-chapters tbody tr").entries()) {
      const one = chapters[at];
      const sum = spacing.tally(one.questions.map((q) => q.key), kept);
      const guesses = spacing.tally(one.predictions, kept).answered;
      for (const [name, n] of Object.entries({ ...sum, guesses })) {
        const cell = row.querySelector(`[data-count="${name}"]`);
        if (cell && name !== "all") cell.textContent = n;
      }
    }
  }

  // --- the file, and forgetting ---
  const said = document.getElementById("again-said");
  const part = (name) => document.querySelector(`[data-again="${name}"]`);
  const say = (text) => { said.textContent = text; };
  part("save").addEventListener("click", () => {
    const now = new Date().toISOString();
    const url = URL.createObjectURL(new Blob([memory.saved(now)], { type: "application/json" }));
    const name = `dispatched-answers-${now.slice(0, 10)}.json`;
    const link = make("a", "", { href: url, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 1e4);
    say(`${plural(Object.keys(memory.all()).length, "answer", "answers")} put into ${name}.`);
  });
  part("load").addEventListener("change", async (e) => {
    const [file] = e.target.files;
    if (!file) return;
    try { say(memory.adopt(await file.text(), new Date().toISOString()).said); }
    catch { say("This file cannot be read. Nothing was changed."); }
    e.target.value = ""; // the same file may be chosen again
  });
  const sure = part("sure");
  const ask = (yes) => {
    sure.hidden = !yes;
    part("forget").hidden = yes;
    if (yes) part("keep").focus(); else part("forget").focus();
  };
  part("forget").addEventListener("click", () => {
    const n = Object.keys(memory.all()).length;
    const many = plural(n, "answer", "answers");
    part("asked").textContent = `Forget ${many}? They cannot be had back.`;
    ask(true);
  });
  part("keep").addEventListener("click", () => { ask(false); say("All is kept."); });
  part("gone").addEventListener("click", () => {
    memory.clear();
    ask(false);
    say("All answers of this book are forgotten.");
  });
  sure.addEventListener("keydown", (e) => { if (e.key === "Escape") part("keep").click(); });

  const draw = () => { const kept = memory.all(); again(kept); count(kept); };
  memory.on(draw);
  draw();
})();
