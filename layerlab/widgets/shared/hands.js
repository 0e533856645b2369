// Hands: pointer and keys do the same things on a canvas.

export function grab(surface, { pick, move, drop = () => {} }) {
  const { node, at } = surface;
  let held = null;
  node.addEventListener("pointerdown", (event) => {
    held = pick(...at(event), event) ?? null;
    if (held === null) return;
    node.setPointerCapture(event.pointerId);
    move(held, ...at(event));
  });
  node.addEventListener("pointermove", (event) => {
    if (held !== null) move(held, ...at(event));
    else node.style.cursor = (pick(...at(event), null) ?? null) === null ? "default" : "grab";
  });
  for (const end of ["pointerup", "pointercancel"])
    node.addEventListener(end, () => {
      if (held !== null) drop(held);
      held = null;
    });
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

export function keys(surface, label, { arrows = () => {}, other = {} }) {
  surface.node.tabIndex = 0;
  surface.node.setAttribute("role", "application");
  surface.node.setAttribute("aria-label", label);
  surface.node.addEventListener("keydown", (event) => {
    const step = ARROWS[event.key];
    const action = step ? () => arrows(...step, event.shiftKey) : other[event.key];
    if (!action) return;
    event.preventDefault();
    action(event);
  });
}
