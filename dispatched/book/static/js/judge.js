// --- the judge of questions: the rules of dispatched/checks/fields.py and digests.py ------------
// Sentences and factors come from there at build time (RULES). A list of answers
// is judged by both in a test: a change here is a change there.
function plain(text) {
  return dashed(folded(text)).replace(/[\u2018\u2019\u02bc]/g, "'").replace(/[\s_]+/g, " ")
    .replace(/^[ .,;:!"']+|[ .,;:!"']+$/g, "");
}
function families(unit) {
  return Object.entries(NUMBERS.money)
    .filter(([, forms]) => forms.some((f) => f.length > 2 && unit.toLowerCase().includes(f)))
    .map(([family]) => family);
}
const counted = (unit) => /^(?!points$)[a-z]+s$/.test(unit) && !families(unit).length;
function foreign(read, unit) {
  if (!read?.family) return false;
  const asked = families(unit);
  if (!asked.length && read.family === "percent") return counted(unit);
  return Boolean(unit) && !asked.includes(read.family);
}
function odd({ unit, signed }, value) {
  if (value < 0 && counted(unit) && !signed) return "below";
  if (unit === "persons" && value > RULES.people) return "crowd";
  return Math.abs(value) > RULES.largest ? "vast" : "";
}

// As Python rounds: a half goes to the even neighbor.
function whole(value) {
  const near = Math.round(value);
  return Math.abs(value % 1) === 0.5 && near % 2 ? near - 1 : near;
}
function numberDigest(salt, value, tolerance) {
  if (tolerance === 0) {
    const count = whole(value);
    const off = Math.abs(value - count) >= RULES.zero * Math.max(1, Math.abs(value));
    return off ? "" : digest(salt, "count", BigInt(count));
  }
  if (Math.abs(value) < RULES.zero) return digest(salt, "number", 0, 0);
  const place = Math.floor(Math.log(Math.abs(value)) / Math.log1p(tolerance));
  return digest(salt, "number", value > 0 ? 1 : -1, place);
}
function rounded(value) {
  return Math.abs(value) < 1e21 ? Number(value.toFixed(9)) : value;
}

function says(name, words = {}) {
  const text = RULES.says[name].replace(/\{(\w+)\}/g, (_, word) => words[word]);
  return { ok: false, name, text };
}
const YES = { ok: true, text: RULES.says.right };

// What the author says of a typical mistake, else the other sentence.
function mistaken(key, test, otherwise) {
  const found = key.mistakes.find((m) => test(m.digests));
  return found ? { ok: false, text: found.says } : otherwise();
}
function withoutUnit(given, forms) {
  const text = given.normalize("NFKC").trim();
  const form = forms.find((one) => text.toLowerCase().endsWith(one.toLowerCase()));
  return form ? text.slice(0, -form.length).trim() : given;
}
function number(key, given) {
  if (!given.trim()) return says("nothing");
  const read = readNumber(withoutUnit(given, key.forms));
  if (foreign(read, key.unit)) return says("unit", key);
  if (!read) return says("words");
  if (read.ways) return says("ways", read.ways);
  const strange = odd(key, read.value);
  if (strange) return says(strange, key);
  const mark = numberDigest(key.id, read.value, key.tolerance);
  if (key.right.includes(mark)) return YES;
  return mistaken(key, (known) => known.includes(mark), () => {
    for (const [factor, text] of RULES.factors) {
      const part = read.value / factor;
      if (!Number.isFinite(part)) continue;
      if (key.right.includes(numberDigest(key.id, rounded(part), key.tolerance))) {
        return { ok: false, text };
      }
    }
    return says("number");
  });
}

function textDigest(key, text) {
  return digest(key.id, "text", plain(text));
}
function strange(key, items) {
  return items.some((one) => !key.options.map(plain).includes(plain(one)));
}
function choice(key, given) {
  if (!given.trim()) return says("unchosen");
  if (strange(key, [given])) return says("strange");
  const mark = textDigest(key, given);
  if (key.right.includes(mark)) return YES;
  return mistaken(key, (known) => known.includes(mark), () => says("choice"));
}
function choices(key, items) {
  if (!items.length) return says("unchosen");
  if (strange(key, items)) return says("strange");
  const given = new Set(items.map((one) => textDigest(key, one)));
  const same = (known) => known.length === given.size && known.every(([d]) => given.has(d));
  if (same(key.right)) return YES;
  const hits = key.right.filter(([d]) => given.has(d)).length;
  const words = { hits, of: key.right.length, extra: given.size - hits };
  const name = !words.extra ? "less" : hits === words.of ? "more" : "choices";
  return mistaken(key, same, () => says(name, words));
}
function order(key, items) {
  if (strange(key, items)) return says("strange");
  const given = items.map((one) => textDigest(key, one)), right = key.right.map(([d]) => d);
  const of = right.length;
  if ([...given].sort().join() !== [...right].sort().join()) return says("short", { of });
  const hits = given.filter((d, at) => d === right[at]).length;
  if (hits === of) return YES;
  const same = (known) => known.every(([d], at) => d === given[at]);
  return mistaken(key, same, () => says("order", { hits, of }));
}
function cells(key, items) {
  const marks = [];
  for (let at = 0; at < key.right.length; at += 1) {
    const words = { place: at + 1, unit: key.unit };
    if (!(items[at] || "").trim()) return says("empty", words);
    const read = readNumber(withoutUnit(items[at], key.forms));
    if (foreign(read, key.unit)) return says("cell_unit", words);
    if (!read) return says("cell_words", words);
    if (read.ways) return says("cell_ways", { ...words, ...read.ways });
    const strange = odd(key, read.value);
    if (strange) return says(`cell_${strange}`, words);
    marks.push(numberDigest(key.id, read.value, key.tolerance));
  }
  const same = (known) => known.filter((digests, at) => digests.includes(marks[at])).length;
  const of = key.right.length, hits = same(key.right);
  if (hits === of) return YES;
  return mistaken(key, (known) => same(known) === of, () => says("cells", { hits, of }));
}
// Key and answer (a text, or a list of texts) → is it right, and what is said of it.
function judge(key, given) {
  return { number, choice, choices, order, cells }[key.kind](key, given);
}
window.dispatched = Object.assign(window.dispatched || {}, { judge, digest });
