"""Looks at pages as their readers do: by axe, at three widths, in both themes, and on paper.

Needs the system's Chromium and the Python packages playwright and axe-core-python, which `install` brings into a folder of
the build; no browser is downloaded."""
import contextlib
import os
import pathlib
import re
import shutil
import subprocess
import sys

WIDTHS = [375, 768, 1440]
ROOT = pathlib.Path(__file__).resolve().parents[2]


def chromium():
    """The system's Chromium; None without one."""
    return next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)


def install():
    """Brings what is missing, as far as this machine lets it; returns the Python that has the packages."""
    if chromium() is None and shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], stdout=sys.stderr)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], stdout=sys.stderr,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
    found = subprocess.run([ROOT / "Tools" / "python", "Tests/Pages/packages.txt"], stdout=subprocess.PIPE, text=True)
    return found.stdout.strip() if found.returncode == 0 else None


def enter():
    """Begins the program again with the Python that has the packages; returns whether they are there."""
    try:
        import axe_core_python, playwright  # noqa: F401
        return True
    except ImportError:
        if "KAOHE_PAGES" not in os.environ and chromium() and (python := install()):
            os.environ["KAOHE_PAGES"] = "1"
            os.execv(python, [python, *sys.argv])
        return False


def axe():
    """The text of axe-core, and of what measures contrast by it."""
    import axe_core_python
    contrast = pathlib.Path(__file__).with_name("contrast.js")
    return "\n".join(path.read_text("utf-8") for path in [pathlib.Path(axe_core_python.__file__).parent / "axe.min.js", contrast])

# The sizes of the letters that are seen, the smallest first, with what is set in it.
SMALLEST = """() => {
  const found = new Map();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode.data.trim(), box = walk.currentNode.parentElement;
    if (!text || ['SCRIPT', 'STYLE'].includes(box.tagName) || box.closest('.unseen, .skip, [hidden]')) continue;
    const size = parseFloat(getComputedStyle(box).fontSize);
    if (!found.has(size)) found.set(size, text.slice(0, 20));
  }
  return [...found].sort((a, b) => a[0] - b[0]);
}"""


def violations(tab, colours_alone=False):
    """What axe finds on a page that has it: of all its rules, or of those that a theme can break, which changes colours alone.

    Contrast is measured by contrast.js, once for each look of letters in the tab."""
    which = "runOnly: ['link-in-text-block']" if colours_alone else "rules: {'color-contrast': {enabled: false}}"
    return tab.evaluate(
        "async () => (await axe.run(document, {resultTypes: ['violations'], " + which + "})).violations"
        ".map((rule) => ({id: rule.id, nodes: rule.nodes.map((node) => ({target: node.target}))})).concat(await contrast())")


# Makes the letters of one cell in the midst of a page, and what is behind those of another row, hard to read in one theme and
# at one width alone: for each theme and width a cell and a row of its own.
FAULTS = """([widths, themes]) => {
  const rows = [...document.querySelectorAll('tbody tr:has(td)')];
  const style = document.head.appendChild(document.createElement('style'));
  let place = rows.length >> 2;
  for (const [theme, [letters, ground]] of Object.entries(themes)) {
    for (const width of widths) {
      const [cell, row] = [rows[place++].querySelector('td'), rows[place++]];
      cell.id = `faint-${theme}-${width}`;
      row.id = `dim-${theme}-${width}`;
      // No two of one colour, which would be one look.
      style.append(`@media (prefers-color-scheme: ${theme}) and (width: ${width}px) {
        #${cell.id} { color: rgb(${letters} ${letters} ${place}) } #${row.id} { background: rgb(${ground} ${ground} ${place + 90}) } }`);
    }
  }
}"""


