"""Files are archived, then the item is validated and recorded; what is left out is counted."""

from typing import Any, Self

from pydantic import TypeAdapter, ValidationError
from scrapy.crawler import Crawler

from legislation.model import Bill, Item, KnowledgeEntry, sentence_of
from scrapers.outcomes import Found, PutAside, SkipItem
from scrapers.source_spider import SourceSpider

_ITEM: TypeAdapter[Bill | KnowledgeEntry] = TypeAdapter(Item)


class Recording:
    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        spider = self._crawler.spider
        if not isinstance(spider, SourceSpider):
            raise TypeError(f"{type(spider).__name__} must be a SourceSpider.")
        run = spider.run
        match item:
            case SkipItem():
                run.leave_out(item.reason, item.mark)
            case PutAside():
                run.put_aside(item)
            case Found():
                run.record.skipped.update(item.left_out)
                run.record.unknown_actions.update(item.unknown_actions)
                for file in item.files:
                    run.keep_bytes(file.body, file.url, file.media_type)
                try:
                    run.keep_item(
                        _ITEM.validate_python(item.item), item.mark, is_partial=item.is_partial
                    )
                except ValidationError as error:
                    run.put_aside(_invalid(item.item, error))
            case _:
                raise TypeError(f"A spider yields Found, SkipItem or PutAside, not {type(item)}.")
        return item


def _invalid(item: dict[str, Any], error: ValidationError) -> PutAside:
    subject = " ".join(str(item.get(key, "")) for key in ("jurisdiction", "session", "identifier"))
    return PutAside(
        subject.strip() or str(item.get("kind")),
        f"The item is not valid ({sentence_of(error)}); mend the spider or report it to the publisher.",
        str(item.get("url") or ""),
    )
