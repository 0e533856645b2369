// The scenes by name, and how a step's pose is found: what a step leaves open (null) stays.

import { blameTable } from "./blame_table.js";
import { foldedPlane } from "./folded_plane.js";
import { growingSquare } from "./growing_square.js";
import { nudge } from "./nudge.js";
import { turningLine } from "./turning_line.js";
import { xorLifted, xorLiftedByUnit } from "./xor_lifted.js";

export const SCENES = {
  "turning line": turningLine,
  "xor lifted": xorLifted,
  "xor lifted by a unit": xorLiftedByUnit,
  "folded plane": foldedPlane,
  "growing square": growingSquare,
  nudge,
  "blame table": blameTable,
};

export const SIZE = { width: 740, height: 380 };

export const posed = (scene, step, at) => scene.steps[step].pose.map((v, i) => v ?? at[i]);

export function resting(scene, step) {
  // where a step stands when nobody has touched anything
  let at = scene.steps[0].pose;
  for (let k = 1; k <= step; k++) at = posed(scene, k, at);
  return at;
}
