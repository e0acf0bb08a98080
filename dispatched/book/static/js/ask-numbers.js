// --- numbers as people type them, and as they are told ------------------------------------------
const SCALES = { thousand: 1e3, million: 1e6, billion: 1e9 };

// "1 000,5", "1,000", "$450", "12 %", "1.5 million" and "−5" are numbers; null if there is none.
function readNumber(text) {
  const plain = text.normalize("NFKC").toLowerCase().replace(/[\u2010-\u2015\u2212]/g, "-");
  const found = plain.match(
    /^\s*(?:about|around|~)?\s*([+-]?)\s*[$€₽]?\s*([+-]?)([\d.,'’\s]*\d)\s*([a-z]*)[^\d]*$/,
  );
  if (!found || (found[1] && found[2])) return null;
  const spaced = /\d[\s'’]+\d/.test(found[3]);
  let digits = found[3].replace(/[\s'’]/g, "");
  const comma = digits.lastIndexOf(","), point = digits.lastIndexOf(".");
  if (comma >= 0 && point >= 0) {
    const [group, mark] = comma > point ? [".", ","] : [",", "."];
    digits = digits.replaceAll(group, "").replace(mark, ".");
  } else if (/^\d{1,3}(,\d{3})+$/.test(digits) && !spaced) digits = digits.replaceAll(",", "");
  else if (/^\d{1,3}(\.\d{3}){2,}$/.test(digits)) digits = digits.replaceAll(".", "");
  else digits = digits.replace(",", ".");
  const sign = found[1] === "-" || found[2] === "-" ? -1 : 1;
  const value = sign * Number(digits) * (SCALES[found[4]] || 1);
  return Number.isFinite(value) ? value : null;
}

// A scale of values: where one stands (0 to 1), what stands there, and how a value is told.
function scale({ from, to, log, unit }) {
  const [before, one, many, year] = unit;
  const number = (value) => {
    if (year) return String(Math.round(value));
    const [size, word] = Object.entries(SCALES).reverse().map(([w, s]) => [s, ` ${w}`])
      .find(([s]) => s >= 1e6 && Math.abs(value) >= s) || [1, ""];
    const digits = { maximumFractionDigits: size > 1 || Math.abs(value) < 1000 ? 2 : 0 };
    return (value / size).toLocaleString("en-US", digits) + word;
  };
  const told = (value, word) => {
    const after = word && !word.startsWith("%") ? ` ${word}` : word;
    return `${before}${number(value)}${after}`.replace(`${before}-`, `-${before}`);
  };
  const round = (value) => {
    const rough = log ? value / 10 : (to - from) / 100;
    const power = 10 ** Math.floor(Math.log10(Math.abs(rough) || 1));
    const step = year ? 1 : power * (log ? 1 : [1, 2, 5].findLast((n) => n * power <= rough) || 1);
    return Number((Math.round(value / step) * step).toPrecision(12));
  };
  const inside = (value) => Math.min(Math.max(value, from), to);
  return {
    say: (value) => told(value, value === 1 ? one : many),
    number,
    apart: (value) => (many === "%" ? `${number(value)} points` : year
      ? `${number(value)} ${value === 1 ? "year" : "years"}` : told(value, "")),
    share: (value) => (log ? Math.log(inside(value) / from) / Math.log(to / from)
      : (inside(value) - from) / (to - from)),
    at: (share) => inside(round(log ? from * (to / from) ** share : from + share * (to - from))),
    // What is wrong with a text as an answer, or nothing.
    odd(text) {
      const value = readNumber(text);
      if (value === null) return `“${text.trim().slice(0, 30)}” is no number that we can read.`;
      return value < from || value > to
        ? `The scale runs from ${number(from)} to ${told(to, many)}.` : "";
    },
  };
}
// How far a value lies from a piece of evidence: 0 within it; an open side has no end.
function beyond(mark, value) {
  if (mark.low !== null && value < mark.low) return value - mark.low;
  return mark.high !== null && value > mark.high ? value - mark.high : 0;
}
const every = (count) => (count === 2 ? "both" : `all ${count}`);
