"""Drives a headless Chromium through a report.

check_report.py REPORT MANY SCAN SHOTS    REPORT is of corpus/documents, MANY of 200 documents, SCAN of one scanned page
"""

import sys
import tempfile
import time
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

SLOWEST = 2.0


def browser(profile):
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for flag in (
        "headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking",
        "disable-component-update", "disable-sync", "disable-dev-shm-usage", "lang=ja", "accept-lang=ja", "window-size=1400,900",
        f"user-data-dir={profile}",
    ):
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


def expect(good, what):
    if not good:
        sys.exit(f"not so: {what}")
    print(f"ok: {what}")


class Visit:
    def __init__(self, driver, shots):
        self.driver, self.shots = driver, shots

    def all(self, css):
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def one(self, css):
        self.until(lambda: self.all(css))
        return self.all(css)[0]

    def until(self, holds):
        WebDriverWait(self.driver, 10).until(lambda _: holds())

    def press(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()

    def hover(self, element):
        ActionChains(self.driver).move_to_element(element).perform()

    def shot(self, name):
        self.driver.save_screenshot(str(self.shots / f"{name}.png"))

    def text(self, css):
        return self.one(css).text

    def focused(self):
        return self.driver.switch_to.active_element

    def overview(self, report):
        self.driver.get(report)
        self.one("html[data-ready]")
        rows = self.all(".documents tbody tr")
        expect(len(rows) == 46, "a row for each of the 46 documents")
        share = [float(row.text.split("%")[0]) for row in rows]
        expect(share == sorted(share) and share[0] < 100, f"worst first: {share[0]} % to {share[-1]} %")
        expect(len(self.all(".heat tbody tr")) > 5 and len(self.all(".bars li")) > 6, "charts are drawn")
        before = self.text("#bar .home")
        self.one("#language").click()
        expect(self.text("#bar .home") != before and "Overview" in self.text("#bar .home"), "the language is switched")
        self.shot("overview-en")
        self.press("l")
        expect(self.text("#bar .home") == before, "and back by a key")
        self.shot("overview-ja")

    def search(self):
        self.press("/")
        expect(self.focused().get_attribute("id") == "search", "/ leads to the search field")
        # Full-width figures and letters find half-width ones.
        self.press("ｺﾝﾋﾞﾆ")
        self.until(lambda: self.all(".hits li"))
        found = len(self.all(".documents tbody tr"))
        expect(0 < found < 46, f"search leaves {found} documents")
        expect(self.all(".hits mark")[0].text == "コンビニ", "a match is marked")
        self.one(".hits a").click()
        self.until(lambda: self.all(".field.lit mark") or self.all(".field mark"))
        expect(all("コンビニ" in card.text for card in self.all(".card") if card.is_displayed()), "records without it are hidden")
        self.driver.execute_script("document.activeElement.blur()")
        self.press("/", Keys.BACKSPACE)
        self.until(lambda: not self.all(".card[hidden]"))

    def open(self, name):
        self.driver.execute_script(
            "location.hash = heads.find((head) => head.path.endsWith(arguments[0])).id", name)
        self.until(lambda: name in self.text(".about"))

    def painted(self):
        self.open("two-year-sheet-pdf-tounicode-001.pdf")
        self.until(lambda: len(self.all("svg .box")) > 10)
        field = next(one for one in self.all(".field.placed[data-field=text]") if one.is_displayed())
        self.hover(field)
        boxes = self.all("svg .box.lit")
        expect(boxes and len(self.all(".field.lit")) == 1, "pointing at a field lights up its box")
        box = self.driver.execute_script(
            "return [...document.querySelectorAll('.card.results .field')].find((one) => one.dataset.field === 'text')")
        box.click()
        self.until(lambda: self.all("svg .box.lit"))
        lit = self.all("svg .box.lit")[0]
        pane = self.one(".pages").rect
        expect(pane["y"] <= lit.rect["y"] <= pane["y"] + pane["height"], "a click on a field brings its box into sight")
        self.shot("document")
        self.hover(self.one("#bar"))
        expect(self.all("svg .box.lit"), "what was clicked stays lit")
        other = next(one for one in self.all("svg .box.items") if one.is_displayed())
        self.hover(other)
        lit = self.all(".field.lit")
        numbers = other.get_attribute("data-places")
        cites = "return arguments[0].places.includes(Number(arguments[1]))"
        expect(lit and all(self.driver.execute_script(cites, one, numbers) for one in lit),
               "pointing at a box lights up the fields that cite it")

    def keys(self):
        self.driver.execute_script("document.activeElement.blur()")
        self.press("j")
        first = self.focused()
        self.press("j")
        expect(self.focused() != first and "field" in self.focused().get_attribute("class"), "j goes to the next field")
        self.press("k")
        expect(self.focused() == first, "k goes back")
        self.press(Keys.ENTER)
        expect("box" in self.focused().get_attribute("class"), "Enter goes to the box")
        box = self.focused()
        self.press(Keys.ARROW_RIGHT)
        expect(self.focused() != box and self.all(".field.lit"), "an arrow goes to the next box and lights its field")
        self.press("?")
        expect(self.one("#help").get_attribute("open") is not None, "? lists the keys")
        self.press(Keys.ESCAPE)
        here = self.driver.current_url
        self.press("n")
        self.until(lambda: self.driver.current_url != here)
        self.press("p")
        self.until(lambda: self.driver.current_url == here)
        self.press("o")
        self.until(lambda: self.all(".overview"))
        print("ok: n, p and o change what is shown")

    def unassigned(self):
        self.open("year-grid-ledger-csv-utf8-003.csv")
        self.until(lambda: self.all(".stretch.unassigned"))
        outline = self.all(".stretch.unassigned")[0].value_of_css_property("outline-color")
        expect(outline == "rgba(211, 32, 44, 1)", "unassigned text is outlined in red")
        self.press("u")
        expect(self.all(".card.unassigned .field.lit") and self.all(".stretch.unassigned.lit"), "u leads to it")
        self.shot("unassigned")

    def written(self):
        self.open("two-year-sheet-tsvlist-utf8-001.tsv")
        self.one(".stretch")
        field = next(one for one in self.all(".field.placed[data-field=text]") if one.is_displayed())
        self.hover(field)
        said = "".join(one.text for one in self.all(".stretch.lit"))
        expect(said.strip()[:6] == field.find_element(By.CSS_SELECTOR, "dd").text[:6], "a sheet's text lights up by span")
        self.shot("sheet")

    def print(self):
        self.open("four-year-sheet-pdf-tounicode-004.pdf")
        pages = len(self.all(".page"))
        expect(pages > 1, f"a document of {pages} pages")
        pdf = self.driver.print_page()
        expect(len(self.all(".page[data-drawn]")) == pages, "all of them are drawn for print")
        expect(len(pdf) > 10_000, f"it prints: {len(pdf) * 3 // 4} bytes of PDF")

    def opening(self, report):
        times = []
        for _ in range(3):
            self.driver.get("about:blank")
            begin = time.monotonic()
            self.driver.get(report)
            self.one("html[data-ready]")
            times.append(time.monotonic() - begin)
        expect(len(self.all(".documents tbody tr")) == 200, "200 documents")
        middle = sorted(times)[1]
        expect(middle <= SLOWEST, f"opened in {middle:.2f} s (at most {SLOWEST} s)")

    def scan(self, report):
        self.driver.get(report)
        self.one(".documents tbody tr a").click()
        href = self.one("svg image").get_attribute("href")
        size = self.driver.execute_async_script(
            "const image = new Image(); image.src = arguments[0];"
            "image.decode().then(() => arguments[1]([image.naturalWidth, image.naturalHeight]), () => arguments[1](null))", href)
        expect(size and size[0] >= 700, f"a scan is a picture of {size} pixels, {len(href)} bytes")
        expect(self.all(".page .note"), "and is said to be one")
        self.shot("scan")

    def quiet(self):
        log = self.driver.get_log("browser")
        expect(not log, f"nothing on the console {log or ''}")


def main(report, many, scan, shots):
    with tempfile.TemporaryDirectory() as profile:
        driver = browser(profile)
        try:
            visit = Visit(driver, Path(shots))
            visit.overview(Path(report).resolve().as_uri())
            visit.search()
            visit.painted()
            visit.keys()
            visit.unassigned()
            visit.written()
            visit.print()
            visit.quiet()
            visit.opening(Path(many).resolve().as_uri())
            visit.quiet()
            visit.scan(Path(scan).resolve().as_uri())
            visit.quiet()
        finally:
            driver.quit()


main(*sys.argv[1:])
