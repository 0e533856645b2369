// The network's life: made anew when the recipe changes, trained, and told to Python.

import { numbers, packed } from "../shared/shared.js";
import { countParameters, fill, flatten, makeNet, score, trainStep } from "./net.js";
import { MOST_TIERS, MOST_UNITS, makeSet, readTiers, standardise, writeTiers } from "./recipe.js";
import { describe } from "./words.js";

const NOTES = 600; // points that the loss curve keeps

export function rebuild(me, steps = 0, weights = null) {
  // new dough: the same recipe always gives the same cake
  const { s } = me;
  me.points = standardise(pointsOf(me));
  me.net = makeNet(me.tiers, me.points.classes, s.seed, s.linear);
  me.chosen = Math.min(me.chosen, me.tiers.length - 1);
  Object.assign(me, { history: [], unit: null });
  s.steps = 0;
  me.kept = weights?.length === countParameters(me.net) ? weights : null;
  if (me.kept && steps > 5000) settled(me, steps);
  note(me);
  me.goal = steps;
  if (s.steps < steps) hurry(me);
  else publish(me);
}

function pointsOf({ s, model }) {
  if (s.data !== "yours") return makeSet(s.data, s.noise);
  const [X, y] = [numbers(model.get("X")), numbers(model.get("y"))];
  return { X, y, classes: model.get("classes") };
}

function hurry(me) {
  // bake up to the goal, a little at a time, so that the page stays alive
  const until = performance.now() + 24;
  while (me.s.steps < me.goal && performance.now() < until) bake(me, 20);
  note(me);
  if (me.s.steps < me.goal) return requestAnimationFrame(() => hurry(me));
  if (me.kept) settled(me, me.goal);
  publish(me);
}

function settled(me, steps) {
  // the weights that Python keeps are the truth: the oven may have been turned on the way
  fill(me.net, me.kept);
  me.s.steps = steps;
}

function bake({ net, points, s, goal }, most) {
  for (let k = 0; k < most && (s.steps < goal || !goal); k++) trainStep(net, points, s, s.steps++);
}

export function train(me, steps = Math.ceil(me.points.y.length / me.s.batch)) {
  // one epoch
  me.goal = 0;
  bake(me, steps);
  me.epochs += 1;
  note(me);
  publish(me);
  return Number.isFinite(me.now.loss);
}

function note(me) {
  me.scored ??= {};
  me.now = score(me.net, me.points, me.scored);
  me.history.push([me.s.steps, me.now.loss]);
  const last = me.history.length - 1;
  if (last >= NOTES) me.history = me.history.filter((_, i) => i % 2 === 0 || i === last);
  describe(me);
  me.ui.redraw();
}

function publish({ s, net, tell }) {
  const { tiers, data, noise, lr, batch, seed, linear, steps } = s;
  const weights = packed(flatten(net));
  tell({ tiers, data, noise, lr, batch, seed, linear, steps, weights });
}

// ---- what controls and hands call ------------------------------------------------------

export function change(me, values, words = "", keep = false) {
  // `keep`: the network goes on as it is, with another learning rate or batch
  Object.assign(me.s, values);
  if (values.tiers !== undefined) me.tiers = readTiers(me.s.tiers);
  me.words = words;
  if (keep) {
    describe(me);
    publish(me);
  } else rebuild(me, values.steps ?? 0);
  me.sync();
  me.words = "";
}

const setTiers = (me, tiers, words) => change(me, { tiers: writeTiers(tiers) }, words);

export function resize(me, t, units) {
  const to = Math.min(MOST_UNITS, Math.max(1, Math.round(units)));
  if (to === me.tiers[t]?.units) return;
  const tiers = me.tiers.map((tier, k) => (k === t ? { ...tier, units: to } : tier));
  setTiers(me, tiers, `${me.word} ${t + 1} now has ${to} unit${to > 1 ? "s" : ""}.`);
}

const capital = (word) => word[0].toUpperCase() + word.slice(1);

export function addTier(me) {
  const { tiers, cake } = me;
  if (tiers.length >= MOST_TIERS) return;
  const last = tiers.at(-1) ?? { units: 8, act: "relu" };
  const units = cake ? Math.max(Math.min(last.units, 4), last.units - 2) : last.units;
  me.chosen = tiers.length;
  const words = `${capital(me.word)} ${tiers.length + 1} is on.`;
  setTiers(me, [...tiers, { units, act: last.act }], words);
}

export function removeTier(me) {
  const { tiers, chosen } = me;
  if (!tiers.length) return;
  me.chosen = Math.max(0, chosen - 1);
  const left = tiers.filter((_, k) => k !== chosen);
  setTiers(me, left, `${capital(me.word)} ${chosen + 1} is gone.`);
}

export function setActivation(me, act) {
  const tiers = me.tiers.map((t, k) => (k === me.chosen ? { ...t, act } : t));
  setTiers(me, tiers, `${capital(me.word)} ${me.chosen + 1} is ${act} now.`);
}

export function choose(me, t) {
  me.chosen = t;
  me.sync();
  describe(me, `Chosen: ${me.word} ${t + 1}.`);
  me.ui.redraw();
}

export function view(me, unit) {
  me.unit = unit;
  describe(me);
  me.ui.redraw();
}
