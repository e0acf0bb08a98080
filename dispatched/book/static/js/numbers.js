// --- numbers as people write them: "1 000,5", "1,000", "$450", "12 %", "−5" ----------------------
// The rules of read_number in dispatched/checks/digests.py, whose words for money come from there
// at build time (NUMBERS). A list of answers is read by both in a test: a change here is one there.
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

// The number in a text, however large, and the family of its unit; null beside any other word.
function scanned(given) {
  let text = arabic(dashed(folded(given))).trim();
  let sign = text[0] === "-" ? -1 : 1;
  if (/^[+-]/.test(text) && !/^[+-]{2}/.test(text)) text = text.slice(1).trim();
  let found = "";
  for (const [family, forms] of Object.entries(NUMBERS.money)) {
    if (found) break;
    const form = forms.find((f) => text.endsWith(f) || text.startsWith(f));
    if (!form) continue;
    found = family;
    text = (text.endsWith(form) ? text.slice(0, -form.length) : text.slice(form.length)).trim();
  }
  if (found && text[0] === "-") [sign, text] = [-sign, text.slice(1)];
  if (DECIMAL.test(text)) text = text.replace(/[. ]/g, "").replace(",", ".");
  if (!PLAIN.test(text)) return null;
  return { value: sign * Number(text.replace(/[, _]/g, "")), family: found };
}
function readNumber(given) {
  if ([...given].length > NUMBERS.longest) return null;
  const read = scanned(given);
  return read && Number.isFinite(read.value) ? read : null;
}

// In a field beside a slider more may stand: "about", a word of size, ×, and where it is said
// (unit) the unit. NaN where there is no number, an infinite one where it is too large.
const SIZES = { thousand: 1e3, million: 1e6, billion: 1e9 };
function numberOf(given, unit = false) {
  const text = dashed(folded(given)).trim()
    .replace(/^(?:about|around|~)\s*|^×\s*|\s*×$/g, "").replace(/['’]/g, " ")
    .replace(/^[+-]?\d{1,3}(?:\.\d{3}){2,}$/, (all) => all.replaceAll(".", ""));
  const whole = scanned(text);
  if (whole) return whole.value;
  const [, digits, word] = text.match(/^(.*?\d[.\d]*)\s*([a-z]+)[^\d]*$/) || ["", "", ""];
  const read = (unit || word in SIZES) && digits ? scanned(digits) : null;
  return read ? read.value * (SIZES[word] || 1) : NaN;
}
