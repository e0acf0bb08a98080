// --- explorers: sliders and lists ---------------------------------------------------------------
function text(value) {
  if (value === null || value === undefined) return "";
  if (typeof value !== "number") return String(value);
  if (Number.isInteger(value) && value >= 1800 && value <= 2100) return String(value);
  return value.toLocaleString("en-US", { maximumFractionDigits: 2 });
}

// The rows that the model gave for these slider positions, as in explore.rows_at.
function rows(records, plan, position) {
  const record = records.find((r) => Object.entries(position).every(([k, v]) => r[k] === v));
  const pick = (c) => record[c] ?? plan.fixed[c];
  const row = (_, i) => Object.fromEntries(plan.columns.map((c) => [c, pick(c)[i]]));
  return pick(plan.columns[0]).map(row);
}

// What a control says beside itself. On paper it stands for the control.
function shown(input) {
  if (input.tagName === "SELECT") return input.selectedOptions[0].textContent;
  return Number(input.value).toLocaleString("en-US");
}

function control(figure, spec, view) {
  const inputs = [...figure.querySelectorAll(".ch-control input, .ch-control select")];
  const body = figure.querySelector("details tbody");
  const live = figure.querySelector(".ch-live");
  const fields = body ? figure.querySelector("details table").dataset.fields.split(" ") : [];
  const plan = spec.usermeta.explorer;
  const records = spec.data.find((d) => d.name === "model").values;
  let speak = 0;
  const update = async () => {
    const position = {};
    for (const input of inputs) {
      const value = input.tagName === "SELECT" ? input.value : Number(input.value);
      position[input.name] = value;
      input.nextElementSibling.textContent = shown(input);
      view.signal(input.dataset.signal, value);
    }
    await view.runAsync();
    if (body) {
      body.replaceChildren(...rows(records, plan, position).map((row) => {
        const line = document.createElement("tr");
        for (const field of fields) {
          const cell = document.createElement("td");
          cell.textContent = text(row[field]);
          line.append(cell);
        }
        return line;
      }));
    }
    clearTimeout(speak);
    speak = setTimeout(() => {
      const said = inputs.map((i) => `${i.labels[0].textContent} ${shown(i)}`);
      live.textContent = `Redrawn for ${said.join(", ")}.`;
    }, 600);
  };
  for (const input of inputs) {
    input.disabled = false;
    input.addEventListener("input", update);
  }
  // A browser that restores the form restores the positions as well.
  const moved = (i) => i.tagName === "SELECT"
    ? !i.selectedOptions[0].defaultSelected
    : i.value !== i.defaultValue;
  if (inputs.some(moved)) update();
}
