"""What stands beside what, and the bar that the project set itself: a figure of its own, or the ratio to what it stands
beside, of at least or at most so much."""
import collections

Row = collections.namedtuple("Row", "what figure unit beside bar", defaults=(None, None))
Bar = collections.namedtuple("Bar", "text of holds")  # of: "figure" or "ratio"


def at_least(number, text, of="figure"):
    return Bar(text, of, lambda value: value >= number)


def at_most(number, text, of="figure"):
    return Bar(text, of, lambda value: value <= number)


SET = ("turns.set_table", "a bare RE2::Set table")
RIVE = ("peers.rivescript", "npm rivescript")
GROUPS = [
    ("Typed answers, in memory, a second of one core's time", [
        Row("reading alone, both languages, danger first", "turns.read", "/s", SET, at_least(20_000, "20,000/s (stretch 40,000)")),
        Row("reading and step", "turns.read_step", "/s", RIVE, at_least(300_000, "300,000/s")),
        Row("reading, step and JSON frame", "turns.read_step_frame", "/s", RIVE, at_least(150_000, "150,000/s")),
        Row("a bare RE2::Set table", "turns.set_table", "/s"),
        Row("npm rivescript, fifteen topics", "peers.rivescript", "/s"),
    ]),
    ("Buttons, in memory, a second of one core's time", [
        Row("step", "turns.tapped_step", "/s", ("peers.xstate", "npm xstate")),
        Row("step and JSON frame", "turns.tapped_step_frame", "/s", ("peers.inkjs", "npm inkjs"), at_least(150_000, "150,000/s")),
        Row("npm inkjs, fifteen knots", "peers.inkjs", "/s"),
        Row("npm xstate, fifteen states", "peers.xstate", "/s"),
    ]),
    ("Whole talks over the network, one core; processor time of the server for each round trip", [
        Row("service alone: frames, seal, store in memory", "turns.whole_in_memory", "/s"),
        Row("foyer-echo, bytes of a turn", "load.echo.cpu_us", "µs", ("load.epoll.cpu_us", "a bare epoll echo"), at_most(4, "≤ 4 ×", "ratio")),
        Row("turns, store in memory", "load.memory.cpu_us", "µs", ("load.echo.cpu_us", "foyer-echo"), at_most(1 / 0.7, "≤ 1.43 × (70 % of its speed)", "ratio")),
        Row("durable turns, 1,000 visitors", "load.durable_1000.cpu_us", "µs", ("load.echo_1000.cpu_us", "foyer-echo"),
            at_most(1 / 0.4, "≤ 2.5 × (40 % of its speed)", "ratio")),
        Row("turns, store in memory", "load.memory.per_second", "/s", ("load.echo.per_second", "foyer-echo"), at_least(0.7, "≥ 0.70", "ratio")),
        Row("durable turns, 1,000 visitors", "load.durable_1000.per_second", "/s", ("load.echo_1000.per_second", "foyer-echo"), at_least(0.4, "≥ 0.40", "ratio")),
    ]),
    ("500 durable turns a second from 1,000 visitors", [
        Row("half are answered within", "load.durable_at_500.p50_ms", "ms", ("load.echo_at_500.p50_ms", "foyer-echo"), at_most(1, "≤ 1 ms")),
        Row("99 of 100 within", "load.durable_at_500.p99_ms", "ms", ("load.echo_at_500.p99_ms", "foyer-echo"), at_most(25, "≤ 25 ms")),
        Row("a bare SQLite commit of one row, no network: half within", "store.bare_commit.p50_ms", "ms"),
        Row("99 of 100 within", "store.bare_commit.p99_ms", "ms"),
        Row("processor time each", "load.durable_at_500.cpu_us", "µs", ("load.echo_at_500.cpu_us", "foyer-echo")),
    ]),
    ("Memory of an open, silent talk", [
        Row("each, up to 10,000", "load.silent.kib_each_to_10000", "KiB", None, at_most(12, "≤ 12 KiB")),
        Row("each further one, up to 19,000", "load.silent.kib_each_to_19000", "KiB", ("load.silent.kib_each_to_10000", "the first 10,000"),
            at_most(1.1, "flat (≤ 1.1 ×)", "ratio")),
    ]),
    ("Store", [
        Row("durable turns, 256 at once", "store.durable", "/s", ("store.bare_sqlite", "bare SQLite inserts", "store.durable_of_bare"), at_least(0.6, "≥ 0.60", "ratio")),
        Row("the same without a disk", "store.in_memory", "/s"),
        Row("a talk comes back, many stored", "resume.many.p50_ms", "ms", ("resume.few.p50_ms", "1,000 stored"), at_most(2, "ratio ≤ 2", "ratio")),
        Row("99 of 100 talks come back within", "resume.many.p99_ms", "ms", ("resume.few.p99_ms", "1,000 stored"), at_most(50, "≤ 50 ms")),
        Row("the first time, from the disk: 99 of 100", "resume.many.cold_p99_ms", "ms", ("resume.few.cold_p99_ms", "1,000 stored"),
            at_most(50, "≤ 50 ms")),
    ]),
]


def number(value):
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.0f}" if value >= 100 else f"{value:.2f}" if value < 10 else f"{value:.1f}"


def shown(figure, unit):
    return f"{number(figure)} {unit}".replace(" /s", "/s")


def cells(row, figures):
    figure = figures[row.figure]
    ratio, beside = None, ""
    if row.beside and figures.get(row.beside[0]):
        ratio = figures[row.beside[2]] if len(row.beside) > 2 else figure / figures[row.beside[0]]
        beside = f"{number(ratio)} × {row.beside[1]}" if ratio >= 0.1 else f"1/{1 / ratio:.0f} of {row.beside[1]}"
    if not row.bar:
        return [row.what, shown(figure, row.unit), beside, "", ""]
    value = figure if row.bar.of == "figure" else ratio
    verdict = "" if value is None else "met" if row.bar.holds(value) else "**missed**"
    return [row.what, shown(figure, row.unit), beside, row.bar.text, verdict]


def lines(figures):
    for title, rows in GROUPS:
        told = [cells(row, figures) for row in rows if row.figure in figures]
        if not told:
            continue
        yield f"| **{title}** | figure | beside | bar | |"
        yield "|---|---|---|---|---|"
        yield from ("| " + " | ".join(row) + " |" for row in told)
        yield ""
