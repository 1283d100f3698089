"""The recipes of docs/recipes.md, run as they stand there over what the story made."""
import os
import re
import subprocess
import sys


def check(page, told):
    """Runs each block that names its language, in one folder, with the names that the page uses."""
    failures = []
    place = told.work / "recipes"
    place.mkdir()
    bundles = place / "bundles"
    bundles.mkdir()
    for name in ("2021Q2-r1", "2021Q3-r1", "2021Q3-r2"):
        (bundles / f"冯卯镇-{name}.zip").write_bytes((told.town / "closings" / f"{name}.zip").read_bytes())
    (place / "keys").mkdir()
    (place / "keys" / "冯卯镇.pub").write_bytes((told.town / "keys" / "kaohe.pub").read_bytes())
    (place / "office").symlink_to(told.office)
    (place / "township").symlink_to(told.town)
    (place / "bin").mkdir()
    (place / "bin" / "kaohe").symlink_to(told.kaohe)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("KAOHE_")}
    # DuckDB's extension goes where it looks for those that were installed.
    environment["HOME"] = str(place)
    subprocess.run(
        [sys.executable, "-c", "import duckdb_extensions; duckdb_extensions.import_extension('sqlite_scanner')"],
        env=environment, check=True, capture_output=True)
    environment["PATH"] = f"{place / 'bin'}:{os.path.dirname(sys.executable)}:{environment['PATH']}"
    count = 0
    for language, code in re.findall(r"(?ms)^```(sh|python)\n(.*?)^```$", page.read_text(encoding="utf-8")):
        first = code.splitlines()[0]
        needs = re.search(r"# needs: (\S+)", first)
        if needs and not there(needs.group(1)):
            print(f"not there: {needs.group(1)}, so one recipe was not run")
            continue
        command = ["bash", "-euo", "pipefail", "-c", code] if language == "sh" else [sys.executable, "-c", code]
        done = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, timeout=300)
        count += 1
        if done.returncode != 0:
            failures.append(f"{page.name}: the recipe “{first}” ended with {done.returncode}: {done.stderr[-400:]}")
        elif not done.stdout.strip():
            failures.append(f"{page.name}: the recipe “{first}” printed nothing")
    if count < 5:
        failures.append(f"{page.name} has too few recipes that can be run: {count}")
    return failures


def there(program):
    return subprocess.run(["bash", "-c", f"command -v {program}"], capture_output=True).returncode == 0
