// The playground's controls in three rows: baking; the chosen tier, the data and the oven; the recipe.

import { button, buttons, make, player, select, slider } from "../shared/shared.js";
import { readRecipe, SETS } from "./recipe.js";

const ACT_NAMES = { relu: "ReLU", tanh: "tanh", sigmoid: "sigmoid", linear: "linear" };
const BATCHES = [1, 4, 16, 64, 256];

export function addControls(ui, me, model) {
  const { s, word } = me;
  const Word = word[0].toUpperCase() + word.slice(1);
  const cake = word === "tier";
  const group = buttons(ui);
  const play = player(ui, group, () => me.train(), { text: cake ? "Bake" : "Train" });
  me.play = play;
  button(group, "Step", () => {
    play.set(false);
    me.train(1);
  });
  button(group, "Start over", () => {
    play.set(false);
    me.change({}, "A fresh start with the same seed.");
  });
  button(group, "New seed", () =>
    me.change({ seed: s.seed + 1 }, `Seed ${s.seed + 1}: other first weights, other batches.`),
  );
  const linear = button(group, "All linear", () =>
    me.change(
      { linear: !s.linear },
      s.linear ? "Each keeps its own activation." : `Every ${word} is linear now.`,
    ),
  );

  const add = button(group, `Add ${word}`, () => me.add());
  const remove = button(group, `Remove ${word}`, () => me.remove());
  me.add = () => {
    if (me.tiers.length >= 6) return;
    const last = me.tiers.at(-1);
    const at = me.tiers.length;
    me.chosen = at;
    me.setTiers(
      [
        ...me.tiers,
        { units: Math.max(2, (last?.units ?? 8) - (cake ? 2 : 0)), act: last?.act ?? "relu" },
      ],
      `${Word} ${at + 1} is on.`,
    );
  };
  me.remove = () => {
    const at = me.chosen;
    if (!me.tiers.length) return;
    me.chosen = Math.max(0, at - 1);
    me.setTiers(
      me.tiers.filter((_, k) => k !== at),
      `${Word} ${at + 1} is gone.`,
    );
  };

  const low = make("div", "ll-bar", ui.root);
  const units = slider(low, `units of ${word}`, { min: 1, max: 16, step: 1, value: 8 }, (v) =>
    me.resize(me.chosen, v),
  );
  const act = select(low, "activation", ACT_NAMES, "relu", (v) =>
    me.setTiers(
      me.tiers.map((t, k) => (k === me.chosen ? { ...t, act: v } : t)),
      `${Word} ${me.chosen + 1} is ${v} now.`,
    ),
  );
  const sets =
    model.get("data") === "yours" || model.get("X") ? { yours: "your data", ...SETS } : SETS;
  const data = select(low, "data", sets, "moons", (v) =>
    me.change({ data: v }, `The data: ${sets[v]}.`),
  );
  const noise = slider(
    low,
    "data noise",
    { min: 0, max: 0.5, step: 0.02, value: 0.1, format: (v) => v.toFixed(2) },
    (v) => me.change({ noise: v }),
  );
  const lr = slider(
    low,
    "learning rate",
    { min: -3, max: 1, step: 0.01, value: 0, format: (v) => String(+(10 ** v).toPrecision(2)) },
    (v) =>
      me.change(
        { lr: +(10 ** v).toPrecision(2) },
        `Learning rate ${+(10 ** v).toPrecision(2)}.`,
        true,
      ),
  );
  const batch = slider(
    low,
    "batch",
    { min: 0, max: 4, step: 1, value: 2, format: (v) => String(BATCHES[v]) },
    (v) => me.change({ batch: BATCHES[v] }, `Batches of ${BATCHES[v]}.`, true),
  );

  const end = make("div", "ll-bar", ui.root);
  const field = make("label", "ll-field ll-wide", end);
  field.append("recipe: copy it to share, or paste another one");
  const text = make("input", "", field);
  Object.assign(text, { type: "text", spellcheck: false });
  const load = button(end, "Load", () => {
    const found = readRecipe(text.value);
    const known = found && (found.data !== "yours" || "yours" in sets);
    if (!known) {
      ui.trouble.textContent =
        "A recipe must look like CakeBuilder|batch=16|data=moons|…, but this one does not. Copy a whole one again.";
      return;
    }
    ui.trouble.textContent = "";
    play.set(false);
    me.change(found, "The recipe is loaded.");
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter") load.click();
  });
  me.showRecipe = (recipe) => {
    if (document.activeElement !== text) text.value = recipe;
  };
  ui.root.append(ui.line, ui.trouble, ui.root.querySelector(".ll-hint"));

  me.sync = () => {
    const tier = me.tiers[me.chosen];
    linear.setAttribute("aria-pressed", s.linear);
    for (const control of [units.node, act.node, remove]) control.disabled = !tier;
    add.disabled = me.tiers.length >= 6;
    if (tier) {
      units.set(tier.units);
      act.set(tier.act);
    }
    data.set(s.data);
    noise.set(s.noise);
    noise.node.disabled = s.data === "yours";
    lr.set(Math.log10(s.lr));
    batch.set(BATCHES.findIndex((b) => b >= s.batch));
  };
}
