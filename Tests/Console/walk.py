"""Walks over a desk's pages by keyboard alone, and looks for words in the other language."""
import csv
import functools
import io
import pathlib
import re

# What a mouse reaches: one number for each, in the order of the page; of a group of radio buttons the chosen one or the first.
MARK = """() => {
  for (const one of document.querySelectorAll('details')) one.open = true;
  const groups = new Set();
  let place = 0;
  for (const one of document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex], [contenteditable]')) {
    if (!one.checkVisibility() || one.disabled || one.type === 'hidden' || one.tabIndex < 0) continue;
    if (one.type === 'radio') {
      if (groups.has(one.name)) continue;
      groups.add(one.name);
    }
    one.dataset.place = place++;
  }
  window.walked = [];
  document.addEventListener('focusin', (event) => {
    const one = event.target, style = getComputedStyle(one);
    const isSeen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    const box = one.getBoundingClientRect();
    const isShown = one.classList.contains('skip') || box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    window.walked.push([one.dataset.place === undefined ? one.outerHTML.slice(0, 80) : Number(one.dataset.place), isSeen, isShown]);
  });
  return place;
}"""

# What answers to a click and is no control by itself.
DEAF = """() => [...document.querySelectorAll('[onclick], [role=button], [data-choose]:not(button), [data-key]:not(button), div[tabindex], span[tabindex], p[tabindex], li[tabindex]')]
    .filter((one) => !(one.matches('.wide[role=region][aria-label]'))).map((one) => one.outerHTML.slice(0, 80))"""


def by_keyboard(page):
    """What is wrong with a page for somebody without a mouse: nothing, as a rule.

    Tab goes once over all that a mouse reaches, in the order of the page, each seen and on the screen, and out at the end."""
    wanted = page.evaluate(MARK)
    page.evaluate("document.activeElement.blur(); getSelection().removeAllRanges()")
    # Year, month and day of a date are steps of their own within it.
    for _ in range(wanted + 1 + 3 * page.locator("input[type=date]:visible, input[type=time]:visible").count()):
        page.keyboard.press("Tab")
    walked = page.evaluate("window.walked")
    places = [place for place, _, _ in walked]
    faults = []
    if places[:wanted] != list(range(wanted)):
        wrong = next((index for index in range(wanted) if index >= len(places) or places[index] != index), None)
        faults.append(f"the {wrong}th of {wanted} steps leads to {places[wrong] if wrong is not None and wrong < len(places) else 'nothing'}")
    for place, seen, shown in walked:
        if not seen:
            faults.append(f"{element(page, place)} is not seen when it is reached")
        if not shown:
            faults.append(f"{element(page, place)} is reached and is not on the screen")
    return faults + [f"a click alone reaches {one}" for one in page.evaluate(DEAF)]


def element(page, place):
    if isinstance(place, str):
        return place
    return page.evaluate(f"document.querySelector('[data-place=\"{place}\"]').outerHTML.slice(0, 100)")


def operated(page, desk, check, clerk=True):
    """Enter and Space do what a click does, Escape leaves, and files are chosen without dragging."""
    chosen = []
    page.on("filechooser", lambda one: chosen.append(one))
    page.goto(desk + ("import" if clerk else ""))
    for button, key in [("drop-files", "Enter"), ("drop-files", "Space"), ("drop-folder", "Enter")]:
        page.focus(f"[data-choose={button}]")
        chosen.clear()
        page.keyboard.press(key)
        for _ in range(50):
            if not chosen:
                page.wait_for_timeout(100)
        check(f"{key} on the place for dragging opens the choice of {button[5:]}", len(chosen) == 1)
        if chosen and button == "drop-files":
            chosen[0].set_files([])
    page.focus("a.skip")
    page.keyboard.press("Enter")
    check("the first link leads to the content", page.evaluate("document.activeElement.id") == "main")
    page.keyboard.press("Tab")
    check("and Tab goes on within it", page.evaluate("document.getElementById('main').contains(document.activeElement)"))
    if not clerk:
        return
    page.goto(desk + "members")
    page.focus("input[type=search]")
    page.keyboard.type("FM0017")
    check("a search needs no button", page.locator("#roster tbody tr:visible").count() == 1)
    page.keyboard.press("Escape")
    check("Escape shows all again", page.locator("#roster tbody tr:visible").count() > 1)
    page.goto(desk + "members/2021Q3/FM0017")
    page.focus("details > summary >> nth=0")
    page.keyboard.press("Space")
    check("Space opens what is folded", page.evaluate("document.activeElement.parentElement.open"))
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    check("Escape folds it again and leaves one there",
          page.evaluate("document.activeElement.matches('summary') && !document.activeElement.parentElement.open"))


