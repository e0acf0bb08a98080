// --- what a moved explorer says aloud: the values, short -----------------------------------------
const LONG = 70; // letters of a cell that are read out

function told(heads, rows, before, plan) {
  const fields = Object.keys(heads), { at, of = [] } = plan.expect;
  if (!fields.length || !rows.length) return "";
  const name = at || fields.find((field) => field in plan.fixed) || fields[0];
  const moving = fields.filter((field) => field !== name && !(field in plan.fixed));
  const numbers = moving.filter((field) => rows.some((row) => typeof row[field] === "number"));
  const cell = (row, field) => {
    const words = said(row[field]);
    return words.length > LONG ? `${words.slice(0, LONG)}\u2026` : words;
  };
  if (rows.length === 1) {
    const all = fields.filter((field) => typeof rows[0][field] === "number").slice(0, 4);
    return all.length ? `${all.map((f) => `${heads[f]} ${said(rows[0][f])}`).join(", ")}.` : "";
  }
  const meant = of[0] || numbers.at(-1), end = of[1] || meant;
  const known = rows.filter((row) => typeof row[meant] === "number");
  if (known.length && rows.length > 3) {
    const range = (row) => (row[end] === row[meant] ? said(row[meant])
      : `${said(row[meant])} to ${said(row[end])}`);
    const one = (row) => `${cell(row, name)}: ${range(row)}`;
    const most = known.reduce((a, b) => (b[end] > a[end] ? b : a));
    const what = meant === end && heads[meant] ? `${heads[meant]}. ` : "";
    const last = known.at(-1), top = most === last ? "" : `highest ${one(most)}; `;
    return `${what}${one(known[0])}; ${top}last ${one(last)}.`;
  }
  const changed = rows.filter((row, n) => moving.some((f) => row[f] !== before[n]?.[f]));
  if (!changed.length || !before.length) return "";
  const one = (row) => {
    const values = moving.map((f) => `${heads[f]} ${cell(row, f)}`);
    return [cell(row, name), ...values].join(", ");
  };
  const more = changed.length > 3 ? `; ${changed.length - 3} more` : "";
  return `Changed: ${changed.slice(0, 3).map(one).join("; ")}${more}.`;
}
