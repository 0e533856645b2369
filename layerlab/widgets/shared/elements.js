// The parts of a widget's page: boxes, facts, and controls that are native and labelled.

export function make(tag, name, parent) {
  const node = document.createElement(tag);
  if (name) node.className = name;
  parent?.append(node);
  return node;
}

export function fact(ui, label) {
  const node = make("span", "", ui.facts);
  node.append(`${label} `);
  const value = make("b", "", node);
  return (text) => {
    value.textContent = text;
  };
}

// ---- controls: native, labelled --------------------------------------------------------

export const buttons = (ui) => make("div", "ll-buttons", ui.bar);

export function button(parent, text, onClick, { main = false, label = "" } = {}) {
  const node = make("button", main ? "ll-main" : "", parent);
  node.type = "button";
  node.textContent = text;
  if (label) node.setAttribute("aria-label", label);
  node.addEventListener("click", onClick);
  return node;
}

export function slider(parent, label, { min, max, step, value, format = String }, onInput) {
  const { box, out } = field(parent, label);
  const node = named(make("input", "", box), label);
  Object.assign(node, { type: "range", min, max, step, value });
  const show = () => {
    out.textContent = format(+node.value);
    node.setAttribute("aria-valuetext", out.textContent);
  };
  node.addEventListener("input", () => {
    show();
    onInput(+node.value);
  });
  show();
  const set = (to) => {
    node.value = to;
    show();
  };
  return { node, set };
}

export function select(parent, label, options, value, onInput) {
  const { box } = field(parent, label);
  const node = named(make("select", "", box), label);
  const texts = Object.entries(options); // words, or things with a text
  for (const [key, it] of texts) node.append(new Option(it.text ?? it, key));
  node.value = value;
  node.addEventListener("change", () => onInput(node.value));
  const set = (to) => {
    node.value = to;
  };
  return { node, set };
}

function named(node, label) {
  // its name is the label alone, without the value beside it
  node.setAttribute("aria-label", label);
  return node;
}

function field(parent, label) {
  const box = make("label", "ll-field", parent);
  const line = make("span", "", box);
  line.append(label);
  return { box, out: make("b", "", line) };
}

export function player(ui, parent, step, { rate = 60, text = "Run", main = true } = {}) {
  let running = false;
  let last = 0;
  const node = button(parent, text, () => set(!running), { main });
  const set = (on) => {
    running = on;
    node.textContent = on ? "Pause" : text;
    if (on) requestAnimationFrame(tick);
  };
  const tick = (now) => {
    if (!running || !node.isConnected) return;
    if (now - last >= 1000 / rate - 4) {
      last = now;
      if (step() === false) set(false);
    }
    if (running) requestAnimationFrame(tick);
  };
  ui.onClose(() => {
    running = false;
  });
  return {
    node,
    set,
    get running() {
      return running;
    },
  };
}

export const prefersStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
