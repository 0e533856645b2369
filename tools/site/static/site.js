// The frame of every page: dark or light, and the search.
const root = document.documentElement;

document.getElementById("theme").addEventListener("click", () => {
  const dark = root.classList.toggle("dark");
  try {
    localStorage.setItem("theme", dark ? "dark" : "light");
  } catch {
    // a private window keeps nothing, and the page is dark or light all the same
  }
});

// The map closes when one looks elsewhere, or presses Escape.
const map = document.querySelector("details.map");
document.addEventListener("click", (event) => {
  if (!map.contains(event.target)) map.open = false;
});
map.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  map.open = false;
  map.querySelector("summary").focus();
});

const place = document.getElementById("search");

function loadSearch() {
  // Pagefind's own face of the search, from this site
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = `${place.dataset.up}pagefind/pagefind-ui.css`;
  document.head.append(style);
  const script = document.createElement("script");
  script.src = `${place.dataset.up}pagefind/pagefind-ui.js`;
  script.addEventListener("load", showSearch);
  document.head.append(script);
}

function showSearch() {
  const options = { element: "#search", showImages: false, showSubResults: true };
  new globalThis.PagefindUI({ ...options, pageSize: 6, resetStyles: false });
  const field = place.querySelector("input");
  field.setAttribute("aria-label", "Search the course");
}

// after the page itself: a reader who came to read should not wait for the search
if (document.readyState === "complete") loadSearch();
else addEventListener("load", loadSearch, { once: true });
