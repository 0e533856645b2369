"""The class's page: distribution, hardest exercises, commonest mistakes, timing, everyone."""

import statistics
from collections import Counter, defaultdict

from . import safe_html
from .tables import students, units_of

MOST_MISTAKES = 15


def class_page(rows: list[dict], about: dict) -> str:
    """The page for the teacher; `about` holds notes, isolation, seconds."""
    people = students(rows)
    body = ["<main><h1>Graded exercises</h1>", *_head(rows, people, about)]
    read = [row for row in rows if row["graded"]]
    if people:
        body += [*_distribution(people), *_hardest(read), *_mistakes(read)]
        body += [
            *_troubles(rows, about),
            *_everyone(people, rows),
            *_timing(rows, about),
        ]
    return safe_html.page("Graded exercises", "\n".join([*body, "</main>"]))


def _head(rows, people, about):
    share = [p["points"] / p["max"] for p in people if p["max"]]
    middle = f"{100 * statistics.median(share):.0f}%" if share else "–"
    late = sum(row["late"] for row in rows)
    yield f'<p class="score">{len(people)} <small>students, {len(rows)} notebooks</small></p>'
    yield f"<p>Median: {middle} of the points. Late: {late}. Isolation: {safe_html.text(about['isolation'])}.</p>"


def _bar(name, share, words, low=False):
    width = f"{100 * max(0.0, min(1.0, share)):.1f}%"
    kind = ' class="low"' if low else ""
    return (
        f'<li><span class="name">{safe_html.text(name)}</span>'
        f'<span class="bar" aria-hidden="true"><span{kind} style="width:{width}"></span></span>'
        f'<span class="soft">{safe_html.text(words)}</span></li>'
    )


def _distribution(people):
    yield '<h2>Points</h2><ul class="bars">'
    shares = [100 * p["points"] / p["max"] for p in people if p["max"]]
    for low in range(0, 100, 10):
        top = low + 10
        count = sum(low <= s < top or (top == 100 and s == 100) for s in shares)
        name = f"{low} to {top}%"
        words = "1 student" if count == 1 else f"{count} students"
        yield _bar(name, count / max(len(shares), 1), words)
    yield "</ul>"


def _hardest(rows):
    passed, tried = Counter(), Counter()
    for item in (e for row in rows for e in row["exercises"]):
        name = f"{item['number']} {item['name']}"
        tried[name] += 1
        passed[name] += item["status"] == "passed"
    order = sorted(tried, key=lambda n: (passed[n] / tried[n], n))
    yield '<h2>Exercises, the hardest first</h2><ul class="bars">'
    for name in order:
        share = passed[name] / tried[name]
        yield _bar(name, share, f"{passed[name]} of {tried[name]} passed", share < 0.5)
    yield "</ul>"


def _mistakes(rows):
    who = defaultdict(set)
    for row in rows:
        for item in row["exercises"]:
            if item["diagnosis"]:
                key = f"{item['number']} {item['name']}", item["diagnosis"]
                who[key].add(row["student"])
    yield '<h2>Commonest mistakes</h2><div class="wide"><table><thead><tr>'
    yield '<th scope="col">mistake</th><th scope="col">exercise</th>'
    yield '<th scope="col" class="n">students</th></tr></thead><tbody>'
    order = sorted(who, key=lambda k: (-len(who[k]), k))
    for exercise, diagnosis in order[:MOST_MISTAKES]:
        yield (
            f'<tr><th scope="row">{safe_html.text(diagnosis)}</th>'
            f"<td>{safe_html.text(exercise)}</td>"
            f'<td class="n">{len(who[exercise, diagnosis])}</td></tr>'
        )
    yield "</tbody></table></div>"


def _troubles(rows, about):
    lines = [f"{r['label']}: {r['cause']}" for r in rows if r["cause"]]
    lines += about["notes"]
    if not lines:
        return
    yield f"<h2>Worth a look ({len(lines)})</h2><details><summary>Show them</summary><ul>"
    for line in lines:
        yield f"<li>{safe_html.text(line)}</li>"
    yield "</ul></details>"


def _everyone(people, rows):
    units = units_of(rows)
    yield '<h2>Students</h2><div class="wide" tabindex="0" role="region" aria-label="Students"><table>'
    yield '<thead><tr><th scope="col">student</th>'
    yield "".join(f'<th scope="col" class="n">{safe_html.text(u)}</th>' for u in units)
    yield '<th scope="col" class="n">points</th></tr></thead><tbody>'
    for person in people:
        cells = "".join(f'<td class="n">{_unit_cell(person, u)}</td>' for u in units)
        yield (
            f'<tr><th scope="row">{safe_html.text(person["student"])}</th>{cells}'
            f'<td class="n">{person["points"]} of {person["max"]}</td></tr>'
        )
    yield "</tbody></table></div>"


def _unit_cell(person, unit):
    if unit not in person["units"]:
        return "–"
    entry = person["units"][unit]
    late = " late" if entry["late"] else ""
    link = safe_html.text(entry["page"])
    label = safe_html.text(f"{person['student']}, {unit}: {entry['points']} points")
    return f'<a href="{link}" aria-label="{label}">{entry["points"]}</a>{late}'


def _timing(rows, about):
    seconds = [row["seconds"] for row in rows]
    slowest = max(rows, key=lambda row: row["seconds"])
    yield "<h2>Timing</h2>"
    yield (
        f"<p>A notebook took {statistics.median(seconds):.2f} s (median); the longest "
        f"{slowest['seconds']:.1f} s ({safe_html.text(slowest['label'])}). "
        f"Children forked again: {sum(max(r['children'] - 1, 0) for r in rows)}. "
        f"All together: {about['seconds']:.1f} s.</p>"
    )
