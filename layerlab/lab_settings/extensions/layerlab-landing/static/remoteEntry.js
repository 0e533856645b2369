// A plugin of JupyterLab, as it stands: no build step. `layerlab lab` hands it to the server.
// 1. JupyterLab asks a notebook for the heading of a link once, before its cells are rendered,
//    and so a first click ends at the top. Here it is asked again until the heading stays put.
// 2. A browser shows a link's title, the card of a word, to a mouse only: here to keys, too.

const LINK = "rendermime:handle-local-link";
const PATIENCE = 20000; // milliseconds for a notebook to open and to render
const STILL = 8; // looks, a tenth of a second apart, at which the heading has not moved
const HANDS = ["wheel", "pointerdown", "keydown"]; // whoever scrolls is left alone
const CARD = `
a[href*="glossary.ipynb"][title]:focus-visible::after {
  content: attr(title); position: absolute; z-index: 10; max-width: 26em; margin: 1.6em 0 0 -4em;
  padding: 0.5em 0.8em; border: 1px solid var(--jp-border-color1); border-radius: 3px;
  background: var(--jp-layout-color1); color: var(--jp-content-font-color1); white-space: normal;
}`;

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** The panel of the notebook at this path, or undefined while there is none. */
function panelOf(app, path) {
  return [...app.shell.widgets("main")].find((widget) => widget.context?.path === path);
}

/** The heading that a fragment, as #Feature-map, leads to. */
function headingOf(panel, fragment) {
  const name = decodeURIComponent(fragment.slice(1));
  const headings = panel?.node.querySelectorAll("h1, h2, h3, h4") ?? [];
  return [...headings].find((heading) => (heading.id || heading.dataset.jupyterId) === name);
}

/** Scroll to the heading until it stays where it is, or until somebody scrolls. */
async function land(app, path, fragment) {
  const end = performance.now() + PATIENCE;
  let watched = null;
  let before = null;
  let still = 0;
  let left = false;
  const leave = () => {
    left = true;
  };
  while (!left && still < STILL && performance.now() < end) {
    await pause(100);
    const panel = panelOf(app, path);
    const heading = headingOf(panel, fragment);
    if (!heading) continue;
    if (!watched) {
      watched = panel.node;
      for (const hand of HANDS) watched.addEventListener(hand, leave, { passive: true });
    }
    heading.scrollIntoView();
    const place = heading.getBoundingClientRect().top;
    still = place === before ? still + 1 : 0;
    before = place;
  }
  for (const hand of HANDS) watched?.removeEventListener(hand, leave);
}

const plugin = {
  id: "layerlab-landing:plugin",
  description: "Links land on their heading at the first click.",
  autoStart: true,
  activate: (app) => {
    const style = document.createElement("style");
    style.textContent = CARD;
    document.head.append(style);
    app.commands.commandExecuted.connect((_, { id, args }) => {
      if (id === LINK && args.path && args.id) land(app, args.path, args.id);
    });
  },
};

// What a bundler would write round it.
window._JUPYTERLAB = window._JUPYTERLAB ?? {};
window._JUPYTERLAB["layerlab-landing"] = {
  init: () => {},
  get: async () => () => ({ __esModule: true, default: plugin }),
};
