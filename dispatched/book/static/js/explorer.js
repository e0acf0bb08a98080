// --- explorers: sliders and lists ---------------------------------------------------------------
function text(value) {
  if (value === null || value === undefined) return "";
  if (typeof value !== "number") return String(value);
  if (Number.isInteger(value) && value >= 1800 && value <= 2100) return String(value);
  return value.toLocaleString("en-US", { maximumFractionDigits: 2 });
}

// As in a sentence: with the sign that print has.
function said(value) {
  return text(value).replace(/^-/, "\u2212");
}

// The rows that the model gave for these slider positions, as in explore.rows_at.
function rows(records, plan, position) {
  const record = records.find((r) => Object.entries(position).every(([k, v]) => r[k] === v));
  const pick = (c) => record[c] ?? plan.fixed[c];
  const row = (i) => Object.fromEntries(plan.columns.map((c) => [c, pick(c)[i]]));
  return pick(plan.columns[0]).map((_, i) => row(i));
}

// What a control says beside itself. On paper it stands for the control.
function shown(input) {
  if (input.tagName === "SELECT") return input.selectedOptions[0].textContent;
  const { min, max, value } = input, years = min >= 1800 && max <= 2100;
  return years ? value : Number(value).toLocaleString("en-US");
}

function control(figure, spec, view) {
  const inputs = controlsOf(figure);
  const body = figure.querySelector("details tbody");
  const live = figure.querySelector(".ch-live");
  const fields = body ? figure.querySelector("details table").dataset.fields.split(" ") : [];
  const named = [...figure.querySelectorAll("details thead th")].map((th) => th.textContent);
  const heads = Object.fromEntries(fields.map((field, n) => [field, named[n]]));
  const plan = spec.usermeta.explorer;
  const records = spec.data.find((d) => d.name === "model").values;
  const at = () => Object.fromEntries(inputs.map(
    (one) => [one.name, one.tagName === "SELECT" ? one.value : Number(one.value)],
  ));
  let speaking = 0, drawn = rows(records, plan, at());
  const speak = (words, wait = 0) => {
    clearTimeout(speaking);
    speaking = setTimeout(() => { live.textContent = words; }, wait);
  };
  const expected = expectation(figure, spec, view, heads, () => drawn, speak);
  const update = async () => {
    const before = drawn;
    drawn = rows(records, plan, at());
    for (const input of inputs) {
      input.nextElementSibling.textContent = shown(input);
      view.signal(input.dataset.signal, at()[input.name]);
    }
    await view.runAsync();
    if (body) {
      body.replaceChildren(...drawn.map((row) => {
        const line = document.createElement("tr");
        for (const field of fields) {
          const cell = document.createElement("td");
          cell.textContent = text(row[field]);
          line.append(cell);
        }
        return line;
      }));
    }
    const places = inputs.map((i) => `${i.labels[0].textContent} ${shown(i)}`);
    const values = [told(heads, drawn, before, plan), expected()];
    speak([`Redrawn for ${places.join(", ")}.`, ...values].filter(Boolean).join(" "), 600);
  };
  for (const input of inputs) {
    input.disabled = false;
    input.addEventListener("input", update);
  }
  const place = figure.querySelector(".ch-said");
  const button = (name, does) => {
    const found = figure.querySelector(`[data-does="${name}"]`);
    found.disabled = false;
    found.addEventListener("click", does);
  };
  button("reset", () => { place.textContent = ""; toStart(inputs); update(); });
  button("copy", () => copy(figure, inputs));
  if (plan.codings) button("codings", () => saveCodings(figure, plan.codings, at()));
  // A browser that restores the form restores the positions as well; an address goes before.
  const moved = (i) =>
    i.tagName === "SELECT" ? !i.selectedOptions[0].defaultSelected : i.value !== i.defaultValue;
  if (new URLSearchParams(location.search).has(figure.id) && !fromAddress(figure, inputs)) {
    place.textContent = "The address names a position that this explorer does not have.";
  }
  if (inputs.some(moved)) update();
}
window.dispatched.explorer = { control, withLine };
