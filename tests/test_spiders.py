"""Every spider is held to payloads: what a callback says of one response of its publisher.

`payloads/<spider>/<callback>-<case>/` holds request.json (url, cb_kwargs), the response (one file
`response.*`, the folder `response.zip/` of what an archive holds, or for a repository the folder
`response/`) and expected.json. A missing expected.json is written, and the test fails until a person
has read it. A spider without payloads fails.
"""

import asyncio
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response, TextResponse
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from legislation.model import Item
from scrapers.outcomes import Found, PutAside, SkipItem
from scrapers.platforms.legistar.spider import LegistarSpider
from scrapers.source_spider import SourceSpider
from scrapers.spider_errors import SpiderErrors
from tests.replay.site import zipped

PAYLOADS = Path(__file__).parent / "payloads"
SETTINGS = Settings()
SETTINGS.setmodule("scrapers.settings")
SPIDERS = SpiderLoader.from_settings(SETTINGS)
CASES = sorted(path.parent for path in PAYLOADS.glob("*/*/request.json"))


@pytest.mark.parametrize("name", SPIDERS.list())
def test_every_spider_has_payloads_of_good_and_bad_days(name: str) -> None:
    # Councils made from data share the payloads of their platform.
    is_entry = issubclass(SPIDERS.load(name), LegistarSpider) and not (PAYLOADS / name).is_dir()
    folder = "us_wa_seattle" if is_entry else name
    cases = {case.name.partition("-")[2] for case in CASES if case.parent.name == folder}
    assert {"empty", "error_page"} <= cases, f"add payloads to tests/payloads/{folder}"
    assert len(cases) >= 3


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_payload(case: Path, tmp_path: Path) -> None:
    spider = spider_named(case.parent.name, tmp_path)
    request = json.loads((case / "request.json").read_text())
    if (case / "response").is_dir():
        outcomes: Iterable[Any] = read_repository(case / "response", spider)
    else:
        callback = getattr(spider, case.name.partition("-")[0])
        outcomes = called(callback, response_of(case, request), request.get("cb_kwargs", {}))
    said = json.loads(json.dumps([as_said(outcome) for outcome in outcomes]))
    path = case / "expected.json"
    if not path.exists():
        path.write_text(json.dumps(said, indent=1, ensure_ascii=False) + "\n")
        pytest.fail(f"{path.relative_to(PAYLOADS)} was written; read it, then run again")
    assert said == json.loads(path.read_text())


def spider_named(name: str, data: Path) -> SourceSpider:
    settings = SETTINGS.copy()
    settings.set("DATA_DIR", str(data))
    spider = SPIDERS.load(name).from_crawler(Crawler(SPIDERS.load(name), settings))
    assert isinstance(spider, SourceSpider)
    return spider


def response_of(case: Path, request: dict[str, Any]) -> Response:
    (file,) = case.glob("response.*")
    body = zipped(file) if file.is_dir() else file.read_bytes()
    meta = {"fetch_id": "0123456789abcdef", "subject": case.name, **request.get("meta", {})}
    asked = Request(request["url"], meta=meta)
    return TextResponse(asked.url, body=body, request=asked, encoding="utf-8")


def called(callback: Any, response: Response, cb_kwargs: dict[str, Any]) -> Iterator[Any]:
    """The callback's outcomes; what it raises becomes one as in a crawl."""
    try:
        yield from callback(response, **cb_kwargs)
    except Exception as error:
        outcomes = SpiderErrors().process_spider_exception(response, error)
        if outcomes is None:
            raise
        yield from outcomes


def read_repository(folder: Path, spider: SourceSpider) -> list[Any]:
    """What the spider says of a whole repository, as a crawl of the folder does."""
    spider.base_url = folder.as_uri()

    async def outcomes() -> list[Any]:
        return [outcome async for outcome in spider.start()]

    return asyncio.run(outcomes())


def as_said(outcome: Any) -> dict[str, Any]:
    match outcome:
        case Request():
            asked = {"ask": outcome.url, "callback": outcome.callback.__name__}
            if reading := outcome.cb_kwargs.get("reading"):
                asked["reading"] = as_said(reading.found)
            return asked if not outcome.meta.get("is_list") else {**asked, "is_list": True}
        case Found():
            TypeAdapter(Item).validate_python(outcome.item)
            files = [{"url": file.url, "media_type": file.media_type} for file in outcome.files]
            return {
                "found": outcome.item,
                "files": files,
                "unknown_actions": outcome.unknown_actions,
                "left_out": outcome.left_out,
            }
        case SkipItem():
            return {"skip": outcome.reason}
        case PutAside():
            return {"put_aside": outcome.subject, "reason": outcome.reason, "ends": outcome.ends}
    raise TypeError(f"unexpected outcome {outcome!r}")
