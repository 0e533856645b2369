// The network playground: the network in its dress, the data with its regions, the loss, the recipe.

import {
  canvas,
  fact,
  grab,
  keys,
  link,
  make,
  numbers,
  packed,
  show,
  stage,
} from "../shared/shared.js";
import { drawCake } from "./cake.js";
import { addControls } from "./controls.js";
import { countParameters, fill, flatten, makeNet, score, trainStep } from "./net.js";
import { drawPlain } from "./plain.js";
import { makeSet, readTiers, standardise, writeRecipe, writeTiers } from "./recipe.js";
import { drawLoss, drawRegions, makeMaps } from "./view.js";

const NAMES = ["tiers", "data", "noise", "lr", "batch", "seed", "linear", "steps", "X", "y"];

export function render({ model, el }) {
  const cake = model.get("dress") === "cake";
  const title = cake ? "Cake builder" : "Network playground";
  const word = cake ? "tier" : "layer";
  const ui = stage(
    el,
    title,
    `Click a ${word} to choose it, drag its edge to resize it, point at a small map to see what that unit responds to. By keys in the picture: up and down choose, left and right resize, Page Down shows the next unit.`,
  );
  const picture = canvas(
    ui.view,
    388,
    420,
    "",
    cake
      ? "the cake: each tier works on what the tier below made"
      : "the network: each layer works on what the layer before made",
  );
  const side = make("div", "ll-side", ui.view);
  const plane = canvas(side, 364, 304, "", "the data, and what the network answers");
  const curve = canvas(side, 364, 84, "Loss after each step", "loss");
  const setSteps = fact(ui, "steps");
  const setLoss = fact(ui, "loss");
  const setRight = fact(ui, "right");
  const setCount = fact(ui, "parameters");
  const s = {};
  const me = {
    s,
    word,
    chosen: 0,
    unit: null,
    history: [],
    boxes: { tiers: [], units: [] },
    epochs: 0,
  };
  ui.me = me;

  const tell = link(ui, model, NAMES, () => {
    read();
    rebuild(s.steps);
  });

  function read() {
    for (const name of NAMES) s[name] = model.get(name);
    me.tiers = readTiers(s.tiers);
    me.sync?.();
  }

  function rebuild(steps = 0, weights = null) {
    // new dough: the same recipe always gives the same cake
    me.own =
      s.data === "yours"
        ? { X: numbers(model.get("X")), y: numbers(model.get("y")), classes: model.get("classes") }
        : makeSet(s.data, s.noise);
    me.points = standardise(me.own);
    me.net = makeNet(me.tiers, me.points.classes, s.seed, s.linear);
    me.history = [];
    me.chosen = Math.min(me.chosen, me.tiers.length - 1);
    me.unit = null;
    s.steps = 0;
    me.kept = weights?.length === countParameters(me.net) ? weights : null;
    if (me.kept && steps > 5000) settled(steps);
    note();
    me.goal = steps;
    if (s.steps < steps) hurry();
    else publish();
  }
  function hurry() {
    // bake up to the goal, a little at a time, so that the page stays alive
    const until = performance.now() + 24;
    while (s.steps < me.goal && performance.now() < until) bake(20);
    note();
    if (s.steps < me.goal) return requestAnimationFrame(hurry);
    if (me.kept) settled(me.goal);
    publish();
  }
  function settled(steps) {
    // the weights that Python keeps are the truth: the oven may have been turned on the way
    fill(me.net, me.kept);
    s.steps = steps;
  }
  function bake(most) {
    for (let k = 0; k < most && (s.steps < me.goal || !me.goal); k++)
      trainStep(me.net, me.points, s, s.steps++);
  }
  function train(steps = Math.ceil(me.points.y.length / s.batch)) {
    // one epoch
    me.goal = 0;
    bake(steps);
    me.epochs += 1;
    note();
    publish();
    return Number.isFinite(me.now.loss);
  }
  function note() {
    me.now = score(me.net, me.points, (me.scored ??= {}));
    me.history.push([s.steps, me.now.loss]);
    if (me.history.length > 600)
      me.history = me.history.filter((_, i) => i % 2 === 0 || i === me.history.length - 1);
    describe();
    ui.redraw();
  }
  function publish() {
    tell({
      tiers: s.tiers,
      data: s.data,
      noise: s.noise,
      lr: s.lr,
      batch: s.batch,
      seed: s.seed,
      linear: s.linear,
      steps: s.steps,
      weights: packed(flatten(me.net)),
    });
  }

  function describe(first = me.words ?? "") {
    const { loss, accuracy } = me.now;
    const count = countParameters(me.net);
    const burnt = !Number.isFinite(loss);
    setSteps(String(s.steps));
    setLoss(burnt ? "burnt" : show(loss, 3));
    setRight(`${Math.round(100 * accuracy)}%`);
    setCount(String(count));
    const unit = me.unit
      ? ` On view: unit ${me.unit.unit + 1} of ${word} ${me.unit.tier + 1}.`
      : "";
    const shape = me.tiers.length
      ? `${me.tiers.length} ${word}${me.tiers.length > 1 ? "s" : ""} of ${me.tiers.map((t) => t.units).join(", ")} units`
      : `No ${word}: the inputs lead straight to the answer`;
    ui.say(
      `${first} ${shape}${s.linear ? ", all linear" : ""}; ${count} parameters. After ${s.steps} steps ${burnt ? "it is burnt: the learning rate is too high" : `${Math.round(100 * accuracy)}% are right, loss ${show(loss, 3)}`}.${unit}`.trim(),
    );
    plane.node.setAttribute(
      "aria-label",
      `The data and what the network answers: ${Math.round(100 * accuracy)}% are right`,
    );
    me.showRecipe?.(writeRecipe(cake ? "CakeBuilder" : "NetworkPlayground", s));
  }

  me.change = (values, words = "", keep = false) => {
    // what every control calls
    Object.assign(s, values);
    if (values.tiers !== undefined) me.tiers = readTiers(s.tiers);
    me.words = words;
    if (keep) {
      describe();
      publish();
    } else rebuild(values.steps ?? 0);
    me.sync?.();
    me.words = "";
  };
  me.setTiers = (tiers, words) => me.change({ tiers: writeTiers(tiers) }, words);
  me.resize = (t, units) => {
    const to = Math.min(16, Math.max(1, Math.round(units)));
    if (to !== me.tiers[t]?.units)
      me.setTiers(
        me.tiers.map((tier, k) => (k === t ? { ...tier, units: to } : tier)),
        `${word} ${t + 1} now has ${to} unit${to > 1 ? "s" : ""}.`,
      );
  };
  me.choose = (t) => {
    me.chosen = t;
    me.sync?.();
    describe(`Chosen: ${word} ${t + 1}.`);
    ui.redraw();
  };
  me.train = train;
  me.view = (unit) => {
    me.unit = unit;
    describe();
    ui.redraw();
  };

  ui.drawing = (c) => {
    const maps = makeMaps(me, c);
    const ctx = picture.begin(c.paper);
    me.boxes = (cake ? drawCake : drawPlain)(
      ctx,
      picture,
      { tiers: me.tiers, linear: s.linear, chosen: me.chosen, unit: me.unit, maps, net: me.net },
      c,
      ui.dark,
    );
    drawRegions(plane, me, c, ui.dark);
    drawLoss(curve, me.history, c);
  };

  // ---- hands on the picture

  const hit = (boxes, x, y, more = 0) =>
    boxes.find((b) => x >= b.x - more && x <= b.x + b.w + more && y >= b.y && y <= b.y + b.h);
  grab(picture, {
    pick(x, y, event) {
      const edge =
        cake &&
        me.boxes.tiers.find((b) => Math.abs(x - b.x - b.w) < 10 && y >= b.y && y <= b.y + b.h);
      const unit = hit(me.boxes.units, x, y);
      const tier = hit(me.boxes.tiers, x, y);
      if (!event) {
        const seen = unit ? { tier: unit.tier, unit: unit.unit } : null;
        if (JSON.stringify(seen) !== JSON.stringify(me.unit)) me.view(seen);
      } else if (edge || tier) me.choose((edge || tier).tier);
      return edge ? { edge: edge.tier } : tier ? { tier: tier.tier } : null;
    },
    move(what, x) {
      if (what.edge === undefined) return;
      me.resize(what.edge, 1 + (15 * (2 * (x - picture.width / 2) - 86)) / 230);
    },
  });
  picture.node.addEventListener("pointerleave", () => {
    if (me.unit) me.view(null);
  });

  const nextUnit = (by) => () => {
    const all = me.tiers.flatMap((tier, t) =>
      Array.from({ length: tier.units }, (_, u) => ({ tier: t, unit: u })),
    );
    const at = me.unit
      ? all.findIndex((u) => u.tier === me.unit.tier && u.unit === me.unit.unit)
      : by > 0
        ? -1
        : 0;
    if (all.length) me.view(all[(at + by + all.length) % all.length]);
  };
  keys(
    picture,
    `${title}. Up and down choose a ${word}, left and right resize it, Page Down shows what the next unit responds to, Escape the whole network, plus adds a ${word}, Delete removes it.`,
    {
      arrows: (dx, dy, big) => {
        const up = cake ? dy : -dy;
        if (dx) me.resize(me.chosen, (me.tiers[me.chosen]?.units ?? 0) + dx * (big ? 4 : 1));
        else if (me.tiers.length) me.choose((me.chosen + up + me.tiers.length) % me.tiers.length);
      },
      other: {
        PageDown: nextUnit(1),
        PageUp: nextUnit(-1),
        Escape: () => me.view(null),
        "+": () => me.add(),
        Delete: () => me.remove(),
      },
    },
  );

  addControls(ui, me, model);
  read();
  const weights = numbers(model.get("weights"));
  rebuild(s.steps, weights.length ? weights : null);
  return () => ui.close();
}
