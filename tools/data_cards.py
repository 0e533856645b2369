"""Keep the cards in datasets/ in step with the registry: the block of facts is written.

Everything between the two marks of a card comes from layerlab/data/registry.toml, whose
copy datasets/registry.toml is. Run: python tools/data_cards.py
"""

import shutil
from pathlib import Path

from layerlab.data.registry import facts, file_of, registry

ROOT = Path(__file__).resolve().parent.parent
CARDS = ROOT / "datasets"
SOURCE = ROOT / "layerlab" / "data" / "registry.toml"
START, END = "<!-- facts -->", "<!-- /facts -->"


def block(name: str) -> str:
    """The facts of a set as Markdown: licence, splits, source, files with sums."""
    known = facts(name)
    splits = ", ".join(f"{s} {n:,}" for s, n in known["splits"].items())
    rows = [("load", f'`ll.data.load("{name}")`'), ("licence", known["licence"])]
    rows += [("splits", splits), ("citation", known["citation"])]
    if "source" in known:
        rows.append(("source", f"<{known['source']}>"))
    if "stand_in" in known:
        rows.append(("stands in without a network", f"`{known['stand_in']}`"))
    head, *lines = (f"| {k} | {v} |" for k, v in rows)
    return "\n".join([head, "|---|---|", *lines, *_files(name)])


def _files(name):
    for file in facts(name).get("files", {}):
        one = file_of(name, file)
        size = f", {one.size:,} bytes" if one.size else ""
        yield f"\n`{file}`{size}\n"
        if one.sha256:
            yield f"- sha256 `{one.sha256}`"
        if one.content:
            yield f"- sha256 of what is inside ({one.how}) `{one.content}`"
        yield from (f"- <{url}>" for url in one.urls)
        if one.note:
            yield f"- {one.note}"


def renewed(name: str, text: str) -> str:
    """The card's text with its block of facts written anew."""
    head, _, rest = text.partition(START)
    _, _, tail = rest.partition(END)
    return f"{head}{START}\n{block(name)}\n{END}{tail}"


def main() -> None:
    """Renew every card and the copy of the registry."""
    shutil.copyfile(SOURCE, CARDS / "registry.toml")
    for name in registry():
        card = CARDS / f"{name}.md"
        card.write_text(renewed(name, card.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
