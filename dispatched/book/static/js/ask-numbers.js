// --- numbers in a field, and as they are told ---------------------------------------------------
// A scale of values: where one stands (0 to 1), what stands there, and how a value is told.
function scale({ from, to, log, unit }) {
  const [before, one, many, year] = unit;
  // What stands in a field, with its unit or without. Of two ways to read it, the one on the scale.
  const reading = (text) => {
    const read = readNumber(text, true);
    if (!read) return { value: null };
    const other = read.ways && readNumber(read.ways.other).value;
    const within = (value) => value >= from && value <= to;
    if (!read.ways || !within(other)) return { value: read.value };
    return within(read.value) ? { value: null, ways: read.ways } : { value: other };
  };
  const number = (value) => {
    if (year) return String(Math.round(value));
    const [size, word] = [[1e9, " billion"], [1e6, " million"]]
      .find(([s]) => Math.abs(value) >= s) || [1, ""];
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
  // A number two orders and more from what the scale can show may want a word: 3.5 is 3.5 million.
  function meant(text) {
    const { value } = reading(text);
    const finest = log ? from : to / 1e4, size = Math.abs(value);
    const by = year || !value ? [] : size < finest ? [1e3, 1e6, 1e9]
      : size >= 100 * to ? [1e-3, 1e-6] : [];
    const least = log ? from : Math.max(from, to / 1e3);
    const likely = by.map((one) => Number((value * one).toPrecision(12)))
      .find((one) => one >= least && one <= to);
    return likely ? `Did you mean ${told(likely, many)}?` : "";
  }
  return {
    meant,
    say: (value) => told(value, value === 1 ? one : many),
    number,
    apart: (value) => (many === "%" ? `${number(value)} points` : year
      ? `${number(value)} ${value === 1 ? "year" : "years"}`
      : before === "×" ? number(value) : told(value, "")),
    share: (value) => (log ? Math.log(inside(value) / from) / Math.log(to / from)
      : (inside(value) - from) / (to - from)),
    at: (share) => inside(round(log ? from * (to / from) ** share : from + share * (to - from))),
    year, differs: year || many === "%",
    read: (text) => reading(text).value,
    // What is wrong with a text as an answer, or nothing.
    odd(text) {
      const { value, ways } = reading(text);
      if (ways) return `Do you mean ${ways.one} or ${ways.other}?`;
      if (value === null) return `“${text.trim().slice(0, 30)}” is no number that we can read.`;
      if (value >= from && value <= to) return "";
      return meant(text) || `The scale runs from ${number(from)} to ${told(to, many)}.`;
    },
  };
}
// How far a value lies from a piece of evidence: 0 within it; an open side has no end.
function beyond(mark, value) {
  if (mark.low !== null && value < mark.low) return value - mark.low;
  return mark.high !== null && value > mark.high ? value - mark.high : 0;
}
const every = (count) => (count === 2 ? "both" : `all ${count}`);
