// What the playground says of the network: facts, a sentence, the recipe.

import { show } from "../shared/shared.js";
import { countParameters } from "./net.js";
import { writeRecipe } from "./recipe.js";

export function describe(me, first = me.words ?? "") {
  const { ui, s, word, now } = me;
  const count = countParameters(me.net);
  const burnt = !Number.isFinite(now.loss);
  const right = `${Math.round(100 * now.accuracy)}%`;
  me.setSteps(String(s.steps));
  me.setLoss(burnt ? "burnt" : show(now.loss, 3));
  me.setRight(right);
  me.setCount(String(count));
  const how = burnt
    ? "it is burnt: the learning rate is too high"
    : `${right} are right, loss ${show(now.loss, 3)}`;
  const whole = `${shape(me)}${s.linear ? ", all linear" : ""}; ${count} parameters`;
  const { unit } = me;
  const view = unit ? ` On view: unit ${unit.unit + 1} of ${word} ${unit.tier + 1}.` : "";
  ui.say(`${first} ${whole}. After ${s.steps} steps ${how}.${view}`.trim());
  const seen = `The data and what the network answers: ${right} are right`;
  me.plane.node.setAttribute("aria-label", seen);
  me.showRecipe(writeRecipe(me.cake ? "CakeBuilder" : "NetworkPlayground", s));
}

function shape({ tiers, word }) {
  const n = tiers.length;
  if (!n) return `No ${word}: the inputs lead straight to the answer`;
  const units = tiers.map((t) => t.units).join(", ");
  return `${n} ${word}${n > 1 ? "s" : ""} of ${units} units`;
}
