// (e + d)² as an area (lesson 05): why the slope of a square is 2e. The square grows by two
// strips and a corner; the corner is the first to vanish. `at` holds e and d.

import {
  axes,
  clamp,
  drawAxes,
  inside,
  line,
  mark,
  segment,
  strokeBox,
  write,
} from "../shared/shared.js";
import { num } from "./words.js";

const UNIT = 74; // pixels
const [LEFT, FLOOR] = [26, 350];
const ON_ORANGE = "#22303C"; // on a dark page as on a light one

export const growingSquare = {
  title: "A square grows: why the slope is 2e",
  hands: "Drag the dark corner to change e, the outer corner to change d.",
  keys: "left and right change e, up and down change d",
  label: "A square of side e with two strips and a corner; beside it the curve of its area",

  steps: [
    {
      pose: [2, 0],
      say: ([e]) => `An error e = ${num(e)}, and its square: ${num(e * e)}, an area.`,
    },
    {
      pose: [2, 1],
      say: ([e, d]) =>
        `Let e grow by d = ${num(d)}. What is new: two strips of e · d = ${num(e * d)} each, ` +
        `and a corner of d · d = ${num(d * d)}. Together ${num(growingSquare.added([e, d]))}.`,
    },
    {
      pose: [2, 0.5],
      say: ([e, d]) =>
        "For each 1 that e grows, the area grew by " +
        `${num(growingSquare.added([e, d]))} / ${num(d)} = ${num(growingSquare.rate([e, d]))}. ` +
        "That is 2e + d: two strips, and what is left of the corner.",
    },
    {
      pose: [2, 0.1],
      say: ([e, d]) =>
        `Smaller steps: d = ${num(d)}. The strips became thin, but the corner became thin ` +
        "both ways: " +
        `${num((100 * d * d) / growingSquare.added([e, d]), 1)}% of what is new.`,
    },
    {
      pose: [2, 0.01],
      say: ([e, d]) =>
        `d = ${num(d)}: the rate is ${num(growingSquare.rate([e, d]), 3)}. ` +
        "Without the corner it is 2e = " +
        `${num(2 * e)}, and that is the slope: the line through both dots becomes the tangent.`,
    },
  ],

  added: ([e, d]) => (e + d) ** 2 - e ** 2,
  pieces: ([e, d]) => ({ strips: [e * d, e * d], corner: d * d }),
  rate: ([e, d]) => (d ? growingSquare.added([e, d]) / d : 2 * e),

  // ---- hands ---------------------------------------------------------------------------

  pick({ step, at: [e, d] }, px, py) {
    const near = (side) => Math.hypot(px - LEFT - UNIT * side, py - FLOOR + UNIT * side) < 18;
    if (step > 0 && near(e + d)) return "d";
    return near(e) ? "e" : null;
  },

  drag({ at: [e, d] }, what, px, py) {
    const side = (px - LEFT + FLOOR - py) / 2 / UNIT;
    return what === "e" ? fitting(side, d) : fitting(e, side - e);
  },

  push({ step, at: [e, d] }, dx, dy, big) {
    const by = big ? 0.25 : 0.05;
    return fitting(e + dx * by, step > 0 ? d + (dy * by) / 5 : d);
  },

  // ---- pictures ------------------------------------------------------------------------

  draw(ctx, { step, at }, c) {
    growingSquare.drawAreas(ctx, at, c);
    ctx.save();
    ctx.translate(400, 0);
    growingSquare.drawCurve(ctx, step, at, c);
    ctx.restore();
  },

  drawAreas(ctx, [e, d], c) {
    const [a, b] = [UNIT * e, UNIT * d];
    const box = (x, y, w, h, hue, share) => {
      ctx.globalAlpha = share;
      ctx.fillStyle = hue;
      ctx.fillRect(LEFT + x, FLOOR - y - h, w, h);
      ctx.globalAlpha = 1;
    };
    box(0, 0, a, a, c.hues[0], 0.35);
    box(a, 0, b, a, c.hues[4], 0.75);
    box(0, a, a, b, c.hues[4], 0.75);
    box(a, a, b, b, c.hues[1], 0.9);
    strokeBox(ctx, LEFT, FLOOR - a, a, a, c.ink, 2);
    const name = (text, x, y, colour = c.ink) =>
      write(ctx, text, LEFT + x, FLOOR - y, { colour, font: "600 14px" });
    name("e²", a / 2, a / 2);
    name("e", a / 2, -14);
    if (b > 22) name("d", a + b / 2, -14);
    if (b > 34) {
      name("e · d", a + b / 2, a / 2, ON_ORANGE);
      name("e · d", a / 2, a + b / 2, ON_ORANGE);
      name("d²", a + b / 2, a + b / 2, ON_ORANGE);
    }
    mark(ctx, "circle", LEFT + a, FLOOR - a, 6, c.ink, c.paper);
    if (d > 0) mark(ctx, "circle", LEFT + a + b, FLOOR - a - b, 6, c.hues[1], c.paper);
  },

  drawCurve(ctx, step, [e, d], c) {
    const a = axes({ width: 340, height: 380 }, [0, 4.4], [0, 18], {
      left: 32,
      right: 8,
      top: 46,
      bottom: 26,
    });
    drawAxes(ctx, a, c, { xlabel: "side", ylabel: "area" });
    const curve = Array.from({ length: 89 }, (_, k) => [k * 0.05, (k * 0.05) ** 2]);
    const place = ([x, y]) => [a.px(x), a.py(y)];
    inside(ctx, a, () => {
      line(ctx, curve.map(place), c.hues[0], 2.5);
      if (step > 0) {
        const slope = growingSquare.rate([e, d]);
        const along = (x) => place([x, e * e + slope * (x - e)]);
        segment(ctx, along(-1), along(6), c.hues[1], 2);
        mark(ctx, "circle", ...place([e + d, (e + d) ** 2]), 6, c.hues[1], c.paper);
      }
      mark(ctx, "circle", ...place([e, e * e]), 6, c.ink, c.paper);
    });
    const words = `new / d = ${num(growingSquare.rate([e, d]), 3)},  2e = ${num(2 * e)}`;
    if (step > 1) write(ctx, words, 36, 22, { colour: c.ink, font: "600 15px", align: "left" });
  },
};

function fitting(e, d) {
  // both stay in the picture
  const side = clamp(e, 0.5, 3.5);
  return [side, clamp(d, 0, Math.min(1.5, 4.2 - side))];
}
