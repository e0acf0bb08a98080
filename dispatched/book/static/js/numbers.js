// --- numbers as people write them: "1 000,5", "1,000", "$450", "about 1.5 million", "−5" --------
// The rules of dispatched/checks/numerals.py, whose words for money and size come from there at
// build time (NUMBERS). A list of texts is read by both in a test: a change here is one there.
const PLAIN = /^(?:(?:\d{1,3}(?:[, _]\d{3})+|\d+)(?:\.\d*)?(?:e[+-]?\d{1,3})?|\.\d+)$/;
const DECIMAL = new RegExp(
  "^(?:(?:\\d{1,3}(?: \\d{3})+|\\d{1,3}(?:\\.\\d{3})+|0+|\\d{4,}),\\d+"
  + "|\\d{1,3},(?:\\d{1,2}|\\d{4,}))$",
);

function folded(text) {
  return text.normalize("NFKC").toLowerCase().replaceAll("ß", "ss").replaceAll("ς", "σ");
}
function dashed(text) {
  return text.replace(/[\u2010-\u2015\u2212]/g, "-");
}
// Digits of any script as those that JavaScript reads.
function arabic(text) {
  return text.replace(/\p{Nd}/gu, (digit) => {
    let value = 0;
    const code = digit.codePointAt(0);
    while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
    return String(value);
  });
}

// The number in a text, however large, and the family of its unit; null beside any other word. A
// number such as 30.000, which can be read in two ways, has both, plainly written. Where it is said
// (unit), any word may stand after the number.
function scanned(given, unit = false) {
  let text = arabic(dashed(folded(given))).trim()
    .replace(/^(?:about|around|roughly|~)\s*/, "").replace(/^×\s*|\s*×$/g, "")
    .replace(/['’]/g, " ");
  let sign = text[0] === "-" ? -1 : 1;
  if (/^[+-]/.test(text) && !/^[+-]{2}/.test(text)) text = text.slice(1).trim();
  let family = "";
  for (const [name, forms] of Object.entries(NUMBERS.money)) {
    const form = forms.find((f) => text.endsWith(f) || text.startsWith(f));
    if (!form) continue;
    family = name;
    text = (text.endsWith(form) ? text.slice(0, -form.length) : text.slice(form.length)).trim();
    break;
  }
  if (family && text[0] === "-") [sign, text] = [-sign, text.slice(1)];
  const sizes = Object.keys(NUMBERS.sizes);
  const tail = unit && text.match(/^(.*\d\.?)\s*(\p{L}\D*)$/u);
  if (tail) {
    const size = sizes.find((w) => tail[2].split(/[.\s]/)[0] === w);
    text = size ? `${tail[1]} ${size}` : tail[1];
  }
  const sized = text.match(/^(.*[\d.])\s*(\p{L}+)\.?$/u);
  const word = sized && sizes.find((w) => sized[2] === w);
  if (word) text = sized[1].trim();
  const dotted = !word && /^[1-9]\d{0,2}\.\d{3}$/.test(text);
  const minus = sign < 0 ? "-" : "";
  const short = text.endsWith("0") ? text.replace(/\.?0+$/, "") : `${text}0`;
  const ways = dotted
    ? { one: minus + short, other: minus + text.replace(".", ",") } : null;
  if (/^\d{1,3}(?:\.\d{3}){2,}$/.test(text)) text = text.replaceAll(".", "");
  if (DECIMAL.test(text)) text = text.replace(/[. ]/g, "").replace(",", ".");
  if (!PLAIN.test(text)) return null;
  const size = word ? NUMBERS.sizes[word] : 1;
  return { value: sign * Number(text.replace(/[, _]/g, "")) * size, family, ways };
}
function readNumber(given, unit = false) {
  if ([...given].length > NUMBERS.longest) return null;
  const read = scanned(given, unit);
  return read && Number.isFinite(read.value) ? read : null;
}
// NaN where there is no number, an infinite one where it is too large.
function numberOf(given) {
  return scanned(given)?.value ?? NaN;
}
