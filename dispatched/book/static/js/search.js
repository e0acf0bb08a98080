// The search page: terms, places and people, and the cards of evidence, above the pages that
// Sphinx's own search finds. The words of all of them (_static/cards.js, made by
// dispatched.book.finds), and Sphinx's index, come with the first letter of a question.
(async () => {
  "use strict";
  const FIRST = 5, MOST = 60;
  const field = document.querySelector(".bd-search-container form.bd-search input");
  const out = document.getElementById("found-cards");
  if (!out) return;
  field.focus();
  field.select();
  const make = (name, text = "", more = {}) =>
    Object.assign(document.createElement(name), { textContent: text }, more);
  const { load } = window.dispatched;
  const bring = (file) => load(file).catch((error) => {
    out.append(make("p", `Nothing can be sought: ${error.message}.`, { role: "status" }));
    throw error;
  });
  const INDEX = "../searchindex.js";
  const query = new URLSearchParams(location.search).get("q") || "";
  const stemmer = new Stemmer();
  const words = (text) => splitQuery(text.toLowerCase());
  const ASKING = /^(what|who|whom|whose|which|how|where|when|why|does|did|do|many|much|mean)$/;
  const spoken = words(query).filter((word) => !stopwords.includes(word));
  const telling = spoken.filter((word) => !ASKING.test(word));
  const asked = telling.length ? telling : spoken;
  if (!query) field.addEventListener("input", () => bring("cards.js"), { once: true });
  else if (!asked.length) bring(INDEX);
  if (!asked.length) return;
  // What Sphinx says of the pages.
  Documentation.TRANSLATIONS["Search Results"] = "Pages";
  const SILENT = "Your search did not match any documents. Please make sure that all words are "
    + "spelled correctly and that you've selected enough categories.";
  Documentation.TRANSLATIONS[SILENT] = "No page has all of these words.";

  // The page that is opened from here marks what was sought as it is written there: 35000 stands as
  // 35,000. Sphinx notes its words when it has its index and the page, before this, and for
  // whatever page comes next; here the note is made by the link that is followed.
  // How well a page fits: by its title, or its file's name, then by its headings; a chapter before
  // other pages, and the pages of cards and sources last. Of equals, Sphinx goes by the alphabet.
  const stems = asked.map((word) => stemmer.stemWord(word));
  const has = (title) => {
    const held = words(title).map((word) => stemmer.stemWord(word));
    return stems.every((stem) => held.includes(stem));
  };
  let headed = null; // number of a page → how many of its headings have the words
  Scorer.score = ([docname, , , , score]) => {
    const index = Search._index, page = index.docnames.indexOf(docname);
    if (!headed) {
      headed = new Map();
      const all = Object.entries(index.alltitles).filter(([title]) => has(title));
      for (const [n] of all.flatMap(([, at]) => at)) headed.set(n, (headed.get(n) || 0) + 1);
    }
    const heads = headed.get(page) || 0;
    const own = has(index.titles[page]) ? 100 : has(docname.replace(/[-/]/g, " ")) ? 60 : 0;
    const kind = docname.startsWith("chapters/") ? 40
      : /^back\/(evidence|sources|codebook|calculations|teaching|answers)/.test(docname) ? 0 : 20;
    return own + kind + 10 * Math.min(heads, 4) + Math.min(score, 15) / 2;
  };
  const ready = new Promise((done) => { document.addEventListener("DOMContentLoaded", done); });
  function note() {
    const large = asked.filter((word) => /^\d{4,}$/.test(word));
    const marks = large.map((word) => Number(word).toLocaleString("en-US"));
    const noted = (localStorage.getItem("sphinx_highlight_terms") || "").split(" ");
    // "70" stands in 1970 as well.
    const kept = noted.filter((word) => word && !/^[\d.]{1,3}$/.test(word));
    const sought = [...kept, ...marks].join(" ");
    localStorage.removeItem("sphinx_highlight_terms");
    const follow = (e) => {
      if (!e.target.closest(":is(#found-cards, #search-results) a")) return;
      localStorage.setItem("sphinx_highlight_terms", sought);
    };
    for (const kind of ["click", "auxclick"]) document.addEventListener(kind, follow);
  }
  await bring("cards.js");

  // --- what can be found -------------------------------------------------------------------------
  const { where, grounds, pages, sources, phrases } = dispatchedCards;
  const shared = dispatchedCards.words.split(" ");
  const told = (text) => text.replace(/[\u0180-\u024f]/g, (c) => phrases[c.charCodeAt(0) - 0x180]);
  const rested = (text) => text.split(" ").map((number) => shared[parseInt(number, 36)] || "");
  const names = where.map(() => []); // number of a claim's place → every name of that place
  for (const [name, russian, , called, korean] of dispatchedCards.places) {
    for (const number of called) names[number].push(name, russian, korean);
  }
  const spelled = (korean, russian) =>
    [["ko", korean], ["ru", russian]].filter(([, word]) => word);
  const count = (list) => {
    const n = dispatchedCards.claims.filter(list).length;
    return n === 1 ? "One claim" : `${n || "No"} claims`;
  };
  const again = (name) => `?q=${encodeURIComponent(name)}`;
  // Each: a link with its text, lines below it, the words that come first, and further words.
  const terms = dispatchedCards.terms.map(([id, term, also, korean, russian, said, chapter]) => ({
    link: `back/glossary.html#term-${id}`, head: term, also,
    foreign: spelled(korean, russian),
    lines: [said, `Chapter ${chapter}`],
    first: words(`${term} ${also} ${korean} ${russian}`), rest: words(said),
  }));
  const around = [
    ...dispatchedCards.named.map(([name, also, korean, russian, word, claims]) => ({
      link: again(word), head: name, also, word, foreign: spelled(korean, russian),
      first: words(`${name} ${also} ${korean} ${russian}`),
      lines: [claims ? `Named in ${claims === 1 ? "one claim" : `${claims} claims`}` : "Named"],
    })),
    ...dispatchedCards.places.map(([name, russian, kind, called, korean]) => ({
      link: again(name), head: name, foreign: spelled(korean, russian),
      lines: () => [[kind, called.length || kind !== "Town"
        ? count((row) => called.includes(row[7])) : ""].filter(Boolean).join(". ")],
      first: words(`${name} ${russian} ${korean} `
        + `${called.map((number) => where[number]).join(" ")}`),
    })),
    ...dispatchedCards.people.map(([name, claims]) => ({
      link: again(name), head: name, first: words(name),
      lines: [`Interviewee of Lankov. ${claims === 1 ? "One claim" : `${claims} claims`}`],
    })),
    ...sources.map(([id, short, authors, page], number) => ({
      link: `${pages[page]}.html#source-${id}`, head: short, first: words(`${short} ${authors}`),
      lines: () => [[authors, `Source. ${count((row) => row[5] === number)}`]
        .filter(Boolean).join(". ")],
    })),
  ];
  const cards = [
    ...dispatchedCards.claims.map(([page, id, head, said, rest, from, locator, place, ground]) => {
      const source = `${sources[from][1]}${locator ? `, ${locator}` : ""}`;
      const text = told(said);
      return {
        link: `${pages[page]}.html#${id}`, head: text,
        // A year of a year is said once.
        lines: [`${head.replace(/^(\d{4}), \1$/, "$1")}. ${source}`, grounds[ground]],
        first: words(`${head} ${source} ${text}`),
        rest: [...rested(rest), ...words(`${where[place]} ${names[place].join(" ")}`)],
      };
    }),
    ...dispatchedCards.others.map(([page, id, head, said, rest, ground]) => ({
      link: `${pages[page]}.html#${id}`, head: told(said), lines: [head, grounds[ground] || ""],
      first: words(`${head} ${told(said)}`), rest: rested(rest),
    })),
  ];
  for (const one of [...terms, ...around, ...cards]) one.all = [...one.first, ...(one.rest || [])];
  const known = new Set([...terms, ...around, ...cards].flatMap((one) => one.all));

  // --- which of them fit -------------------------------------------------------------------------
  // A number is that number alone; the beginning of a word will do, and any part of one in another
  // script.
  function exact(word) {
    if (/^[\d.]+$/.test(word)) return (other) => other === word;
    if (/[^\x00-\x7f]/.test(word)) return (other) => other.includes(word);
    const stem = stemmer.stemWord(word);
    return (other) => other === word || stemmer.stemWord(other) === stem
      || (word.length > 2 && other.startsWith(word));
  }
  // One letter more, less, other, or two that changed places.
  function near(a, b) {
    if (Math.abs(a.length - b.length) > 1) return false;
    let at = 0;
    while (at < a.length && a[at] === b[at]) at += 1;
    const x = a.slice(at), y = b.slice(at);
    return x.slice(1) === y.slice(1) || x === y.slice(1) || x.slice(1) === y
      || (x[0] === y[1] && x[1] === y[0] && x.slice(2) === y.slice(2));
  }
  const mayErr = (word) => /^[^\d.]{4,}$/.test(word) && asked.join("").length > 5;
  const fitting = (word, loose) => {
    const right = [...known].filter(exact(word));
    return new Set(loose || !right.length && mayErr(word)
      ? [...right, ...[...known].filter((other) => mayErr(word) && near(word, other))] : right);
  };
  function search(list, fits) {
    return list.filter((one) => fits.every((fit) => one.all.some((word) => fit.has(word))))
      .map((one) => {
        const first = fits.filter((fit) => one.first.some((word) => fit.has(word))).length;
        return [first - (one.first.length > fits.length ? 0.5 : 0), one];
      })
      .sort((a, b) => b[0] - a[0]).map(([, one]) => one);
  }
  // A term is found by its own words; by its sentence where nothing else is.
  const named = (list, fits) =>
    list.filter((one) => fits.every((fit) => one.first.some((word) => fit.has(word))));
  const none = (lists) => !lists.some((list) => list.length);
  function look(fits) {
    const [all, ...others] = [terms, around, cards].map((list) => search(list, fits));
    const own = named(all, fits);
    return [own.length || !none(others) ? own : all, ...others];
  }
  let found = look(asked.map((word) => fitting(word, false)));
  const lost = asked.filter((word) => mayErr(word) && ![...known].some(exact(word)));
  if (none(found)) found = look(asked.map((word) => fitting(word, true)));
  let heading = found[2].length === 1 ? "One card of evidence"
    : `${found[2].length || "No"} cards of evidence`;
  // Asked in Korean or Russian, it is told in English.
  const meant = found[0][0] || found[1].find((one) => one.word);
  if (!found[2].length && meant) {
    const head = meant.word || meant.head;
    found[2] = search(cards, words(head).map((word) => fitting(word, false)));
    if (found[2].length) heading = `Evidence with “${head}”`;
  }

  // --- what is shown -----------------------------------------------------------------------------
  function item({ link, head, also, foreign = [], lines }) {
    const line = make("li");
    line.append(make("a", head, { href: link }));
    if (also) line.append(make("i", also));
    for (const [lang, word] of foreign) line.append(make("b", word, { lang }));
    for (const said of typeof lines === "function" ? lines() : lines) {
      if (said) line.append(make("span", said));
    }
    return line;
  }
  function group(title, list) {
    const part = make("section");
    part.append(make("h2", title));
    const rows = (some) => {
      const all = make("ul", "", { className: "found" });
      all.append(...some.map(item));
      return all;
    };
    part.append(rows(list.slice(0, FIRST)));
    if (list.length > FIRST) {
      const more = make("details");
      const most = `Those up to number ${MOST}`;
      more.append(
        make("summary", list.length > MOST ? most : `The other ${list.length - FIRST}`),
        rows(list.slice(FIRST, MOST)),
      );
      part.append(more);
    }
    out.append(part);
  }
  const missed = lost.map((word) => `“${word}”`).join(", ");
  const nothing = none(found);
  if (nothing) Documentation.TRANSLATIONS[SILENT] = "No page has all of these words either.";
  const said = nothing
    ? `No term, place, person or card has “${query}”.`
    : `${lost.length ? `${missed} is nowhere; what is one letter away is shown. ` : ""}`
      + "The arrow keys lead through what is found.";
  out.append(make("p", said, { role: "status" }));
  if (found[0].length) group("Terms", found[0]);
  if (found[1].length) group("Places and people", found[1]);
  if (found[2].length) group(heading, found[2]);

  // Up from the first is the field again.
  document.addEventListener("keydown", (e) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    const box = e.target.closest(".bd-search-container");
    if (!step || !box || e.altKey || e.ctrlKey || e.metaKey || e.shiftKey) return;
    const stops = [field, ...box.querySelectorAll(
      "#found-cards a, #found-cards summary, #search-results li a",
    )].filter((stop) => !stop.closest("details:not([open]) > ul"));
    const next = stops[stops.indexOf(e.target) + step];
    if (!next) return;
    e.preventDefault();
    next.focus();
  });

  await Promise.all([bring(INDEX), ready]); // the pages come below the cards
  note();
})();
