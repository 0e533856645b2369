// The frame of a widget: title, controls, the line that says in words what is seen; theme,
// and drawing at most once a frame. From the frame downwards. No library, no network.

import { DARK, LIGHT } from "./colours.js";
import { make } from "./elements.js";
import { oncePerFrame, settle } from "./kernel.js";

export function stage(el, title, hint = "") {
  const root = group(el, title);
  const head = make("div", "ll-head", root);
  make("div", "ll-title", head).textContent = title;
  const ui = {
    root,
    facts: make("div", "ll-facts", head),
    view: make("div", "ll-view", root),
    bar: make("div", "ll-bar", root),
    line: make("div", "ll-say", root),
    heard: make("div", "ll-heard", root),
    trouble: make("pre", "ll-trouble", root),
    colours: LIGHT,
    dark: false,
    frames: 0,
    work: 0,
  };
  ui.line.setAttribute("aria-hidden", "true"); // read aloud once it rests, from `heard`
  ui.heard.setAttribute("role", "status");
  ui.heard.setAttribute("aria-live", "polite");
  ui.trouble.setAttribute("role", "alert");
  if (hint) make("div", "ll-hint", root).textContent = hint;
  const tell = settle((text) => {
    if (ui.heard.textContent !== text) ui.heard.textContent = text;
  }, 120);
  ui.say = (text) => {
    if (ui.line.textContent !== text) ui.line.textContent = text;
    tell(text);
  };
  ui.drawing = () => {};
  ui.redraw = oncePerFrame(() => timed(ui));
  root.widget = ui; // for tests and the curious
  live(ui);
  return ui;
}

export function addTask(ui, text) {
  // what to try, in words above the pictures
  if (!text) return;
  const above = ui.view.parentNode.insertBefore(make("div"), ui.view);
  make("div", "ll-caption", above).textContent = text;
}

function group(el, title) {
  const root = make("div", "ll", el);
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", title);
  root.setAttribute("data-lm-suppress-shortcuts", "true");
  // else JupyterLab eats the arrows
  root.addEventListener("keydown", (event) => event.stopPropagation());
  return root;
}

function timed(ui) {
  const start = performance.now();
  ui.drawing(ui.colours);
  ui.frames += 1;
  ui.work += performance.now() - start;
}

function live(ui) {
  // wear the page's theme, now and whenever it changes, until the widget is closed
  const dress = () => {
    ui.dark = isDark(ui.root);
    ui.colours = ui.dark ? DARK : LIGHT;
    ui.root.toggleAttribute("data-dark", ui.dark);
    ui.redraw();
  };
  const watch = new MutationObserver(dress);
  const told = ["class", "data-jp-theme-light", "data-jp-theme-name", "theme"];
  for (const node of [document.documentElement, document.body]) {
    watch.observe(node, { attributes: true, attributeFilter: told });
  }
  const close = [];
  ui.onClose = (action) => close.push(action);
  ui.close = () => {
    watch.disconnect();
    for (const action of close) action();
  };
  dress();
}

function isDark(node) {
  const light = document.body.dataset.jpThemeLight;
  if (light) return light === "false";
  const named = document.documentElement.getAttribute("theme"); // Colab
  if (named) return named === "dark";
  if (document.body.classList.contains("vscode-dark")) return true;
  for (let at = node.parentElement; at; at = at.parentElement) {
    const numbers = getComputedStyle(at).backgroundColor.match(/[\d.]+/g) ?? [];
    const [r, g, b, a = 1] = numbers.map(Number);
    if (a > 0.5) return 0.3 * r + 0.59 * g + 0.11 * b < 110;
  }
  return false;
}
