"""Times the pages of `kaohe serve`, an upload beside `cp`, and a good request beside many bad ones.

Each page is asked for over a connection of its own, as a browser does, and read to its end; the median of the runs counts.
`first` is the very first request for the page after the desk began, with nothing remembered; `again` are the following ones;
`changed` those after a change of the ledger by another program. The bounds are those of the desk's contract."""
import argparse
import http.client
import os
import pathlib
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

QUARTER = "2021Q3"
# Seconds of the first page; parts of the speed of `cp`; MiB.
FIRST_PAGE = {"sample": 0.1, "large": 0.3}
UPLOAD = 0.5
MEMORY = 200
failures = []


def told(what, value, bound, holds):
    print(f"{'  ' if holds else '! '}{what:<58} {value:>12}   {bound}", flush=True)
    if not holds:
        failures.append(what)


class Desk:
    """A desk that runs, and a browser that is in."""

    def __init__(self, kaohe, folder):
        self.process = subprocess.Popen(
            [str(kaohe), "serve", "--workspace", str(folder), "--operator", "王会计"], stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True)
        entry = urllib.parse.urlsplit(re.search(r"http://\S+", self.process.stdout.readline()).group(0))
        self.port, self.cookie = entry.port, ""
        status, headers, _ = self.ask("GET", "/?" + entry.query)
        self.cookie = headers["Set-Cookie"].split(";")[0]

    def ask(self, method, path, body=None, headers=()):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        connection.request(method, path, body, {"Cookie": self.cookie, **dict(headers)})
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        return answer.status, answer.headers, data

    def put(self, path, file, headers):
        """The status of an upload. The system sends the file by itself, so that the sender takes little of the time."""
        length = os.fstat(file.fileno()).st_size
        lines = {"Host": f"127.0.0.1:{self.port}", "Cookie": self.cookie, "Content-Length": length, **headers}
        with socket.create_connection(("127.0.0.1", self.port), timeout=300) as one:
            one.sendall((f"PUT {path} HTTP/1.1\r\n" + "".join(f"{key}: {value}\r\n" for key, value in lines.items()) + "\r\n").encode())
            one.sendfile(file)
            answer = one.makefile("rb").read()
        return int(answer.split(b" ", 2)[1])

    def get(self, path):
        """The seconds of a page, and its bytes."""
        start = time.perf_counter()
        status, headers, data = self.ask("GET", path)
        while status == 303:
            status, headers, data = self.ask("GET", headers["Location"])
        if status != 200:
            sys.exit(f"{path} answers {status}")
        return time.perf_counter() - start, data

    def memory(self):
        """The peak memory in MiB."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status).group(1)) / 1024

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)


def must(*arguments):
    done = subprocess.run([str(part) for part in arguments], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{arguments} ended with {done.returncode}:\n{done.stderr}")


def township(options, scratch, name, members):
    exports, folder = scratch / f"exports-{name}", scratch / name
    must(options.bin / "sample-township", exports, *(["--members", members] if members else []))
    must(options.bin / "kaohe", "init", folder, "--township", "冯卯镇")
    must(options.bin / "kaohe", "import", exports, "--workspace", folder)
    return folder


def pages(options, folder, name):
    """The pages of a quarter that is open, and of the same once it is closed."""
    bound = FIRST_PAGE[name]
    for state in ["open", "closed"]:
        if state == "closed":
            must(options.bin / "kaohe", "close", QUARTER, "--workspace", folder)
        firsts = []
        for _ in range(5):
            desk = Desk(options.bin / "kaohe", folder)
            firsts.append(desk.get("/")[0])
            if len(firsts) < 5:
                desk.end()
        first = statistics.median(firsts)
        told(f"{name}, {state}: the first page, first", f"{first * 1000:.0f} ms", f"{bound * 1000:.0f} ms", first <= bound)
        again = statistics.median(desk.get("/")[0] for _ in range(options.runs))
        told(f"{name}, {state}: the first page, again", f"{again * 1000:.0f} ms", f"{bound * 1000:.0f} ms", again <= bound)
        changed = []
        for number in range(5):
            # A new record of the ledger by another program, so that nothing of the quarter is known any more.
            must(options.bin / "kaohe", "settings", "--telephone", f"0632-80000{number}", "--workspace", folder)
            changed.append(desk.get("/")[0])
        changed = statistics.median(changed)
        told(f"{name}, {state}: the first page, changed", f"{changed * 1000:.0f} ms", f"{bound * 1000:.0f} ms", changed <= bound)
        for path in ["/import", f"/closing/{QUARTER}", f"/members/{QUARTER}", "/history", "/suspects/" + QUARTER, f"/outlook/{QUARTER}?day=2021-08-15", "/journal",
                     "/papers/" + QUARTER, f"/members/{QUARTER}/FM0017"]:
            seconds, data = desk.get(path)
            told(f"{name}, {state}: {path}", f"{seconds * 1000:.0f} ms", f"{len(data) // 1024} KiB", True)
        told(f"{name}, {state}: memory", f"{desk.memory():.0f} MiB", f"{MEMORY} MiB", desk.memory() <= MEMORY)
        desk.end()


def upload(options, folder, scratch):
    """An upload of a large file beside `cp` of it, in turns."""
    large = scratch / "large.csv"
    block = os.urandom(1 << 20)
    with large.open("wb") as file:
        for _ in range(options.megabytes):
            file.write(block)
    desk = Desk(options.bin / "kaohe", folder)
    page = desk.get("/import")[1].decode()
    token = re.search(r'name="form-token" content="(\w+)"', page).group(1)
    ratios, speeds = [], []
    for number in range(3):
        copy = scratch / "copy.csv"
        start = time.perf_counter()
        subprocess.run(["cp", large, copy], check=True)
        copied = time.perf_counter() - start
        copy.unlink()
        draft = re.search(r'data-drop="(\w+)"', desk.get("/import")[1].decode()).group(1)
        start = time.perf_counter()
        with large.open("rb") as file:
            status = desk.put(f"/drafts/{draft}?name=large.csv", file, {"X-Form-Token": token})
        sent = time.perf_counter() - start
        if status != 204:
            sys.exit(f"the upload is answered with {status}")
        ratios.append(copied / sent)
        speeds.append(options.megabytes / sent)
        desk.ask("POST", f"/import/draft/{draft}", f"token={token}&do=discard", {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{desk.port}"})
    ratio = statistics.median(ratios)
    told(f"{options.megabytes} MB up, {statistics.median(speeds):.0f} MB/s, beside cp", f"{ratio:.2f}", f"{UPLOAD}", ratio >= UPLOAD)
    told("memory after uploads", f"{desk.memory():.0f} MiB", f"{MEMORY} MiB", desk.memory() <= MEMORY)
    desk.end()


def crowd(options, folder):
    """A good request beside idle and slow connections."""
    desk = Desk(options.bin / "kaohe", folder)
    alone = statistics.median(desk.get("/")[0] for _ in range(options.runs))
    idle, ended = [], threading.Event()
    for _ in range(1000):
        try:
            idle.append(socket.create_connection(("127.0.0.1", desk.port), timeout=5))
        except OSError:
            break

    def slowly():
        try:
            with socket.create_connection(("127.0.0.1", desk.port), timeout=30) as one:
                for byte in b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"y" * 10_000:
                    if ended.wait(0.2):
                        return
                    one.send(bytes([byte]))
        except OSError:
            pass

    slow = [threading.Thread(target=slowly, daemon=True) for _ in range(100)]
    for one in slow:
        one.start()
    time.sleep(1)
    beside = statistics.median(desk.get("/")[0] for _ in range(options.runs))
    told(f"the first page beside {len(idle)} idle and 100 slow connections", f"{beside * 1000:.0f} ms",
         f"{alone * 1000:.0f} ms alone", beside <= max(3 * alone, FIRST_PAGE["sample"]))
    told("memory with them", f"{desk.memory():.0f} MiB", f"{MEMORY} MiB", desk.memory() <= MEMORY)
    ended.set()
    for one in idle:
        one.close()
    desk.end()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    parser.add_argument("--members", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--megabytes", type=int, default=500)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        sample = township(options, scratch, "sample", None)
        large = township(options, scratch, "large", options.members)
        pages(options, sample, "sample")
        pages(options, large, "large")
        upload(options, sample, scratch)
        crowd(options, sample)
    if failures:
        sys.exit(f"{len(failures)} beyond their bounds")


main()
