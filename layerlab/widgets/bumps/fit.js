// Curves, sums of bent lines, and the descent that fits them. The same stands in fit.py.
// A unit is [bend, slope, side]: it adds slope · relu(side · (x − bend)).

export const REACH = 3; // the curves run from -3 to 3
export const MOST = 12; // units
const MOMENTUM = 0.9;
export const XS = Array.from({ length: 61 }, (_, i) => +(-REACH + i / 10).toFixed(6));

export const CURVES = {
  hill: { text: "hill", f: (x) => 1.6 * Math.exp(-x * x) },
  tent: { text: "tent", f: (x) => Math.max(0, 1.5 - Math.abs(x)) },
  rise: { text: "rise", f: (x) => 1.6 / (1 + Math.exp(-2 * x)) },
  wave: { text: "wave", f: (x) => 0.8 + 0.8 * Math.sin(1.5 * x) },
};

export const part = ([bend, slope, side], x) => slope * Math.max(side * (x - bend), 0);
export const forward = (units, base, x) => units.reduce((sum, unit) => sum + part(unit, x), base);
export const loss = (units, base, target) =>
  XS.reduce((sum, x, i) => sum + (forward(units, base, x) - target[i]) ** 2, 0) / XS.length;

export function slopes(units, base, target) {
  // of the loss: by bend and slope of each unit, and by base
  const errors = XS.map((x, i) => (2 * (forward(units, base, x) - target[i])) / XS.length);
  const byUnit = units.map(([bend, slope, side]) => {
    const found = [0, 0];
    XS.forEach((x, i) => {
      const bent = side * (x - bend);
      if (bent <= 0) return;
      found[0] -= errors[i] * slope * side;
      found[1] += errors[i] * bent;
    });
    return found;
  });
  return { byUnit, byBase: errors.reduce((a, b) => a + b, 0) };
}

export function still(units) {
  // the descent's speed: at rest
  return { units: units.map(() => [0, 0]), base: 0 };
}

export function step(s, speed, target) {
  // one step of descent; changes s.units, s.base and speed
  const { byUnit, byBase } = slopes(s.units, s.base, target);
  const lr = 0.05 / Math.max(1, s.units.length);
  s.units = s.units.map(([bend, slope, side], i) => {
    const v = speed.units[i];
    v[0] = MOMENTUM * v[0] - lr * byUnit[i][0];
    v[1] = MOMENTUM * v[1] - lr * byUnit[i][1];
    return [Math.min(REACH, Math.max(-REACH, bend + v[0])), slope + v[1], side];
  });
  speed.base = MOMENTUM * speed.base - lr * byBase;
  s.base += speed.base;
}

export function nextPlace(k) {
  // where a new unit bends: spread over the middle, never twice the same
  return +(-2.4 + ((k * 0.618034 + 0.29) % 1) * 4.8).toFixed(2);
}
