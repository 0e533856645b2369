// XOR lifted out of the plane (lessons 04 and 06): four corners on a sheet that can be turned.
// A third number raises the corner (1, 1), and a tilted plane passes between. `at` holds the
// turn and the tilt of the view in degrees, how far the sheet is raised, and whether the plane
// is there (both 0 to 1). In lesson 04 the sheet is a saddle, in 06 one ReLU unit folds it.

import { clamp, MARKS, mark, mix, rgb, segment, write } from "../shared/shared.js";
import { num } from "./words.js";

const CORNERS = [
  [0, 0, 0],
  [0, 1, 1],
  [1, 0, 1],
  [1, 1, 0],
]; // sweet, sharp, whether it goes in the box
const CELLS = 14; // of the sheet, along each side
const FROM = -0.2; // the sheet goes a little beyond its corners
const WIDE = 1.4;

function lifted(third, words) {
  const scene = {
    title: words.title,
    hands: "Drag to turn the sheet.",
    keys: "the arrows turn and tip the sheet",
    label: "Four corners on a sheet in space, which can be turned",
    third,
    score: ([x, y], z = third(x, y)) => x + y - 2 * z - 0.5,
    scores: () => CORNERS.map((corner) => num(scene.score(corner))),

    pick: () => "view",
    drag(s, _what, px, py) {
      const [fx, fy] = s.from ?? [px, py];
      s.from = [px, py];
      return viewed(s.at, s.at[0] + (px - fx) * 0.5, s.at[1] + (py - fy) * 0.5);
    },
    push: ({ at }, dx, dy, big) => {
      const by = big ? 15 : 4;
      return viewed(at, at[0] + dx * by, at[1] + dy * by);
    },

    draw(ctx, { at }, c) {
      const faces = [...sheet(at, scene, c), ...plane(at, c)];
      faces.sort((a, b) => b.depth - a.depth); // the farthest first
      for (const face of faces) fillFace(ctx, face);
      drawCorners(ctx, at, scene, c);
      drawFrame(ctx, at, c);
    },
  };
  return { ...scene, steps: story(scene, words) };
}

function story(scene, words) {
  return [
    {
      pose: [0, 90, 0, 0],
      say: () =>
        "From above: two squares that belong in the box, two circles that do not. " +
        "No straight line parts them.",
    },
    {
      pose: [-32, 24, 0, 0],
      say: () => "Tip the paper. It is flat: two numbers, two directions.",
    },
    {
      pose: [-32, 24, 1, 0],
      say: () => `A third number, ${words.third}: it lifts the corner (1, 1) to 1. ${words.sheet}`,
    },
    {
      pose: [-32, 24, 1, 1],
      say: () =>
        "Now a flat plane passes between: both squares lie on its lower side, both circles " +
        "on the other. " +
        `sweet + sharp − 2 · third − 0.5 is ${scene.scores().join(", ")} at the corners.`,
    },
    { pose: [0, 90, 1, 0.2], say: () => `From above again: ${words.above}` },
  ];
}

export const xorLifted = lifted((x, y) => x * y, {
  title: "XOR, lifted out of the plane",
  third: "1 where a thing is both and 0 at the other corners",
  sheet: "Between them the sheet is free; here it is a saddle.",
  above:
    "the plane's cut through the sheet is a cross. The neuron is still flat; the sheet is not.",
});

export const xorLiftedByUnit = lifted((x, y) => Math.max(x + y - 1, 0), {
  title: "XOR, lifted by one ReLU unit",
  third: "relu(sweet + sharp − 1)",
  sheet: "The sheet is folded along the line where the unit wakes.",
  above: "the plane cuts the folded sheet twice, so the answer is a strip. One bend was enough.",
});

// ---- the view --------------------------------------------------------------------------

const viewed = (at, turn, tilt) => [
  ((((turn + 180) % 360) + 360) % 360) - 180,
  clamp(tilt, 5, 90),
  at[2],
  at[3],
];

