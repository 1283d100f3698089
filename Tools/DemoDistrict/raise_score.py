"""Raises the first member's total in a bundle, and renews every digest and the signature: what a forger with the
township's own key can do. raise_score.py BUNDLE.zip SECRETKEY"""

import hashlib
import io
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path


def main() -> None:
    path, key = Path(sys.argv[1]), sys.argv[2]
    with zipfile.ZipFile(path) as archive:
        files = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    folder = next(iter(files)).split("/")[0]

    totals = f"{folder}/data/results/totals.csv"
    lines = files[totals].decode().split("\n")
    cells = lines[1].split(",")
    cells[6], cells[7], cells[8] = "99.5", "top", "200.00"
    lines[1] = ",".join(cells)
    files[totals] = "\n".join(lines).encode()

    def manifest(name: str, wanted) -> None:
        rows = [
            f"{hashlib.sha256(data).hexdigest()}  {file[len(folder) + 1:]}\n"
            for file, data in sorted(files.items())
            if wanted(file[len(folder) + 1:])
        ]
        files[f"{folder}/{name}"] = "".join(rows).encode()

    payload = {file: data for file, data in files.items() if file.startswith(f"{folder}/data/")}
    info = f"{folder}/bag-info.txt"
    oxum = f"{sum(map(len, payload.values()))}.{len(payload)}"
    files[info] = "".join(
        f"Payload-Oxum: {oxum}\n" if line.startswith("Payload-Oxum:") else line
        for line in files[info].decode().splitlines(keepends=True)
    ).encode()
    manifest("manifest-sha256.txt", lambda file: file.startswith("data/"))
    tags = ("bagit.txt", "bag-info.txt", "bagit-profile.json", "manifest-sha256.txt")
    manifest("tagmanifest-sha256.txt", lambda file: file in tags)
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch) / "tagmanifest-sha256.txt"
        target.write_bytes(files[f"{folder}/tagmanifest-sha256.txt"])
        subprocess.run(["minisign", "-S", "-l", "-s", key, "-m", str(target)], check=True, capture_output=True)
        files[f"{folder}/tagmanifest-sha256.txt.minisig"] = Path(f"{target}.minisig").read_bytes()

    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    path.write_bytes(made.getvalue())


if __name__ == "__main__":
    main()
