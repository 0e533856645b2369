"""The class's page: distribution, hardest exercises, commonest mistakes, timing, everyone."""

import statistics
from collections import Counter, defaultdict

from . import class_pictures, class_statistics, safe_html
from .gradebook import Book

MOST_MISTAKES = 15


def class_page(book: Book, rows: list[dict], about: dict) -> str:
    """The page for the teacher; `about` holds notes, changes, isolation, seconds."""
    here = [one for one in book.people if one.status != "missing"]
    share = [one.points / book.most for one in here if book.most]
    read = [row for row in rows if row["graded"]]
    causes = [f"{r['label']}: {r['cause']}" for r in rows if r["cause"]]
    return safe_html.render(
        "class.html.j2",
        book=book,
        twice=_twice(book.people),
        changes=about.get("changes", []),
        groups=about.get("groups", [])[:MOST_MISTAKES],
        notebooks=len(rows),
        median=f"{100 * statistics.median(share):.0f}%" if share else "–",
        late=sum(one.late for one in book.people),
        isolation=about["isolation"],
        distribution=_distribution(share),
        hardest=_hardest(read),
        mistakes=_mistakes(read),
        troubles=[*causes, *about["notes"]],
        over_units=class_pictures.over_units(book),
        spark=lambda one: class_pictures.sparkline(one, book),
        behind=class_statistics.fell_behind(book),
        timing=_timing(rows, about) if rows else {},
    )


def _twice(people) -> set[str]:
    """Names that several have: theirs are shown with the id."""
    counts = Counter(one.student for one in people)
    return {name for name, count in counts.items() if count > 1}


def _bar(name, share, words, low=False):
    width = f"{100 * max(0.0, min(1.0, share)):.1f}%"
    return {"name": name, "width": width, "words": words, "low": low}


def _distribution(shares):
    bars = []
    for low in range(0, 100, 10):
        top = low + 10
        inside = [low <= 100 * s < top or (top == 100 and s == 1) for s in shares]
        count = sum(inside)
        words = "1 student" if count == 1 else f"{count} students"
        bars.append(_bar(f"{low} to {top}%", count / max(len(shares), 1), words))
    return bars


def _hardest(rows):
    passed, partly, tried = Counter(), Counter(), Counter()
    for item in (e for row in rows for e in row["exercises"]):
        name = f"{item['number']} {item['name']}"
        tried[name] += 1
        passed[name] += item["status"] == "passed"
        partly[name] += class_statistics.is_partly(item)
    share = {name: passed[name] / tried[name] for name in tried}
    order = sorted(share, key=lambda name: (share[name], name))
    words = {n: f"{passed[n]} of {tried[n]} passed" for n in tried}
    words |= {n: f"{words[n]}, {partly[n]} partly" for n in tried if partly[n]}
    return [_bar(n, share[n], words[n], low=share[n] < 0.5) for n in order]


def _mistakes(rows):
    """Triples of diagnosis, exercise and the number of students, the commonest first."""
    who = defaultdict(set)
    for row in rows:
        for item in row["exercises"]:
            if item["diagnosis"]:
                key = f"{item['number']} {item['name']}", item["diagnosis"]
                who[key].add((row["student"], row["student_id"]))
    order = sorted(who, key=lambda k: (-len(who[k]), k))[:MOST_MISTAKES]
    return [(what, exercise, len(who[exercise, what])) for exercise, what in order]


def _timing(rows, about):
    slowest = max(rows, key=lambda row: row["seconds"])
    return {
        "median": f"{statistics.median(row['seconds'] for row in rows):.2f}",
        "longest": f"{slowest['seconds']:.1f}",
        "slowest": slowest["label"],
        "again": sum(max(row["children"] - 1, 0) for row in rows),
        "together": f"{about['seconds']:.1f}",
    }
