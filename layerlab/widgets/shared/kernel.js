// The line to Python, and time and chance: arrays as buffers, news at most every 150 ms,
// questions of which the newest wins.

// ---- the line to Python ----------------------------------------------------------------

export function numbers(value) {
  // an array trait → a typed array of our own
  const Kind =
    { float32: Float32Array, int32: Int32Array, uint8: Uint8Array }[value?.dtype] ?? Float64Array;
  if (!value) return new Kind(0);
  if (value.list) return Kind.from(value.list);
  const { buffer, byteOffset, byteLength } = value.data;
  return new Kind(buffer.slice(byteOffset, byteOffset + byteLength));
}

export function packed(array, shape = [array.length]) {
  const dtype =
    { Float32Array: "float32", Int32Array: "int32", Uint8Array: "uint8" }[array.constructor.name] ??
    "float64";
  return { shape, dtype, data: new DataView(array.slice().buffer) };
}

export function link(ui, model, names, onChange) {
  // hear Python; tell it at most every 150 ms
  let waiting = {};
  let timer = 0;
  let telling = false;
  const send = () => {
    timer = 0;
    telling = true;
    for (const [name, value] of Object.entries(waiting)) model.set(name, value);
    telling = false;
    waiting = {};
    model.save_changes();
  };
  const heard = () => {
    if (!telling) onChange();
  };
  for (const name of names) model.on(`change:${name}`, heard);
  const message = (content) => {
    if (content?.kind === "error") ui.trouble.textContent = content.text;
  };
  model.on("msg:custom", message);
  ui.onClose(() => {
    if (timer) {
      clearTimeout(timer);
      send();
    }
    for (const name of names) model.off(`change:${name}`, heard);
    model.off("msg:custom", message);
  });
  return (values) => {
    Object.assign(waiting, values);
    timer ||= setTimeout(send, 150);
  };
}

export function asker(ui, model, onAnswer) {
  // one question on its way, the newest other one waits
  if (model.alone)
    return () => ui.say("No kernel on this page: in the notebook, Python answers here.");
  let busy = null;
  let next = null;
  let count = 0;
  let slow = 0;
  const post = ([question, buffers]) => {
    busy = ++count;
    slow = setTimeout(
      () => ui.say("The kernel is busy: the picture follows when it answers."),
      600,
    );
    model.send({ kind: "ask", id: busy, question }, undefined, buffers);
  };
  const heard = (content, buffers) => {
    if (content.id !== busy || busy === null) return;
    clearTimeout(slow);
    busy = null;
    if (content.kind === "answer") {
      ui.trouble.textContent = "";
      onAnswer(content, buffers);
    }
    if (next) {
      const newest = next;
      next = null;
      post(newest);
    }
  };
  model.on("msg:custom", heard);
  ui.onClose(() => model.off("msg:custom", heard));
  return (question, buffers = []) => {
    if (busy === null) post([question, buffers]);
    else next = [question, buffers];
  };
}

export function mountAlone(id, state, render) {
  // a page without a kernel: a model that only remembers
  const figure = document.getElementById(id);
  const model = {
    alone: true,
    get: (name) => state[name],
    set: (name, value) => {
      state[name] = value;
    },
    save_changes() {},
    send() {},
    on() {},
    off() {},
  };
  figure.replaceChildren();
  render({ model, el: figure });
}

// ---- time and chance -------------------------------------------------------------------

export function oncePerFrame(action) {
  let asked = false;
  return () => {
    if (!asked) {
      asked = true;
      requestAnimationFrame(() => {
        asked = false;
        action();
      });
    }
  };
}

export function settle(action, ms) {
  // act when the calls pause (or go on for long): nobody is flooded with words
  let timer = 0;
  let since = 0;
  return (...args) => {
    if (!timer) since = Date.now();
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        timer = 0;
        action(...args);
      },
      Date.now() - since > 1500 ? 0 : ms,
    );
  };
}

export function chance(seed) {
  // mulberry32: uniform numbers in [0, 1), the same in Python
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function bell(random) {
  // a standard normal number from two uniform ones
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

export const show = (value, digits = 2) => value.toFixed(digits).replace("-", "−");
export const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
