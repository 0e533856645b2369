// The network playground: the network in its dress, the data with its regions, the loss,
// the recipe.

import { fact, link, make, numbers, panel, stage } from "../shared/shared.js";
import { rebuild } from "./baking.js";
import { drawCake, PICTURE } from "./cake.js";
import { addControls } from "./controls.js";
import { addHands } from "./hands.js";
import { drawPlain } from "./plain.js";
import { readTiers } from "./recipe.js";
import { CURVE, drawLoss, drawRegions, makeMaps, PLANE } from "./view.js";

const NAMES = ["tiers", "data", "noise", "lr", "batch", "seed", "linear", "steps", "X", "y"];

const hint = (word) =>
  `Click a ${word} to choose it, drag its edge to resize it, ` +
  "point at a small map to see what that unit responds to. By keys in the picture: " +
  "up and down choose, left and right resize, Page Down shows the next unit.";

export function render({ model, el }) {
  const cake = model.get("dress") === "cake";
  const title = cake ? "Cake builder" : "Network playground";
  const word = cake ? "tier" : "layer";
  const ui = stage(el, title, hint(word));
  const me = { ui, model, cake, title, word, s: {}, chosen: 0, unit: null, history: [] };
  Object.assign(me, { boxes: { tiers: [], units: [] }, epochs: 0, ...surfaces(ui, cake) });
  me.setSteps = fact(ui, "steps");
  me.setLoss = fact(ui, "loss");
  me.setRight = fact(ui, "right");
  me.setCount = fact(ui, "parameters");
  me.tell = link(ui, model, NAMES, () => {
    read(me);
    rebuild(me, me.s.steps);
  });
  ui.me = me;
  ui.drawing = (c) => draw(me, c);
  addHands(me);
  addControls(me);
  read(me);
  const weights = numbers(model.get("weights"));
  rebuild(me, me.s.steps, weights.length ? weights : null);
  return () => ui.close();
}

function surfaces(ui, cake) {
  const caption = cake
    ? "the cake: each tier works on what the tier below made"
    : "the network: each layer works on what the layer before made";
  const picture = panel(ui.view, PICTURE, "", caption);
  const side = make("div", "ll-side", ui.view);
  const plane = panel(side, PLANE, "", "the data, and what the network answers");
  const curve = panel(side, CURVE, "Loss after each step", "loss");
  return { picture, plane, curve };
}

function read(me) {
  for (const name of NAMES) me.s[name] = me.model.get(name);
  me.tiers = readTiers(me.s.tiers);
  me.sync();
}

function draw(me, c) {
  const { ui, s, tiers, chosen, unit, net } = me;
  const maps = makeMaps(me, c);
  const shape = { tiers, linear: s.linear, chosen, unit, maps, net };
  const dress = me.cake ? drawCake : drawPlain;
  me.boxes = dress(me.picture.begin(c.paper), PICTURE, shape, c, ui.dark);
  drawRegions(me.plane.begin(c.paper), me, c, ui.dark, window.devicePixelRatio || 1);
  drawLoss(me.curve.begin(c.paper), me, c);
}
