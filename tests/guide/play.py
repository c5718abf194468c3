"""Plays docs/authoring.md: does what it says, in a copy, and holds what comes against what it shows.

A comment before a block says what the block is, and no reader sees it:
  <!-- put: FILE before TEXT -->   goes into FILE, on the line before the one that holds TEXT
  <!-- prints: COMMAND -->         what COMMAND prints, times and counts aside; COMMAND is a block above
  <!-- run -->                     is run; must end well
  <!-- run, and is told -->        is run; must end with findings
and one that stands alone:
  <!-- stands: FILE TEXT -->       FILE holds TEXT, as the guide says
"""
import re, shutil, subprocess, sys, tempfile
from pathlib import Path

program, root = Path(sys.argv[1]).resolve(), Path(".").resolve()
guide = Path(sys.argv[2] if len(sys.argv) > 2 else "docs/authoring.md").read_text()
steps = re.findall(r"<!-- ([^\n]+?) -->\n```\w*\n(.*?)```", guide, re.S)


def same(text):
    """Without what differs from machine to machine and from one set of words to the next."""
    return re.sub(r"\d+(\.\d+)?", "N", re.sub(r"\S*/dialogs/", "dialogs/", text)).strip()


def put(work, what, block):
    file, before = re.fullmatch(r"put: (\S+) before (.+)", what).groups()
    path = work / file
    lines = path.read_text().splitlines(keepends=True)
    at = [i for i, line in enumerate(lines) if before in line]
    assert len(at) == 1, f"{file} has {len(at)} lines with {before}"
    lines.insert(at[0], block)
    path.write_text("".join(lines))


def run(work, block):
    """The block's commands, as a reader would type them; what they print together, and the last one's end."""
    (work / "build/release").mkdir(parents=True, exist_ok=True)
    if not (work / "build/release/foyer").exists():
        (work / "build/release/foyer").symlink_to(program)
    done = subprocess.run(["bash", "-eo", "pipefail", "-c", block], cwd=work, capture_output=True, text=True)
    return done.stdout + done.stderr, done.returncode


def main():
    faults, said = [], ""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for part in ("dialogs", "practices", "tests/conversations"):
            shutil.copytree(root / part, work / part)
        for what, block in steps:
            if what.startswith("put: "):
                put(work, what, block)
            elif what == "prints":
                missing = [line for line in block.splitlines() if same(line) not in same(said)]
                faults += [f"the guide shows what does not come:\n  {line}\n  came:\n{said[-1500:]}" for line in missing]
            else:
                said, code = run(work, block)
                wanted = 1 if what == "run, and is told" else 0
                if code != wanted:
                    faults.append(f"ends with {code} and not {wanted}:\n{block}\n{said[-1500:]}")
    for file, text in re.findall(r"<!-- stands: (\S+) (.+) -->", guide):
        if text not in (root / file).read_text():
            faults.append(f"{file} does not hold: {text}")
    for fault in faults:
        print(fault)
    print(f"{len(steps)} steps of the guide played, {len(faults)} faults")
    return 1 if faults or len(steps) < 8 else 0


sys.exit(main())
