// --- what reads numbers stands in a file of its own, which comes once and before the first use ---
const [folded, dashed, scanned, readNumber, numberOf] = [
  "folded", "dashed", "scanned", "readNumber", "numberOf",
].map((name) => (...given) => window.dispatched.numbers[name](...given));