export function project([turn, tilt], [x, y, z]) {
  // a point of space → its place in the picture, and how far away it is
  const [t, e] = [(turn * Math.PI) / 180, (tilt * Math.PI) / 180];
  const [cx, cy] = [x - 0.5, y - 0.5];
  const across = cx * Math.cos(t) - cy * Math.sin(t);
  const back = cx * Math.sin(t) + cy * Math.cos(t);
  const up = back * Math.sin(e) + (z - 0.3) * Math.cos(e);
  const depth = back * Math.cos(e) - (z - 0.3) * Math.sin(e);
  return { px: 370 + 172 * across, py: 206 - 172 * up, depth };
}

// ---- what stands there -----------------------------------------------------------------

function grid(at, height, paint) {
  // a surface over the sheet's cells, as triangles: the fold of lesson 06 runs along their edges
  const all = [];
  const edge = (k) => FROM + (WIDE * k) / CELLS;
  const corner = (k, l) => project(at, [edge(k), edge(l), height(edge(k), edge(l))]);
  for (let i = 0; i < CELLS; i++) {
    for (let j = 0; j < CELLS; j++) {
      const [right, top] = [corner(i + 1, j), corner(i, j + 1)];
      const halves = [
        [corner(i, j), 1 / 3],
        [corner(i + 1, j + 1), 2 / 3],
      ];
      for (const [own, share] of halves) {
        const points = [right, own, top];
        const depth = points.reduce((sum, p) => sum + p.depth, 0) / 3;
        all.push({ points, depth, ...paint(edge(i + share), edge(j + share)) });
      }
    }
  }
  return all;
}

function sheet(at, scene, c) {
  const [, , raised, cut] = at;
  return grid(
    at,
    (x, y) => raised * scene.third(x, y),
    (x, y) => {
      const side = c.hues[scene.score([x, y]) > 0 ? 1 : 0];
      const share = 0.12 + 0.26 * Math.min(1, 5 * cut);
      const hue = cut > 0.01 ? side : c.line;
      return { fill: `rgb(${mix(rgb(c.paper), rgb(hue), share)})`, edge: c.line, see: 0.92 };
    },
  );
}

function plane(at, c) {
  // where sweet + sharp − 2 · third − 0.5 is 0
  const [, , , cut] = at;
  if (cut < 0.01) return [];
  const paint = () => ({ fill: c.hues[2], edge: null, see: 0.34 * cut });
  return grid(at, (x, y) => (x + y - 0.5) / 2, paint);
}

function fillFace(ctx, { points, fill, edge, see }) {
  ctx.beginPath();
  points.forEach(({ px, py }, i) => (i ? ctx.lineTo(px, py) : ctx.moveTo(px, py)));
  ctx.globalAlpha = see;
  ctx.fillStyle = fill;
  ctx.fill();
  if (edge) {
    Object.assign(ctx, { strokeStyle: edge, lineWidth: 0.7 });
    ctx.stroke(); // two sides: the third is no line of the grid
  }
  ctx.globalAlpha = 1;
}

function drawCorners(ctx, at, scene, c) {
  const all = CORNERS.map(([x, y, box]) => {
    const high = at[2] * scene.third(x, y);
    return { x, y, box, high, top: project(at, [x, y, high]), floor: project(at, [x, y, 0]) };
  });
  all.sort((a, b) => b.top.depth - a.top.depth);
  for (const { x, y, box, high, top, floor } of all) {
    if (high > 0.01) segment(ctx, [floor.px, floor.py], [top.px, top.py], c.ink, 1.5, [4, 4]);
    mark(ctx, MARKS[box], top.px, top.py, 9, c.hues[box], c.paper);
    write(ctx, `(${x}, ${y})`, top.px, top.py - 20, { colour: c.ink, font: "600 12px" });
  }
}

function drawFrame(ctx, at, c) {
  // the three directions, from a corner of the floor
  const names = [
    ["sweet", [1.42, FROM, 0]],
    ["sharp", [FROM, 1.42, 0]],
  ];
  if (at[2] > 0.05 && at[1] < 75) names.push(["third", [FROM, FROM, 0.9 * at[2]]]);
  const from = project(at, [FROM, FROM, 0]);
  for (const [name, to] of names) {
    const end = project(at, to);
    segment(ctx, [from.px, from.py], [end.px, end.py], c.soft, 1.2);
    write(ctx, name, end.px, end.py - 9, { colour: c.soft });
  }
}
