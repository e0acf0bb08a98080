// The search page: the cards of evidence, above the pages that Sphinx's own search finds. A script
// of its own, with the words of all cards (_static/cards.js), so that no other page carries them.
(() => {
  "use strict";
  const FIRST = 6, MOST = 60;
  const field = document.querySelector(".bd-search-container form.bd-search input");
  const out = document.getElementById("found-cards");
  if (!out) return;
  field.focus();
  field.select();
  const query = new URLSearchParams(location.search).get("q") || "";
  const stemmer = new Stemmer();
  const words = (text) => splitQuery(text.toLowerCase());
  const asked = words(query).filter((word) => !stopwords.includes(word));
  if (!asked.length) return;

  // A number is that number alone; the beginning of a word will do, and any part of one in another
  // script.
  const fits = asked.map((word) => {
    if (/^[\d.]+$/.test(word)) return (other) => other === word;
    if (/[^\x00-\x7f]/.test(word)) return (other) => other.includes(word);
    const stem = stemmer.stemWord(word);
    return (other) => other === word || stemmer.stemWord(other) === stem
      || (word.length > 2 && other.startsWith(word));
  });
  const found = [];
  for (const card of dispatchedCards.cards) {
    const [, , head, said, rest] = card;
    const first = words(`${head} ${said}`), all = [...first, ...words(rest)];
    if (!fits.every((fit) => all.some(fit))) continue;
    found.push([fits.filter((fit) => first.some(fit)).length, card]);
  }
  found.sort((a, b) => b[0] - a[0]);
  const title = document.createElement("h2");
  title.textContent =
    found.length === 1 ? "One card of evidence" : `${found.length || "No"} cards of evidence`;
  out.append(title, list(found.slice(0, FIRST)));
  if (found.length > FIRST) {
    const more = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent =
      found.length > MOST ? `Those up to number ${MOST}` : `The other ${found.length - FIRST}`;
    more.append(summary, list(found.slice(FIRST, MOST)));
    out.append(more);
  }

  function list(rows) {
    const all = document.createElement("ul");
    all.className = "found";
    for (const [, [page, id, head, said]] of rows) {
      const link = document.createElement("a");
      link.href = `${dispatchedCards.pages[page]}.html#${id}`;
      link.textContent = head;
      const line = document.createElement("li");
      line.append(link, document.createElement("br"), said);
      all.append(line);
    }
    return all;
  }

  // The pages mark what was sought as it is written there: 35000 stands as 35,000. Sphinx notes its
  // words on the same event, before this.
  document.addEventListener("DOMContentLoaded", () => {
    const large = asked.filter((word) => /^\d{4,}$/.test(word));
    const marks = large.map((word) => Number(word).toLocaleString("en-US"));
    const noted = (localStorage.getItem("sphinx_highlight_terms") || "").split(" ");
    // "70" stands in 1970 as well.
    const kept = noted.filter((word) => word && !/^[\d.]{1,3}$/.test(word));
    localStorage.setItem("sphinx_highlight_terms", [...kept, ...marks].join(" "));
  });
})();
