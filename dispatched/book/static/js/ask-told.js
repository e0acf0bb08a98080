// --- what is said of a guess: how far it is from the figures, and who has them ------------------
const TIMES = ["three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const PARTS = [
  [2, "half"], [3, "a third of"], [4, "a quarter of"], [5, "a fifth of"], [10, "a tenth of"],
  [100, "a hundredth of"], [1000, "a thousandth of"],
];
const EXACT = 0.01; // of the figure: who comes so near has it
const CLOSE = 1.05; // times: as far apart are "about" so many times

function times(count) {
  if (count === 2) return "twice";
  return `${TIMES[count - 3] ?? count.toLocaleString("en-US")} times`;
}
const percent = (share) => `about ${Math.round(100 * share)} percent`;
// How an end of a figure stands to a guess: what goes before "your guess of 5,000 persons".
function stands(of, end, value) {
  if (of.differs || value <= 0 || end <= 0) {
    const [more, less] = of.year ? ["later than", "earlier than"] : ["above", "below"];
    return `${of.apart(Math.abs(end - value))} ${end > value ? more : less}`;
  }
  const ratio = end / value, turned = value / end, far = Math.max(ratio, turned);
  if (far < CLOSE) return `a little ${ratio > 1 ? "above" : "below"}`;
  if (far < 2 / CLOSE) return `${percent(Math.abs(ratio - 1))} ${ratio > 1 ? "above" : "below"}`;
  if (ratio > 1) {
    const near = ratio < 20 ? Math.round(ratio) : Number(ratio.toPrecision(2));
    const about = Math.max(ratio / near, near / ratio) <= CLOSE;
    return about ? `about ${times(near)}` : `more than ${times(Math.floor(ratio))}`;
  }
  const [count, part] = PARTS.findLast(([n]) => n <= turned * CLOSE);
  return `${turned / count <= CLOSE ? "about" : "less than"} ${part}`;
}
// In one sentence, or two: first the distance, then the figure and its source.
function guessed(of, marks, value) {
  const mine = `our guess of ${of.say(value)}`, count = marks.length;
  const off = marks.map((mark) => {
    const far = beyond(mark, value);
    return { mark, far, hit: Math.abs(far) <= EXACT * Math.abs(value - far) && !(far && of.year) };
  });
  const has = ({ mark }) => `${mark.value} (${mark.who})`;
  const met = off.filter((o) => o.hit);
  if (met.length) {
    const near = met.some((o) => !o.far && o.mark.low !== o.mark.high) ? "fits"
      : met.every((o) => !o.far) ? "is exact" : "is as good as exact";
    if (count === 1) return `Y${mine} ${near}: ${has(met[0])}.`;
    if (met.length === count) return `Y${mine} fits ${every(count)} figures.`;
    const link = near === "fits" ? near : `${near} for`;
    return `Y${mine} ${link} ${met.length} of ${count} figures: ${met.map(has).join("; ")}.`;
  }
  const near = off.reduce((a, b) => (Math.abs(b.far) < Math.abs(a.far) ? b : a));
  const how = `${stands(of, value - near.far, value)} y${mine}: ${has(near)}.`;
  const ranges = near.mark.low !== near.mark.high && near.mark.low !== null
    && near.mark.high !== null;
  const end = ranges ? ", at its nearer end," : "";
  if (count === 1) return `The figure${end} is ${how}`;
  const [more, less] = of.year ? ["later", "earlier"] : ["higher", "lower"];
  const all = count === 2 ? "Both" : `All ${count}`;
  const side = off.every((o) => o.far < 0) ? `${all} are ${more}.`
    : off.every((o) => o.far > 0) ? `${all} are ${less}.` : "Your guess lies between the figures.";
  return `The nearest of ${count} figures${end} is ${how} ${side}`;
}