# Words of both languages: names of programs and units, rulebooks, and what the rules themselves are written in.
BOTH = set("kaohe Word Excel Windows PDF GiB JavaScript English IPv age fengmao DingTalk".split())
# Names that are no words: files, records, keys, options of the rulebook, and shipped profiles.
NAMES = re.compile(r"RW[\w+/]{20,}|/[\w/.-]{3,}|[\w‹›/*.…-]*\.(?:txt|csv|html|xlsx|yaml|json|zip|pdf|docx|png|age|receipt|minisig|pub)\b|[a-z-]+:[^\s，。）；]+|\b[0-9a-f]{8,}\b|age1\w+|bag\.payload|\(\w+_\w+\)|（\w+_\w+）")
WORDING = set("企业微信打卡日报 企业微信打卡时间记录 考勤结果表 钉钉原始记录 钉钉每日统计 一个分值 其他天数 其他小时数 其他数值 其他日期 其他百分数 各项 较少的要素".split())

TEXTS = """() => {
  const said = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const one = walk.currentNode, within = one.parentElement;
    if (!within.closest('script, style, pre, code, [lang]:not(html):not([lang=""])') && one.data.trim()) said.push(one.data.trim());
  }
  for (const one of document.querySelectorAll('[aria-label], [title], [placeholder], option, button, [alt]')) {
    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) if (one.getAttribute(name)) said.push(one.getAttribute(name));
  }
  said.push(document.title);
  return said;
}"""


def text_of(path):
    """A file as a text: platforms write both encodings."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


class Words:
    """What people wrote, which is in one language whatever the desk's: cells and names of files, and what was typed."""

    def __init__(self, folders, typed):
        texts = list(typed)
        for folder in folders:
            for path in sorted(pathlib.Path(folder).rglob("*")):
                texts.append(path.name)
                if path.suffix in (".csv", ".yaml"):
                    texts += [cell for row in csv.reader(io.StringIO(text_of(path))) for cell in row]
        self.data = set()
        for text in texts:
            self.data.update(re.findall(r"[\u3400-\u9fff]+", text))
            self.data.update(re.findall(r"[A-Za-z]+", text))
        self.joined = "\n".join(texts)
        self.known = self.data | WORDING

    @functools.lru_cache(maxsize=None)
    def is_written(self, run):
        """Whether people or the rulebook wrote these Chinese letters; pages say most of them many times."""
        return run in self.known or run in self.joined

    def strange(self, page, language):
        """Words on a page that are neither of its language nor data."""
        found = set()
        for text in page.evaluate(TEXTS):
            text = NAMES.sub(" ", text)
            if language == "en":
                for run in re.findall(r"[\u3400-\u9fff、。，；：（）“”]+", text):
                    run = run.strip("、。，；：（）“”")
                    if run and not self.is_written(run):
                        found.add(f"{run} in “{text[:60]}”")
            else:
                # The words of the rulebook's readings are those of its file, which is written in them.
                for run in [] if "/simulate/" in page.url else re.findall(r"[A-Za-z]{3,}", text):
                    if run not in self.data and run not in BOTH and not re.fullmatch(r"[A-Z]+", run) and len(text) < 400:
                        found.add(f"{run} in “{text[:60]}”")
        return found
