// Served as a small script of its own that waits for nothing, and again as the first part of the
// script of the page, in case that came earlier. Where a browser denies storage
// (cookies off, the page in a sandboxed frame, a full disk), the theme's script
// (pydata-sphinx-theme 0.16) stops at its first use, and with it the menu, the search and the
// switch of colors. A stand-in that forgets lets all of them work.
(() => {
  "use strict";
  for (const name of ["localStorage", "sessionStorage"]) {
    try {
      window[name].setItem("dispatched-try", "");
      window[name].removeItem("dispatched-try");
    } catch {
      // A full storage can still be read: what it holds goes into the stand-in.
      let full = {};
      try { full = { ...window[name] }; } catch { /* denied */ }
      const kept = new Map(Object.entries(full));
      const store = {
        getItem: (key) => kept.get(String(key)) ?? null,
        setItem: (key, value) => void kept.set(String(key), String(value)),
        removeItem: (key) => void kept.delete(String(key)),
        clear: () => kept.clear(),
        key: (n) => [...kept.keys()][n] ?? null,
        get length() { return kept.size; },
      };
      Object.defineProperty(window, name, { value: store, configurable: true });
    }
  }
  // Before the page is painted, as the theme's inline script does it; a policy may forbid scripts
  // in the page.
  const page = document.documentElement.dataset;
  if (page.mode) return; // done already
  const usual = page.theme || "auto";
  page.mode = localStorage.getItem("mode") || usual;
  page.theme = localStorage.getItem("theme") || usual;
  const asked = new URLSearchParams(location.search).get("lane") || localStorage.getItem("lane");
  page.margin = localStorage.getItem("margin") || "off";
  page.lane = ["story", "workshop"].includes(asked) ? asked : "both";
  const first = new URLSearchParams(location.search).get("ask");
  if (first) try { localStorage.setItem("ask", first); } catch { /* full */ }
  page.ask = (first || localStorage.getItem("ask")) === "off" ? "off" : "on";
  // If the scripts that come later do not, nothing would open what a question holds back, and no
  // narrow drawing would come.
  addEventListener("load", () => {
    if (!window.dispatched) [page.ask, page.scripts] = ["none", "none"];
  });
})();
