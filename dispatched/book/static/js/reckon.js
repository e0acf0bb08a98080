// Calculations over ranges, as dispatched.arithmetic makes them in Python, and figures in words, as
// dispatched.evidence.words writes them. A formula comes as a tree of lists (arithmetic/tree.py);
// no text is run. A range is [low, high]; what cannot be computed is null. Tests hold both equal.
const SIGNS = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
};

function walk(tree, inputs) {
  if (typeof tree === "number") return [tree, tree];
  if (typeof tree === "string") return Object.hasOwn(inputs, tree) ? inputs[tree] : null;
  const [sign, ...parts] = tree;
  const made = parts.map((part) => walk(part, inputs));
  if (made.includes(null)) return null;
  const [first, second] = made;
  if (sign === "low") return [first[0], first[0]];
  if (sign === "high") return [first[1], first[1]];
  if (sign === "union") {
    return [Math.min(...made.map((r) => r[0])), Math.max(...made.map((r) => r[1]))];
  }
  if (sign === "-" && made.length === 1) return [-first[1], -first[0]];
  if (!Object.hasOwn(SIGNS, sign)) return null;
  if (sign === "/" && second[0] <= 0 && second[1] >= 0) return null;
  const ends = first.flatMap((a) => second.map((b) => SIGNS[sign](a, b)));
  return [Math.min(...ends), Math.max(...ends)];
}
function evaluate(tree, inputs) {
  const made = walk(tree, inputs);
  return made && made.every(Number.isFinite) ? made : null;
}

// How a computed range stands to the stated one, as arithmetic.verdicts.relation says it.
const TOLERANCE = 0.005;
function relation(computed, stated) {
  const near = (a, b) => Number.isFinite(a - b) &&
    Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
  if (near(computed[0], stated[0]) && near(computed[1], stated[1])) return "equal";
  const ends = [...stated, computed[0]].filter(Number.isFinite).map(Math.abs);
  const slack = TOLERANCE * Math.max(...ends);
  const [low, high] = [stated[0] - slack, stated[1] + slack];
  if (low <= computed[0] && computed[1] <= high) return "inside";
  return computed[0] <= high && low <= computed[1] ? "overlaps" : "apart";
}
// How far apart, in percent of the nearest stated end; null where that end is zero.
function gap(computed, stated) {
  const [near, far] = computed[1] < stated[0] ? [stated[0], computed[1]] :
    computed[0] > stated[1] ? [stated[1], computed[0]] : [1, 1];
  return near === 0 ? null : (100 * (far - near)) / Math.abs(near);
}

// Python rounds a tie to the even digit, JavaScript away from zero; both see every digit.
function rounded(value, way, digits) {
  const size = Math.abs(value), sign = value < 0 ? "-" : "";
  const long = size[way](100), cut = long.indexOf(".") + 1 + digits;
  const [tail, power] = long.slice(cut).split("e");
  const kept = long.slice(0, cut);
  if (size < 1e21 && /^50*$/.test(tail) && "02468".includes(kept.at(-1))) {
    return sign + kept + (power ? `e${power}` : "");
  }
  return sign + size[way](digits);
}
const four = (value) => Number(rounded(value, "toExponential", 3));
const three = (value) => Number(rounded(value, "toExponential", 2));
const bare = (text) => text.replace(/0+$/, "").replace(/\.$/, "");
function grouped(text) {
  const [whole, part] = text.split(".");
  const made = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return part === undefined ? made : `${made}.${part}`;
}
function number(value) {
  const size = Math.abs(value);
  for (const [factor, word] of [[1e9, "billion"], [1e6, "million"]]) {
    const scaled = value / factor, text = size >= factor ? rounded(scaled, "toFixed", 3) : "";
    if (text && Math.abs(scaled - Number(text)) < 1e-12) return `${bare(text)} ${word}`;
  }
  if (Number.isInteger(value)) return grouped(String(BigInt(value)));
  return bare(grouped(rounded(value, "toFixed", 4)));
}
// A unit is [what stands before, after one, after many]; the unit "year" writes a bare number.
function lead(value, unit, name) {
  const text = name === "year" ? String(Math.trunc(value)) : `${unit[0] || ""}${number(value)}`;
  return text.replace("$-", "-$");
}
function quantity(value, unit, name) {
  const text = lead(value, unit, name);
  const word = name === "year" ? null : value === 1 ? unit[1] : unit[2];
  const gapped = word === null || word.startsWith("%") ? "" : " ";
  return `${text}${gapped}${word || ""}`.trim();
}
function described([low, high], unit, name) {
  const [a, b] = [four(low), four(high)];
  if (low === high) return quantity(a, unit, name);
  return `${lead(a, unit, name)} to ${quantity(b, unit, name)}`;
}
// A figure put into its sentence again: book/sentence.py took it apart. Its numbers have as many
// digits after the point as they had there, and two digits at least.
function retold(pieces, [low, high], before) {
  const had = [...before.matchAll(/\d\.(\d+)/g)].map(([, part]) => part.length);
  const digits = (size) => Math.max(0, ...had, size < 10 ? 1 : 0);
  const say = (value, [, scale, prefix]) => {
    const size = Math.abs(value) / scale;
    const short = Number(rounded(four(size), "toFixed", digits(size)));
    return (value < 0 ? "minus " : "") + prefix + number(short);
  };
  const told = (piece) => {
    const [from, to] = [say(low, piece), say(high, piece)];
    if (piece[0] === 2) return from === to ? from : `${from} to ${to}`;
    return piece[0] ? to : from;
  };
  const at = (end) => pieces.findIndex((p) => p[0] === end);
  const [first, last] = [at(0), at(1)].sort((a, b) => a - b);
  const join = (all) => all.map((p) => (typeof p === "string" ? p : told(p))).join("");
  // "Between 2.7 and 9.6" that has become one number.
  if (first < 0 || say(low, pieces[first]) !== say(high, pieces[first])) return join(pieces);
  return join([...pieces.slice(0, first + 1), ...pieces.slice(last + 1)]).replace(/^between /, "");
}
