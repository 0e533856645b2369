// Three ways to answer: choose one, type a number, put things in order. Native controls.

import { button, make } from "../shared/shared.js";
import { typed } from "./judge.js";

export function askChoice({ ui, ask, changed }) {
  const box = fieldset(ui, "Choose one");
  const name = `ll-${Math.random().toString(36).slice(2)}`;
  const nodes = ask.choices.map((text, i) => {
    const label = make("label", "ll-choice", box);
    const node = make("input", "", label);
    Object.assign(node, { type: "radio", name, value: i });
    make("span", "", label).textContent = text;
    node.addEventListener("change", changed);
    return node;
  });
  const chosen = () => nodes.findIndex((node) => node.checked);
  return {
    value: () => (chosen() < 0 ? null : chosen()),
    show(value) {
      nodes[value].checked = true;
    },
    lock() {
      box.disabled = true;
    },
  };
}

export function askNumber({ ui, ask, changed, commit }) {
  const box = fieldset(ui, "Type a number");
  const label = make("label", "ll-choice", box);
  const node = make("input", "", label);
  Object.assign(node, { type: "text", inputMode: "decimal", autocomplete: "off" });
  node.setAttribute("aria-label", `Your number ${ask.unit}`.trim());
  make("span", "", label).textContent = ask.unit;
  node.addEventListener("input", changed);
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter") commit();
  });
  return {
    value: () => (Number.isFinite(typed(node.value)) ? typed(node.value) : null),
    show(value) {
      node.value = value;
    },
    lock() {
      box.disabled = true;
    },
  };
}

export function askOrder({ ui, ask, changed }) {
  const box = fieldset(ui, "Put in order, the first above");
  const list = make("ol", "ll-order", box);
  const mine = { ui, ask, box, list, changed, order: ask.choices.map((_, i) => i), moved: false };
  lay(mine);
  return {
    value: () => (mine.moved ? [...mine.order] : null),
    show(value) {
      mine.order = [...value];
      lay(mine);
    },
    lock() {
      box.disabled = true;
    },
  };
}

function lay(mine) {
  // the list as it stands, with two buttons a line
  mine.list.replaceChildren();
  mine.order.forEach((which, place) => {
    const item = make("li", "", mine.list);
    const text = mine.ask.choices[which];
    const up = button(item, "↑", () => move(mine, place, -1), { label: `Up: ${text}` });
    const down = button(item, "↓", () => move(mine, place, 1), { label: `Down: ${text}` });
    up.disabled = place === 0;
    down.disabled = place === mine.order.length - 1;
    make("span", "", item).textContent = text;
  });
}

function move(mine, place, by) {
  const to = place + by;
  const { order, ui, ask } = mine;
  [order[place], order[to]] = [order[to], order[place]];
  mine.moved = true;
  lay(mine);
  const [up, down] = mine.list.children[to].querySelectorAll("button");
  const same = by < 0 ? up : down;
  (same.disabled ? (by < 0 ? down : up) : same).focus();
  ui.say(`${ask.choices[order[to]]} is number ${to + 1} of ${order.length}.`);
  mine.changed();
}

function fieldset(ui, words) {
  const box = make("fieldset", "ll-asked", ui.view);
  make("legend", "ll-caption", box).textContent = words;
  return box;
}
