// The frame of a widget: title, controls, the line that says in words what is seen; theme,
// and drawing at most once a frame. From the frame downwards. No library, no network.

import { oncePerFrame, settle } from "./kernel.js";
import { DARK, LIGHT } from "./picture.js";

// ---- the frame -------------------------------------------------------------------------

export function stage(el, title, hint = "") {
  const root = make("div", "ll", el);
  const close = [];
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", title);
  root.setAttribute("data-lm-suppress-shortcuts", "true");
  root.addEventListener("keydown", (event) => event.stopPropagation()); // else JupyterLab eats the arrows
  const head = make("div", "ll-head", root);
  make("div", "ll-title", head).textContent = title;
  const ui = {
    root,
    facts: make("div", "ll-facts", head),
    view: make("div", "ll-view", root),
    bar: make("div", "ll-bar", root),
    line: make("div", "ll-say", root),
    trouble: make("pre", "ll-trouble", root),
    colours: LIGHT,
    dark: false,
    frames: 0,
    work: 0,
  };
  ui.line.setAttribute("role", "status");
  ui.line.setAttribute("aria-live", "polite");
  ui.trouble.setAttribute("role", "alert");
  if (hint) make("div", "ll-hint", root).textContent = hint;
  ui.say = settle((text) => {
    if (ui.line.textContent !== text) ui.line.textContent = text;
  }, 120);
  ui.drawing = () => {};
  ui.redraw = oncePerFrame(() => {
    const start = performance.now();
    ui.drawing(ui.colours);
    ui.frames += 1;
    ui.work += performance.now() - start;
  });
  const dress = () => {
    ui.dark = isDark(root);
    ui.colours = ui.dark ? DARK : LIGHT;
    root.toggleAttribute("data-dark", ui.dark);
    ui.redraw();
  };
  const watch = new MutationObserver(dress);
  for (const node of [document.documentElement, document.body]) {
    watch.observe(node, {
      attributes: true,
      attributeFilter: ["class", "data-jp-theme-light", "data-jp-theme-name", "theme"],
    });
  }
  ui.onClose = (action) => close.push(action);
  ui.close = () => {
    watch.disconnect();
    close.forEach((action) => action());
  };
  root.widget = ui; // for tests and the curious
  dress();
  return ui;
}

function isDark(node) {
  const light = document.body.dataset.jpThemeLight;
  if (light) return light === "false";
  const named = document.documentElement.getAttribute("theme"); // Colab
  if (named) return named === "dark";
  if (document.body.classList.contains("vscode-dark")) return true;
  for (let at = node.parentElement; at; at = at.parentElement) {
    const [r, g, b, a = 1] = (getComputedStyle(at).backgroundColor.match(/[\d.]+/g) ?? []).map(
      Number,
    );
    if (a > 0.5) return 0.3 * r + 0.59 * g + 0.11 * b < 110;
  }
  return false;
}

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
  return {
    node,
    set: (to) => {
      node.value = to;
      show();
    },
  };
}

export function select(parent, label, options, value, onInput) {
  const { box } = field(parent, label);
  const node = named(make("select", "", box), label);
  for (const [key, it] of Object.entries(options)) node.append(new Option(it.text ?? it, key)); // words, or things with a text
  node.value = value;
  node.addEventListener("change", () => onInput(node.value));
  return {
    node,
    set: (to) => {
      node.value = to;
    },
  };
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
