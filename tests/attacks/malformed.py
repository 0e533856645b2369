"""Files that are no notebooks, or strange ones: reported plainly, or graded all the same."""

import json


def _notebook(cells, **more):
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4} | more).encode()


def _code(source):
    return {"cell_type": "code", "source": source, "metadata": {}, "outputs": []}


# bytes -> words that the report says
REPORTED = {
    "empty": (b"", "empty"),
    "spaces": (b"  \n ", "empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "no JSON"),
    "cut off": (_notebook([_code("x = 1")])[:-20], "breaks off"),
    "a merge conflict": (b'{"cells": [\n<<<<<<< HEAD\n=======\n>>>>>>> x\n]}', "merge"),
    "a list": (b"[1, 2, 3]", "no list of cells"),
    "a number": (b"7", "no list of cells"),
    "no cells": (_notebook([]), "no code"),
    "cells that are none": (_notebook([1, None, "x", [], {}]), "no code"),
    "only text": (_notebook([{"cell_type": "markdown", "source": "hello"}]), "no code"),
    "cells is a dict": (json.dumps({"cells": {}}).encode(), "no list of cells"),
    "deeply nested": (b'{"cells": ' + b"[" * 200_000 + b"]" * 200_000 + b"}", ""),
    "source is a number": (_notebook([{"cell_type": "code", "source": 5}]), "no code"),
    "a cell of a megabyte": (_notebook([_code("#" + "x" * 10**6)]), "no code"),
    "null bytes": (bytes(1000), "no JSON"),
}


def variants(sources: list[str]) -> dict[str, bytes]:
    """Strange files that hold an honest answer: full marks."""
    cells = [_code(source) for source in sources]
    plain = _notebook(cells)
    old = {"nbformat": 3, "metadata": {}, "worksheets": [{"cells": [
        {"cell_type": "code", "input": s, "language": "python", "outputs": [],
         "collapsed": False} for s in sources]}]}  # fmt: skip
    lines = [_code(s.splitlines(keepends=True)) for s in sources]
    marked = [{"cell_type": "markdown", "source": "x é"}, *cells]
    latin = json.dumps({"cells": marked}, ensure_ascii=False).encode("latin-1")
    return {
        "format 3": json.dumps(old).encode(),
        "sources as lists": _notebook(lines),
        "byte order mark": b"\xef\xbb\xbf" + plain,
        "UTF-16": plain.decode().encode("utf-16"),
        "Latin-1": latin,
        "no metadata": json.dumps({"cells": cells}).encode(),
        "copied cells": _notebook(cells + cells),
        "10,000 cells": _notebook(cells + [_code("# nothing")] * 10_000),
        "odd cells between": _notebook([None, 3, *cells, {"cell_type": "heading"}]),
        "cell types unknown": _notebook([*cells, {"cell_type": "x", "source": "y"}]),
        "outputs that lie": _notebook(
            [
                c | {"outputs": [{"output_type": "x"}], "execution_count": "y"}
                for c in cells
            ]
        ),
        "lone surrogates": plain[:-1] + b', "x": "\\ud800"}',
        "a duplicate key": b'{"cells": [], ' + plain[1:],
    }
