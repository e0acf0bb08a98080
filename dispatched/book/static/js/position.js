// --- a position of an explorer as an address: ?x-balance=planned:500,bad:2#x-balance -------------
function controlsOf(figure) {
  return [...figure.querySelectorAll(".ch-control input, .ch-control select")];
}
function fits(input, given) {
  if (input.tagName === "SELECT") return [...input.options].some((o) => o.value === given);
  const { min, max, step } = input, value = Number(given);
  return /^-?\d+$/.test(given) && value >= Number(min) && value <= Number(max)
    && (value - Number(min)) % Number(step) === 0;
}
// Sets the controls where the address says; what it leaves out stands at its start. False where it
// names what is not there: then nothing moves.
function fromAddress(figure, inputs) {
  const pairs = new URLSearchParams(location.search).get(figure.id).split(",");
  const told = new Map(pairs.map((pair) => {
    const cut = pair.indexOf(":");
    return [pair.slice(0, cut), pair.slice(cut + 1)];
  }));
  const known = [...told].every(([name, value]) => {
    const input = inputs.find((one) => one.name === name);
    return input && fits(input, value);
  });
  if (!known || told.size !== pairs.length) return false;
  toStart(inputs);
  for (const input of inputs) if (told.has(input.name)) input.value = told.get(input.name);
  return true;
}
function toStart(inputs) {
  for (const input of inputs) {
    if (input.tagName !== "SELECT") input.value = input.defaultValue;
    else for (const option of input.options) option.selected = option.defaultSelected;
  }
}
function address(figure, inputs) {
  const here = location.href.replace(/[?#].*$/, "");
  const pairs = inputs.map((one) => `${one.name}:${encodeURIComponent(one.value)}`);
  return `${here}?${figure.id}=${pairs.join(",")}#${figure.id}`;
}
// Copies it, or shows it to be copied where the browser does not let a page do that.
async function copy(figure, inputs) {
  const said = figure.querySelector(".ch-said");
  const text = address(figure, inputs);
  try {
    await navigator.clipboard.writeText(text);
    said.textContent = "The address of this position is copied.";
  } catch {
    const field = document.createElement("input");
    field.readOnly = true;
    field.value = text;
    field.setAttribute("aria-label", "Address of this position");
    said.replaceChildren("The address of this position, to be copied: ", field);
    field.focus();
    field.select();
  }
}
