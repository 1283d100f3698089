"""Workspaces to measure in, none of which makes what comes after it slower.

Files that were just deleted cost whoever makes new ones a part of its time: for some minutes a file system may not give their
places away, and looks at each of them for every file that is made. A closing makes a thousand slips, so ten deleted files
are ten thousand looks. Nothing is deleted before the end; what is not wanted any more is moved aside and emptied, so that it
takes no room in memory and on the disk."""
import os
import shutil


def aside(path, beside=None):
    """Moves a file or a folder aside, if it is there: beside itself, or beside another."""
    if path.exists():
        place = beside or path
        number = sum(1 for _ in place.parent.glob(f"aside-*-{path.name}"))
        empty(path.rename(place.parent / f"aside-{number}-{path.name}"))


def empty(path):
    """Empties the large files of a folder, or the file, that nobody reads any more."""
    for file in path.rglob("*") if path.is_dir() else [path]:
        if file.is_file() and file.stat().st_size > 1 << 16:
            os.truncate(file, 0)


def fresh(workspace, copy):
    """Makes the copy what the workspace is, file by file into the files that are there."""
    aside(copy / "closings", beside=copy)
    names = {path.relative_to(workspace) for path in workspace.rglob("*")}
    for path in list(copy.rglob("*")):
        if path.is_file() and path.relative_to(copy) not in names:
            aside(path, beside=copy)
    for name in sorted(names):
        if (workspace / name).is_dir():
            (copy / name).mkdir(parents=True, exist_ok=True)
        else:
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(workspace / name, copy / name)
    os.sync()
