// --- scripts and styles that come when a reader needs them, each once --------------------------
const asked = new Map();
function load(name) {
  if (!asked.has(name)) asked.set(name, new Promise((done, failed) => {
    const styles = name.endsWith(".css");
    const element = document.createElement(styles ? "link" : "script");
    if (styles) element.rel = "stylesheet";
    element[styles ? "href" : "src"] = `${root}_static/${name}`;
    element.onload = done;
    element.onerror = () => {
      asked.delete(name); // the next use tries again
      element.remove();
      failed(new Error(`the file _static/${name.split("?")[0]} cannot be loaded`));
    };
    document.head.append(element);
  }));
  return asked.get(name);
}
