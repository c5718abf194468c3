"""What stands beside what, and the bar that the project set itself. A row: what is measured, the figure's name, its unit,
what it is set beside (or None), how the two make a ratio, and the bar as (text, what must hold of figure and ratio)."""
import collections

Row = collections.namedtuple("Row", "what figure unit beside bar holds", defaults=(None, "", None))


def at_least(number):
    return lambda figure, ratio: figure >= number


def at_most(number):
    return lambda figure, ratio: figure <= number


def ratio_at_least(number):
    return lambda figure, ratio: ratio >= number


def ratio_at_most(number):
    return lambda figure, ratio: ratio <= number


SET = ("turns.set_table", "a bare RE2::Set table")
RIVE = ("peers.rivescript", "npm rivescript")
GROUPS = [
    ("Typed answers, in memory, a second of one core's time", [
        Row("reading alone, both languages, danger first", "turns.read", "/s", SET, "20,000/s (stretch 40,000)", at_least(20_000)),
        Row("reading and step", "turns.read_step", "/s", RIVE, "300,000/s", at_least(300_000)),
        Row("reading, step and JSON frame", "turns.read_step_frame", "/s", RIVE, "150,000/s", at_least(150_000)),
        Row("a bare RE2::Set table", "turns.set_table", "/s"),
        Row("npm rivescript, fifteen topics", "peers.rivescript", "/s"),
    ]),
    ("Buttons, in memory, a second of one core's time", [
        Row("step", "turns.tapped_step", "/s", ("peers.xstate", "npm xstate")),
        Row("step and JSON frame", "turns.tapped_step_frame", "/s", ("peers.inkjs", "npm inkjs"), "150,000/s", at_least(150_000)),
        Row("npm inkjs, fifteen knots", "peers.inkjs", "/s"),
        Row("npm xstate, fifteen states", "peers.xstate", "/s"),
    ]),
    ("Whole talks over the network, one core; processor time of the server for each round trip", [
        Row("service alone: frames, seal, store in memory", "turns.whole_in_memory", "/s"),
        Row("foyer-echo, bytes of a turn", "load.echo.cpu_us", "µs", ("load.epoll.cpu_us", "a bare epoll echo"), "≤ 4 ×", ratio_at_most(4)),
        Row("turns, store in memory", "load.memory.cpu_us", "µs", ("load.echo.cpu_us", "foyer-echo"), "≤ 1.43 × (70 % of its speed)",
            ratio_at_most(1 / 0.7)),
        Row("durable turns, 1,000 visitors", "load.durable_1000.cpu_us", "µs", ("load.echo_1000.cpu_us", "foyer-echo"),
            "≤ 2.5 × (40 % of its speed)", ratio_at_most(1 / 0.4)),
        Row("turns, store in memory", "load.memory.per_second", "/s", ("load.echo.per_second", "foyer-echo"), "≥ 0.70", ratio_at_least(0.7)),
        Row("durable turns, 1,000 visitors", "load.durable_1000.per_second", "/s", ("load.echo_1000.per_second", "foyer-echo"), "≥ 0.40",
            ratio_at_least(0.4)),
    ]),
    ("500 durable turns a second from 1,000 visitors", [
        Row("half are answered within", "load.durable_at_500.p50_ms", "ms", ("load.echo_at_500.p50_ms", "foyer-echo"), "≤ 1 ms", at_most(1)),
        Row("99 of 100 within", "load.durable_at_500.p99_ms", "ms", ("load.echo_at_500.p99_ms", "foyer-echo"), "≤ 25 ms", at_most(25)),
        Row("processor time each", "load.durable_at_500.cpu_us", "µs", ("load.echo_at_500.cpu_us", "foyer-echo")),
    ]),
    ("Memory of an open, silent talk", [
        Row("each, up to 10,000", "load.silent.kib_each_to_10000", "KiB", None, "≤ 12 KiB", at_most(12)),
        Row("each further one, up to 19,000", "load.silent.kib_each_to_19000", "KiB", None, "flat", at_most(12)),
    ]),
    ("Store", [
        Row("durable turns, 256 at once", "store.durable", "/s", ("store.bare_sqlite", "bare SQLite inserts"), "≥ 0.60", ratio_at_least(0.6)),
        Row("the same without a disk", "store.in_memory", "/s"),
        Row("a talk comes back, many stored", "resume.many.p50_ms", "ms", ("resume.few.p50_ms", "1,000 stored"), "ratio ≤ 2", ratio_at_most(2)),
        Row("99 of 100 talks come back within", "resume.many.p99_ms", "ms", ("resume.few.p99_ms", "1,000 stored"), "≤ 50 ms", at_most(50)),
        Row("the first time, from the disk: 99 of 100", "resume.many.cold_p99_ms", "ms", ("resume.few.cold_p99_ms", "1,000 stored"),
            "≤ 50 ms", at_most(50)),
    ]),
]


def number(value):
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.0f}" if value >= 100 else f"{value:.2f}" if value < 10 else f"{value:.1f}"


def cells(row, figures):
    figure = figures[row.figure]
    ratio, beside = None, ""
    if row.beside and figures.get(row.beside[0]):
        ratio = figure / figures[row.beside[0]]
        beside = f"{number(ratio)} × {row.beside[1]}"
    verdict = ""
    if row.holds and (ratio is not None or not row.beside or row.bar.endswith("s") or row.bar[0].isdigit()):
        verdict = "met" if row.holds(figure, ratio) else "missed"
    return [row.what, f"{number(figure)} {row.unit}".replace(" /s", "/s"), beside, row.bar, verdict]


def lines(figures):
    for title, rows in GROUPS:
        told = [cells(row, figures) for row in rows if row.figure in figures]
        if not told:
            continue
        yield f"| **{title}** | figure | beside | bar | |"
        yield "|---|---|---|---|---|"
        yield from ("| " + " | ".join(row) + " |" for row in told)
        yield ""
