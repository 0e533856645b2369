// What the scenes say alike: numbers as a person writes them.

export function num(value, digits = 2) {
  // 1.50 → 1.5, −0.001 → 0
  const text = String(+value.toFixed(digits));
  return text === "-0" ? "0" : text.replace("-", "−");
}

export const pair = (values) => `(${values.map((v) => num(v)).join(", ")})`;

export const times = (...values) =>
  values.map((v, i) => (i && v < 0 ? `(${num(v)})` : num(v))).join(" · ");

export const signedNum = (value) => (value < 0 ? `− ${num(-value)}` : `+ ${num(value)}`);
