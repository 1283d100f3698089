"""Keeps what was measured: one line for each run, newest first, in a table of a Markdown file."""
import datetime
import os
import pathlib
import platform
import subprocess

HEAD = "<!-- history: written by Tools/bench --record -->"


def machine():
    """The processor and its cores."""
    model = platform.processor()
    cpuinfo = pathlib.Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [line.split(":", 1)[1].strip() for line in cpuinfo.read_text().splitlines() if line.startswith("model name")]
        model = names[0] if names else model
    return f"{model or platform.machine()}, {os.cpu_count()} cores"


def commit():
    """The commit that was built, with a mark where files differ from it."""
    shown = subprocess.run(["git", "describe", "--always", "--dirty", "--abbrev=7"], capture_output=True, text=True,
                           cwd=pathlib.Path(__file__).parent)
    return shown.stdout.strip() or "unknown"


def add(path, members, table, build):
    """Adds a run of a build below the mark in the file."""
    figures = "; ".join(
        (f"{what} {figure:.0f} {unit}" if unit == "MiB" else f"{what} {figure:.3f} s" if unit == "s"
         else f"{what} {figure:.1f}" if unit == "times" else f"{what} {figure:.2f}")
        + (" MISS" if bound is not None and figure > bound else "") for what, figure, unit, bound in table)
    line = f"| {datetime.date.today()} | {build} | {machine()} | {members} | {figures} |"
    file = pathlib.Path(path)
    lines = file.read_text(encoding="utf-8").splitlines()
    # Below the mark stand the table's titles and the line under them.
    place = lines.index(HEAD) + 4
    lines.insert(place, line)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
