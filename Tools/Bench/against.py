"""Times two builds of kaohe on the same work in one run, alternating: is the newer one slower, or does it take more memory?

Each build imports into, closes and verifies a workspace of its own. Which of the two is first changes from run to run.
Printed: the median of each, the median of the ratios pair by pair with the least and the greatest, and both peaks."""
import pathlib
import shutil
import statistics

import copies

WORK = ("import", "close", "with bundle", "with reports", "verify", "verify, replay", "status")


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
        bundle = str(self.folder / "bundle.zip")
        if name == "import":
            copies.aside(workspace)
            self.run([self.kaohe, "init", str(workspace)])
            self.take(name, "import", str(exports), "--workspace", str(workspace))
        elif name == "status":
            self.take(name, "status", "2021Q3", "--workspace", str(workspace))
        elif name.startswith("verify"):
            self.take(name, "verify", bundle, *(["--replay"] if name.endswith("replay") else []))
        else:
            copies.fresh(workspace, copy)
            without = {"close": ["--no-reports", "--no-bundle"], "with bundle": ["--no-reports"],
                       "with reports": ["--no-bundle"]}[name]
            self.take(name, "close", "2021Q3", "--workspace", str(copy), *without)
            if name == "with bundle":
                shutil.copy(copy / "closings" / "2021Q3-r1.zip", bundle)


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
