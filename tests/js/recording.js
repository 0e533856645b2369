// A canvas context that only remembers what was drawn, with its look at that moment.
import { LIGHT } from "../../layerlab/widgets/shared/shared.js";

export const colours = LIGHT;
export const BLUE = LIGHT.hues[0];
export const VERMILION = LIGHT.hues[1];
export const GREEN = LIGHT.hues[2];

const LOOK = ["fillStyle", "strokeStyle", "lineWidth", "font", "textAlign", "textBaseline"];
const PATH = ["moveTo", "lineTo", "arc", "ellipse", "rect", "roundRect", "bezierCurveTo"];
const DRAWING = ["fill", "stroke", "fillRect", "strokeRect", "fillText", "drawImage"];

class Recording {
  constructor() {
    Object.assign(this, { drawn: [], path: [], dash: [], clips: 0, saved: [], images: [] });
  }
  beginPath() {
    this.path = [];
  }
  closePath() {
    this.path.push(["close"]);
  }
  setLineDash(dash) {
    this.dash = dash;
  }
  save() {
    this.saved.push(this.clips);
  }
  restore() {
    this.clips = this.saved.pop();
  }
  clip() {
    this.clips += 1;
  }
  scale() {}
  translate() {}
  measureText(text) {
    return { width: 6 * String(text).length };
  }
  createLinearGradient() {
    return { addColorStop() {} };
  }
  createImageData(width, height) {
    return { width, height, data: new Uint8ClampedArray(4 * width * height) };
  }
  putImageData(image) {
    this.images.push(image);
  }
}

for (const what of PATH) {
  Recording.prototype[what] = function (...args) {
    this.path.push([what, ...args]);
  };
}
for (const what of DRAWING) {
  Recording.prototype[what] = function (...args) {
    const look = Object.fromEntries(LOOK.map((name) => [name, this[name]]));
    this.drawn.push({ what, args, ...look, path: this.path, dash: this.dash, clips: this.clips });
  };
}

export function record(draw, ...state) {
  // what `draw(ctx, ...state)` draws, in its order
  const ctx = new Recording();
  draw(ctx, ...state);
  return ctx.drawn;
}

export const only = (drawn, what, look = {}) =>
  drawn.filter((one) => one.what === what && Object.entries(look).every(([k, v]) => one[k] === v));

export const texts = (drawn) => only(drawn, "fillText").map(({ args: [text] }) => String(text));

export const points = ({ path }) => path.map(([, x, y]) => [x, y]);

// what a picture asks of the page: a canvas of its own, for a heat map
globalThis.document ??= {
  createElement() {
    const node = { ctx: new Recording() };
    node.getContext = () => node.ctx;
    return node;
  },
};
