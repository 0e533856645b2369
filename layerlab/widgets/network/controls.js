// The playground's controls in three rows: baking; the chosen tier, the data and the oven;
// the recipe.

import { button, buttons, make, player, select, slider } from "../shared/shared.js";
import { addTier, change, removeTier, resize, setActivation, train } from "./baking.js";
import { ACT_NAMES, MOST_TIERS, MOST_UNITS, readRecipe, SETS } from "./recipe.js";

const BATCHES = [1, 4, 16, 64, 256];
const NO_RECIPE =
  "A recipe must look like CakeBuilder|batch=16|data=moons|…, but this one does not. " +
  "Copy a whole one again.";

export function addControls(me) {
  const { ui, s, model } = me;
  const own = model.get("data") === "yours" || model.get("X");
  const sets = own ? { yours: "your data", ...SETS } : SETS;
  const { linear, add, remove } = addButtons(me);
  const low = make("div", "ll-bar", ui.root);
  const { units, act } = addTierControls(me, low);
  const oven = addOven(me, low, sets);
  addRecipe(me, sets);
  ui.root.append(ui.line, ui.trouble, ui.root.querySelector(".ll-hint"));
  me.sync = () => {
    const tier = me.tiers[me.chosen];
    linear.setAttribute("aria-pressed", s.linear);
    for (const control of [units.node, act.node, remove]) control.disabled = !tier;
    add.disabled = me.tiers.length >= MOST_TIERS;
    if (tier) {
      units.set(tier.units);
      act.set(tier.act);
    }
    oven.data.set(s.data);
    oven.noise.set(s.noise);
    oven.noise.node.disabled = s.data === "yours";
    oven.lr.set(Math.log10(s.lr));
    oven.batch.set(BATCHES.findIndex((b) => b >= s.batch));
  };
}

function addButtons(me) {
  const { ui, s, word } = me;
  const group = buttons(ui);
  me.play = player(ui, group, () => train(me), { text: me.cake ? "Bake" : "Train" });
  const still = (action) => () => {
    me.play.set(false);
    action();
  };
  const again = () => change(me, {}, "A fresh start with the same seed.");
  const words = () => `Seed ${s.seed + 1}: other first weights, other batches.`;
  button(
    group,
    "Step",
    still(() => train(me, 1)),
  );
  button(group, "Start over", still(again));
  button(group, "New seed", () => change(me, { seed: s.seed + 1 }, words()));
  const linear = button(group, "All linear", () => {
    const on = `Every ${word} is linear now.`;
    change(me, { linear: !s.linear }, s.linear ? "Each keeps its own activation." : on);
  });
  const add = button(group, `Add ${word}`, () => addTier(me));
  const remove = button(group, `Remove ${word}`, () => removeTier(me));
  return { linear, add, remove };
}

function addTierControls(me, low) {
  const range = { min: 1, max: MOST_UNITS, step: 1, value: 8 };
  const units = slider(low, `units of ${me.word}`, range, (v) => resize(me, me.chosen, v));
  const act = select(low, "activation", ACT_NAMES, "relu", (v) => setActivation(me, v));
  return { units, act };
}

function addOven(me, low, sets) {
  const data = select(low, "data", sets, "moons", (v) =>
    change(me, { data: v }, `The data: ${sets[v]}.`),
  );
  const spread = { min: 0, max: 0.5, step: 0.02, value: 0.1, format: (v) => v.toFixed(2) };
  const noise = slider(low, "data noise", spread, (v) => change(me, { noise: v }));
  const rate = (v) => +(10 ** v).toPrecision(2);
  const powers = { min: -3, max: 1, step: 0.01, value: 0, format: (v) => String(rate(v)) };
  const lr = slider(low, "learning rate", powers, (v) =>
    change(me, { lr: rate(v) }, `Learning rate ${rate(v)}.`, true),
  );
  const sizes = { min: 0, max: 4, step: 1, value: 2, format: (v) => String(BATCHES[v]) };
  const batch = slider(low, "batch", sizes, (v) =>
    change(me, { batch: BATCHES[v] }, `Batches of ${BATCHES[v]}.`, true),
  );
  return { data, noise, lr, batch };
}

function addRecipe(me, sets) {
  const { ui, play } = me;
  const end = make("div", "ll-bar", ui.root);
  const field = make("label", "ll-field ll-wide", end);
  field.append("recipe: copy it to share, or paste another one");
  const text = make("input", "", field);
  Object.assign(text, { type: "text", spellcheck: false });
  const load = button(end, "Load", () => {
    const found = readRecipe(text.value);
    const known = found && (found.data !== "yours" || "yours" in sets);
    ui.trouble.textContent = known ? "" : NO_RECIPE;
    if (!known) return;
    play.set(false);
    change(me, found, "The recipe is loaded.");
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter") load.click();
  });
  me.showRecipe = (recipe) => {
    if (document.activeElement !== text) text.value = recipe;
  };
}
