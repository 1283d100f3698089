"""Times two builds of kaohe on the same work in one run, alternating: is the newer one slower, or does it take more memory?

Each build imports into, closes and verifies a workspace of its own. Which of the two is first changes from run to run.
Printed: the median of each, the median of the ratios pair by pair with the least and the greatest, and both peaks."""
import pathlib
import shutil
import statistics

import copies

# What is closed without, and verified with replay, for each kind of closing.
CLOSINGS = {"close": ("--no-reports", "--no-bundle"), "with bundle": ("--no-reports",), "with reports": ("--no-bundle",),
            "by default": ()}
BUNDLES = {"replay, results": "with bundle", "replay, all": "by default"}
WORK = ("import", *CLOSINGS, "verify", *BUNDLES, "status", "version")


class Side:
    """One build, with its workspace and what was measured of it."""

    def __init__(self, folder, kaohe, run):
        self.folder, self.kaohe, self.run = pathlib.Path(folder), kaohe, run
        self.seconds = {name: [] for name in WORK}
        self.peaks = {name: 0.0 for name in WORK}

    def take(self, name, *arguments):
        seconds, peak = self.run([self.kaohe, *arguments])
        self.seconds[name].append(seconds)
        self.peaks[name] = max(self.peaks[name], peak)

    def step(self, name, exports):
        workspace, copy = self.folder / "workspace", self.folder / "copy"
        if name == "import":
            copies.aside(workspace)
            self.run([self.kaohe, "init", str(workspace)])
            self.take(name, "import", str(exports), "--workspace", str(workspace))
        elif name == "status":
            self.take(name, "status", "2021Q3", "--workspace", str(workspace))
        elif name == "version":
            self.take(name, "--version")
        elif name == "verify":
            self.take(name, "verify", str(self.folder / "by default.zip"))
        elif name in BUNDLES:
            self.take(name, "verify", str(self.folder / f"{BUNDLES[name]}.zip"), "--replay")
        else:
            copies.fresh(workspace, copy)
            self.take(name, "close", "2021Q3", "--workspace", str(copy), *CLOSINGS[name])
            if name in BUNDLES.values():
                shutil.copy(copy / "closings" / "2021Q3-r1.zip", self.folder / f"{name}.zip")


def compare(ours, theirs, exports, root, runs, run):
    """Prints what `ours` takes compared with `theirs`, two paths of the program."""
    sides = [Side(root / name, kaohe, run) for name, kaohe in (("ours", ours), ("theirs", theirs))]
    for side in sides:
        side.folder.mkdir()
    for number in range(runs):
        for name in WORK:
            for side in sides if number % 2 == 0 else reversed(sides):
                side.step(name, exports)
    print(f"{'':16}{'ours':>10}{'against':>10}{'ratio':>8}{'':>16}{'memory':>16}")
    ours, theirs = sides
    for name in WORK:
        ratios = [a / b for a, b in zip(ours.seconds[name], theirs.seconds[name])]
        print(f"{name:16}{statistics.median(ours.seconds[name]):8.2f} s{statistics.median(theirs.seconds[name]):8.2f} s"
              f"{statistics.median(ratios):8.2f}  ({min(ratios):.2f} to {max(ratios):.2f})"
              f"{ours.peaks[name]:8.0f} :{theirs.peaks[name]:4.0f} MiB")
