"use strict";
// Points and comments of the page, saved as a CSV file. Nothing is sent anywhere.
(() => {
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  const said = document.getElementById("said");
  const articles = all("article");
  let unsaved = false;

  function count() {
    const done = articles.filter(one => one.querySelector(".points").value !== "").length;
    said.classList.remove("bad");
    const end = unsaved ? ", not saved yet." : ".";
    said.textContent = `${done} of ${articles.length} answers have points${end}`;
  }

  // A spreadsheet would run a cell that begins like a formula.
  const defused = text => (/^[=+\-@\t\r＝＋－＠]/.test(text) ? "'" + text : text);
  const cell = text => '"' + defused(text).replaceAll('"', '""') + '"';

  function rows() {
    const found = articles
      .map(one => [
        one, one.querySelector(".points").value, one.querySelector(".comment").value.trim(),
      ])
      .filter(([, points, comment]) => points !== "" || comment !== "");
    for (const zero of all(".zero:checked"))
      for (const one of all("li[data-student]", zero.closest(".nothing")))
        found.push([one, "0", ""]);
    return found.map(([{ dataset: data }, points, comment]) =>
      [data.student, data.task, points, comment, data.answer]);
  }

  function save() {
    const wrong = all(".points").find(one => !one.checkValidity());
    if (wrong) {
      wrong.focus();
      said.classList.add("bad");
      said.textContent = `Not saved: the points must be a number from 0 to ${wrong.max}.`;
      return;
    }
    const lines = [["student", "task", "points", "comment", "answer"], ...rows()];
    const text = "\ufeff" + lines.map(line => line.map(cell).join(",")).join("\r\n") + "\r\n";
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    const who = document.getElementById("grader").value.trim().toLowerCase();
    const grader = who.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "");
    link.download = `points-${document.body.dataset.assignment}${grader && "-" + grader}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    unsaved = false;
    said.classList.remove("bad");
    said.textContent = `Saved: ${lines.length - 1} rows in ${link.download}.`;
  }

  document.getElementById("hide").addEventListener("change", event =>
    document.body.classList.toggle("hidden-names", event.target.checked));
  document.querySelector("main").addEventListener("input", () => { unsaved = true; count(); });
  document.getElementById("save").addEventListener("click", save);
  addEventListener("keydown", event => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") { event.preventDefault(); save(); }
  });
  addEventListener("beforeunload", event => { if (unsaved) event.preventDefault(); });
  count();
})();
