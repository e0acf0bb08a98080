// --- memory: what the reader's browser keeps of answers and predictions --------------------------
// One entry of the browser's storage, {version, kept: {key: record}}; a record has `at`, the time
// of the answer. Nothing is kept in between: each call reads, and each change reads, merges and
// writes, so that two open tabs do not overwrite each other. Nothing here throws.
const memory = (() => {
  const NAME = "dispatched", BOOK = "dispatched", VERSION = 1, LONGEST = 2e6, DAY = 864e5;
  const KEY = /^(?:predict|field):[\w.-]{1,120}$/;
  // From version n to n + 1. Before there were versions, the entry was the records alone.
  const UPGRADES = [(kept) => ({ version: 1, kept })];
  const held = new Map(); // what storage did not take: key → record, or null for one taken out
  const listeners = new Set();
  const said = new Set();

  const plain = (x) => typeof x === "object" && x !== null && !Array.isArray(x);
  const time = (record) => Date.parse(record.at);
  const sound = (key, record) => KEY.test(key) && plain(record)
    && typeof record.at === "string" && !Number.isNaN(time(record));
  // No answer is longer; one that is nested too deeply for the browser to write throws.
  const light = (record) => {
    try { return JSON.stringify(record).length < 5e4; } catch { return false; }
  };
  const copy = (x) => JSON.parse(JSON.stringify(x));

  // A text as records: `bad` counts what is none, `why` says that it is no entry of ours at all.
  function opened(text) {
    const kept = {};
    let data = null;
    try { data = JSON.parse(text); } catch { return { kept, bad: 0, why: "damaged" }; }
    if (!plain(data)) return { kept, bad: 0, why: "damaged" };
    let version = "kept" in data ? data.version ?? 1 : 0;
    if (!Number.isInteger(version) || version < 0) return { kept, bad: 0, why: "damaged" };
    if (version > VERSION) return { kept, bad: 0, why: "newer" };
    if (version === 0 && !Object.keys(data).every((key) => KEY.test(key))) {
      return { kept, bad: 0, why: "damaged" };
    }
    for (; version < VERSION; version += 1) data = UPGRADES[version](data);
    if (!plain(data.kept)) return { kept, bad: 0, why: "damaged" };
    let bad = 0;
    for (const [key, record] of Object.entries(data.kept)) {
      if (sound(key, record) && light(record)) kept[key] = record; else bad += 1;
    }
    return { kept, bad, why: "" };
  }
  // Of each key the later record.
  function merged(one, other) {
    const made = { ...one };
    for (const [key, record] of Object.entries(other)) {
      if (!Object.hasOwn(made, key) || time(made[key]) < time(record)) made[key] = record;
    }
    return made;
  }

  function read() {
    let text = null;
    try { text = localStorage.getItem(NAME); } catch { return {}; }
    if (!text) return {};
    const { kept, bad, why } = opened(text);
    if (bad || why) setAside(text, kept);
    return kept;
  }
  function write(kept) {
    try {
      localStorage.setItem(NAME, JSON.stringify({ version: VERSION, kept }));
      return true;
    } catch { return false; }
  }
  const asides = () => {
    try {
      return Object.keys(localStorage).filter((name) => name.startsWith(`${NAME}-aside-`));
    } catch { return []; }
  };
  // What cannot be read is kept under another name; where there is no room, it stays where it is.
  function setAside(text, kept) {
    let number = 1;
    while (asides().includes(`${NAME}-aside-${number}`)) number += 1;
    try {
      localStorage.removeItem(NAME);
      localStorage.setItem(`${NAME}-aside-${number}`, text);
      write(kept);
      tell(`Some of what this browser had kept cannot be read. It is set aside under the name
        ${NAME}-aside-${number}; nothing of it is lost.`);
    } catch {
      try { localStorage.setItem(NAME, text); } catch { /* as full as before */ }
    }
  }

  // Once a page.
  function tell(text) {
    const line = text.replace(/\s+/g, " ");
    if (said.has(line)) return;
    said.add(line);
    const box = document.createElement("div");
    box.className = "kept-note";
    box.setAttribute("role", "status");
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Close";
    close.addEventListener("click", () => box.remove());
    document.body.append(box);
    box.append(line, close);
  }
  function lasting() {
    try { return localStorage instanceof Storage; } catch { return false; }
  }
  function emit(key) {
    for (const listener of [...listeners]) {
      try { listener(key); } catch (error) { console.warn(error); }
    }
  }

  function all() {
    const kept = read();
    for (const [key, record] of held) {
      if (record === null) delete kept[key];
      else Object.assign(kept, merged({ [key]: record }, key in kept ? { [key]: kept[key] } : {}));
    }
    return copy(kept);
  }
  function put(kept, changed) {
    if (write(kept)) held.clear();
    else for (const key of changed) held.set(key, kept[key] ?? null);
    if (held.size || !lasting()) {
      tell(`This browser keeps nothing for this book, or has no room left. Your answers stay until
        you leave the page.`);
    }
  }
  // True where the record is kept; an older one than what is there is not.
  function set(key, given) {
    if (!KEY.test(key) || !plain(given) || !light(given)) return false;
    let record = null;
    try { record = copy(given); } catch { return false; }
    if (!sound(key, record)) record.at = new Date().toISOString();
    const kept = all(), before = kept[key];
    if (before && time(before) > time(record)) return false;
    kept[key] = key.startsWith("field:") ? spacing.stepped(before, record) : record;
    put(kept, [key]);
    emit(key);
    return true;
  }
  function remove(key) {
    const kept = all();
    if (!Object.hasOwn(kept, key)) return;
    delete kept[key];
    put(kept, [key]);
    emit(key);
  }
  function clear() {
    held.clear();
    try {
      for (const name of [NAME, ...asides()]) localStorage.removeItem(name);
    } catch { for (const key of Object.keys(read())) held.set(key, null); }
    emit(null);
  }

  // All of it as the text of a file, and such a file merged into what is here.
  function saved(now) {
    const kept = all();
    return JSON.stringify({ book: BOOK, version: VERSION, saved: now, kept }, null, 1);
  }
  function adopt(text, now) {
    const none = (why) => ({ added: 0, said: `${why} Nothing was changed.` });
    if (text.length > LONGEST) return none("This file is too large to come from this book.");
    const { kept, bad, why } = opened(text);
    if (why === "newer") {
      return none("This file comes from a newer edition of this book, which can open it.");
    }
    const ours = !why && (Object.keys(kept).length || /"book"\s*:\s*"dispatched"/.test(text));
    if (!ours) return none("This file holds no answers to this book's questions.");
    const limit = Date.parse(now) + DAY; // a clock that ran ahead would win forever
    for (const record of Object.values(kept)) if (time(record) > limit) record.at = now;
    const before = all(), made = merged(before, kept);
    const changed = Object.keys(made).filter((key) => made[key] !== before[key]);
    if (changed.length) {
      put(made, changed);
      emit(null);
    }
    const rest = Object.keys(kept).length - changed.length;
    const lines = [`${changed.length} taken over from the file.`];
    if (rest) lines.push(`${rest} were here already, as new or newer.`);
    if (bad) lines.push(`${bad} could not be read and were left out.`);
    return { added: changed.length, said: lines.join(" ") };
  }

  window.addEventListener("storage", (e) => {
    if (e.key === NAME || e.key === null) emit(null);
  });
  const get = (key) => {
    const kept = all();
    return Object.hasOwn(kept, key) ? kept[key] : null;
  };
  const on = (listener) => { listeners.add(listener); return () => listeners.delete(listener); };
  return { get, set, all, remove, clear, on, saved, adopt };
})();
window.dispatched.memory ||= memory; // one for a page, which tells all who listen
window.dispatched.spacing ||= spacing;

for (const line of document.querySelectorAll(".answered[data-keys]")) {
  const keys = line.dataset.keys.split(" ");
  const say = () => {
    const { all, answered } = spacing.tally(keys, memory.all());
    line.querySelector("a").textContent = `${answered} of ${all} questions answered`;
  };
  memory.on(say);
  say();
}