class Eyes:
    """A browser that is looked through."""

    def __init__(self, playwright, chromium, pictures):
        self.axe = axe()
        self.browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        self.pictures = pictures

    @contextlib.contextmanager
    def open(self, address, **kind):
        """A page in a context of its own, with what its console and its scripts' errors say and what it asks of others."""
        context = self.browser.new_context(**kind)
        tab, said, asked = context.new_page(), [], []
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.on("request", lambda request: request.url.startswith(("file:", "data:", "blob:")) or asked.append(request.url))
        tab.goto(address)
        yield tab, said, asked
        context.close()

    def look(self, name, page, spoil=None):
        """What is wrong with a page on screens: violations, letters under 14 px, pages wider than the screen.

        A page can be spoilt first, to try whether it is seen."""
        found, small, wide = set(), set(), set()
        for theme in ["light", "dark"]:
            context = self.browser.new_context(color_scheme=theme, bypass_csp=True)
            tab = context.new_page()
            tab.goto(page.as_uri())
            tab.evaluate(self.axe)
            if spoil:
                spoil(tab)
            for width in WIDTHS:
                tab.set_viewport_size({"width": width, "height": 900})
                for one in violations(tab, colours_alone=theme == "dark"):
                    found.add(f"{theme}, {width}: {one['id']} {len(one['nodes'])} × {[node['target'] for node in one['nodes'][:9]]}")
                small |= {f"{size} px “{text}”" for size, text in tab.evaluate(SMALLEST) if size < 14}
                if tab.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                    wide.add(str(width))
                tab.screenshot(path=str(self.pictures / f"{name}-{theme}-{width}.png"))
            context.close()
        return found, small, wide

    def overlooked(self, page):
        """Letters without contrast that are put onto a page and not seen, or seen where they have it: none, as a rule."""
        themes = {"light": [190, 90], "dark": [70, 170]}
        found, _, _ = self.look("spoilt", page, lambda tab: tab.evaluate(FAULTS, [WIDTHS, themes]))
        wanted = {(theme, width) for theme in themes for width in WIDTHS}
        wrong = set()
        for kind in ["faint", "dim"]:
            for theme, width in wanted:
                where = {line.split(":")[0] for line in found if f"{kind}-{theme}-{width}" in line}
                if where != {f"{theme}, {width}"}:
                    wrong.add(f"{kind}, {theme}, {width}: {where}")
        return wrong

    def phone(self, page):
        """The first member's name, total and band, when they are seen on a phone before anything is touched."""
        context = self.browser.new_context(viewport={"width": 375, "height": 812})
        tab = context.new_page()
        tab.goto(page.as_uri())
        cells = tab.locator("#list tbody tr").first.locator("td, th")
        shown = []
        for place in range(4):
            box = cells.nth(place).bounding_box()
            if box and box["x"] + box["width"] <= 375 and box["y"] + box["height"] <= 812:
                shown.append(cells.nth(place).inner_text().strip())
        context.close()
        return shown

    def paper(self, name, page):
        """A page on paper: its file, letters under 9 pt, words that stand beyond the sheet, and what it said and asked."""
        with self.open(page.as_uri()) as (tab, said, asked):
            tab.emulate_media(media="print")
            small = {f"{size} px “{text}”" for size, text in tab.evaluate(SMALLEST) if size < 12}
            path = self.pictures / f"{name}.pdf"
            tab.pdf(path=str(path), prefer_css_page_size=True, print_background=True)
        return path, small, beyond(path) if shutil.which("pdftotext") else [], said + asked


def beyond(path):
    """The words of a PDF that stand beyond their page."""
    boxes = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, text=True, check=True).stdout
    found, wide, high = [], 0.0, 0.0
    for line in boxes.splitlines():
        numbers = [float(number) for number in re.findall(r'="(-?[\d.]+)"', line)]
        if "<page " in line:
            wide, high = numbers[:2]
        elif "<word " in line:
            left, top, right, bottom = numbers[:4]
            if left < 0 or top < 0 or right > wide + 0.5 or bottom > high + 0.5:
                found.append(re.sub("<[^>]*>", "", line).strip())
    return found


def text(path):
    """A PDF's text without white space."""
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True)
    return "".join(done.stdout.split())
