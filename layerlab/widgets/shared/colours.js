// Colours: of the page, light and dark; and of values, from blue to red or dark to bright.

import { clamp } from "./kernel.js";

export const LIGHT = {
  ink: "#22303C",
  soft: "#5B6770",
  grid: "#E3E7EB",
  line: "#B4BEC6",
  paper: "#FFFFFF",
  tint: "#F4F6F8",
  hues: ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"],
};
export const DARK = {
  ink: "#E6EBEF",
  soft: "#AAB6C0",
  grid: "#2C363F",
  line: "#56636E",
  paper: "#161C22",
  tint: "#202830",
  hues: ["#4BA6E0", "#FF8A3C", "#2BC49A", "#E29AC6", "#F2BC45", "#9AD7F7"],
};

export const rgb = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
export const pixel = (r, g, b) => ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
export const mix = (a, b, t) => a.map((v, i) => Math.round(v + (b[i] - v) * t));

const VIRIDIS = ["#440154", "#3B528B", "#21918C", "#5EC962", "#FDE725"].map(rgb);

export function viridis(t) {
  // magnitudes, 0…1
  const at = clamp(t, 0, 1) * 4;
  const i = Math.min(3, Math.floor(at));
  return mix(VIRIDIS[i], VIRIDIS[i + 1], at - i);
}

export function signed(t, middle) {
  // −1 blue, 0 the paper, +1 red
  return t < 0
    ? mix(middle, [33, 102, 172], Math.min(1, -t))
    : mix(middle, [178, 24, 43], Math.min(1, t));
}
