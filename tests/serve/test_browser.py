"""The page of a preview in Chromium; where there is none, CI fails and others skip."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select, WebDriverWait

from lessonpack.theme.tokens import contrast
from tests.gate.projects import a_project
from tests.modules import a_definition, a_help_line, a_source, module_data
from tests.serve.running import PATIENCE_S, Running, preview

WORDS = "Someone who listens to you."
QUICK = ("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
QUIET = ("--disable-component-update", "--disable-sync", "--headless=new", "--no-sandbox")


def programs() -> tuple[str, str]:
    found = shutil.which("chromium"), shutil.which("chromedriver")
    if not all(found):
        (pytest.fail if os.environ.get("CI") else pytest.skip)("Chromium is not installed; .ci/run installs it")
    browser, driver = (str(path) for path in found)
    return browser, driver


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    program, driver = programs()
    options = ChromeOptions()
    options.binary_location = program
    for option in (*QUICK, *QUIET, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(option)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    running = Chrome(options=options, service=Service(driver))
    running.set_window_size(1280, 800)
    yield running
    running.quit()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    texts = {"C": WORDS, "D": {"core": "A person who takes you seriously.", "easy": "A person who listens."}}
    items = [a_definition("d1", topics={"personal_safety": 1}, text=texts)]
    items += [a_definition(f"more{n}", topics={"personal_safety": 1}) for n in range(2, 30)]
    unrated = a_source("s1", topics={}, url="https://example.org/report")
    data = module_data(*items, unrated, help=["h1"])
    lines = (a_help_line("h1", web="https://help.example.org/"),)
    return a_project(tmp_path_factory.mktemp("browser"), data, help_lines=lines).folder


@pytest.fixture(scope="module")
def running(project: Path) -> Iterator[Running]:
    with preview(project, "--band", "C") as running:
        yield running


class Page:
    """What somebody sees who has the preview open, and does there."""

    def __init__(self, browser: Chrome, running: Running, module: Path) -> None:
        self.browser, self.running, self.module = browser, running, module
        self.good = module.read_text(encoding="utf-8")

    def until(self, is_so: Callable[[], Any]) -> None:
        patient = WebDriverWait(self.browser, PATIENCE_S, 0.1, [StaleElementReferenceException])
        patient.until(lambda _: is_so())

    def part(self, name: str) -> WebElement:
        return self.browser.find_element(By.ID, name)

    def script(self, code: str) -> Any:
        return self.browser.execute_script(code)

    @property
    def status(self) -> str:
        return self.part("status").text

    @property
    def document(self) -> str:
        """The words in the frame, as the browser has them now."""
        return str(self.script("return document.getElementById('html').contentDocument.body?.innerText || ''"))

    @property
    def findings(self) -> list[str]:
        return [item.text for item in self.browser.find_elements(By.CSS_SELECTOR, "#findings li")]

    def save(self, words: str) -> None:
        self.module.write_text(words, encoding="utf-8")

    def complaints(self) -> list[Any]:
        """What the console says: faults of scripts, and whatever a policy has stopped."""
        return list(self.browser.get_log("browser"))  # type: ignore[no-untyped-call]


@pytest.fixture
def page(browser: Chrome, running: Running, project: Path) -> Iterator[Page]:
    page = Page(browser, running, project / "content/sample/module.yaml")
    browser.set_window_size(1280, 800)
    browser.get("about:blank")
    browser.get(running.address)
    page.until(lambda: page.status.startswith("Up to date") and WORDS in page.document)
    yield page
    page.save(page.good)
    page.until(lambda: page.status.startswith("Up to date"))
    assert page.complaints() == []


def test_a_changed_sentence_is_shown_by_itself_where_one_has_read(page: Page) -> None:
    page.script("window.isSame = true; document.getElementById('html').contentWindow.scrollTo(0, 300)")
    page.save(page.good.replace(WORDS, "Someone who helps you."))
    page.until(lambda: "Someone who helps you." in page.document)
    assert WORDS not in page.document
    page.until(lambda: page.script("return document.getElementById('html').contentWindow.scrollY") == 300)
    assert page.script("return window.isSame")


def test_a_fault_is_shown_with_its_place_beside_the_old_page_and_goes_when_it_is_mended(page: Page) -> None:
    assert not page.part("old").is_displayed()
    column = page.good.index('"minutes": 45') + len('"minutes": ') + 1
    page.save(page.good.replace('"minutes": 45', '"minutes": -45'))
    page.until(lambda: page.status == "Not built: 1 error")
    (said,) = page.findings
    assert said.startswith(f"content/sample/module.yaml:1:{column}\nerror content/wrong-value: ")
    assert page.part("old").is_displayed()
    assert page.part("count").text == "1 error, 0 warnings"
    assert WORDS in page.document
    page.save(page.good)
    page.until(lambda: page.status.startswith("Up to date"))
    assert not page.part("old").is_displayed()
    assert not any("error" in found for found in page.findings)


def test_words_of_files_never_become_markup(page: Page) -> None:
    odd = "<script>window.isHurt = 1</script><img src=x onerror=top.isHurt=1>"
    page.save(page.good.replace(WORDS, odd).replace('"minutes"', f'"minutes": 45, "{odd}"'))
    page.until(lambda: page.status.startswith("Not built"))
    assert any(odd in found for found in page.findings)
    page.save(page.good.replace(WORDS, f"Odd {odd}"))
    page.until(lambda: "Odd <script>" in page.document or page.status.startswith("Not built"))
    assert page.script("return [window.isHurt, document.images.length, document.scripts.length]") == [None, 0, 1]


def test_the_pdf_is_beside_the_page_and_keys_turn_to_it(page: Page) -> None:
    page.script("document.getElementById('html').contentWindow.scrollTo(0, 200)")
    page.part("tab-html").send_keys(Keys.ARROW_RIGHT)
    assert page.browser.switch_to.active_element == page.part("tab-pdf")
    assert page.part("tab-pdf").get_attribute("aria-selected") == "true"
    page.until(lambda: page.part("panel-pdf").is_displayed())
    assert not page.part("panel-html").is_displayed()
    address = str(page.part("alone").get_attribute("href"))
    answer = page.running.ask(address.partition(str(page.running.port))[2])
    assert (answer.headers["content-type"], answer.body[:5]) == ("application/pdf", b"%PDF-")
    page.browser.switch_to.frame(page.part("pdf"))
    page.until(lambda: page.script("return document.contentType") == "application/pdf")
    page.browser.switch_to.default_content()
    page.part("tab-pdf").send_keys(Keys.ARROW_RIGHT)
    assert page.script("return document.getElementById('html').contentWindow.scrollY") == 200


def test_every_document_can_be_chosen_and_is_chosen_still_after_loading_again(page: Page) -> None:
    choice = Select(page.part("document"))
    names = [option.text for option in choice.options]
    assert choice.first_selected_option.text == "Band C: Student"
    assert {"Band C: Teacher guide", "Band D: Student", "Band D: Student, easy words"} <= set(names)
    choice.select_by_visible_text("Band D: Student, easy words")
    page.until(lambda: "A person who listens." in page.document)
    page.browser.refresh()
    page.until(lambda: "A person who listens." in page.document)
    assert Select(page.part("document")).first_selected_option.text == "Band D: Student, easy words"


def test_links_of_a_document_open_beside_the_preview_and_no_script_runs_in_it(page: Page) -> None:
    links = "return [...document.getElementById('html').contentDocument.querySelectorAll('a[href^=http]')]"
    assert page.script(f"{links}.map(link => link.target + ' ' + link.rel)")
    assert set(page.script(f"{links}.map(link => link.target)")) == {"_blank"}
    assert page.script("return document.getElementById('html').contentDocument.scripts.length") == 0
    assert "allow-scripts" not in str(page.part("html").get_attribute("sandbox"))


def test_it_can_be_read_aloud_and_on_a_narrow_screen(page: Page) -> None:
    assert page.script("return document.documentElement.lang") == "en"
    assert page.browser.title == "Preview: sample"
    assert page.part("status").get_attribute("role") == "status"
    unnamed = "iframe:not([title]), [role=tabpanel]:not([aria-labelledby]), select:not([id=document])"
    assert page.browser.find_elements(By.CSS_SELECTOR, unnamed) == []
    assert page.browser.find_element(By.CSS_SELECTOR, "label[for=document]").text == "Document"
    page.browser.set_window_size(400, 800)
    page.until(lambda: page.script("return innerWidth") < 600)
    assert page.script("return document.documentElement.scrollWidth <= innerWidth")


def test_all_that_is_loaded_comes_from_the_preview(page: Page) -> None:
    loaded = page.script("return performance.getEntriesByType('resource').map(entry => entry.name)")
    assert {urlsplit(name).path.rpartition("/")[2] for name in loaded} >= {"frame.css", "frame.js"}
    assert {urlsplit(name).netloc for name in loaded} == {f"127.0.0.1:{page.running.port}"}


def test_colours_of_words_can_be_told_from_their_grounds() -> None:
    text = (Path(__file__).parents[2] / "src/lessonpack/serve/page/frame.css").read_text(encoding="utf-8")
    colours = dict(line.strip(" ;").split(": ") for line in text.splitlines() if line.startswith("  --"))
    grounds = ("#ffffff", colours["--ground"], colours["--old"])
    for ink in ("--text", "--muted", "--accent", "--error", "--warning"):
        assert min(contrast(colours[ink], ground) for ground in grounds) >= 4.5, ink


def test_the_end_of_a_preview_is_told_on_its_page(browser: Chrome, project: Path) -> None:
    with preview(project, "--band", "C") as running:
        page = Page(browser, running, project / "content/sample/module.yaml")
        browser.get(running.address)
        page.until(lambda: page.status.startswith("Up to date"))
        running.end()
        page.until(lambda: page.status == "The preview has ended; what you see may be old")
        assert WORDS in page.document
    assert page.complaints() == []
