"""A small council of our own prose, in the shape of Legistar's Web API."""

from typing import Any

ON_TOPIC = "Each crisis team shall answer calls to the 988 lifeline at all hours. "
OFF_TOPIC = "Each ferry landing shall be painted. "


def matter(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "MatterId": number,
        "MatterGuid": f"GUID-{number}",
        "MatterLastModifiedUtc": f"2026-03-{number % 28 + 1:02}T10:00:00.577",
        "MatterFile": f"Int {number:04}-2026",
        "MatterName": "A matter for the city",
        "MatterTitle": f"A Local Law about a matter, number {number}",
        "MatterTypeId": 2,
        "MatterTypeName": "Introduction",
        "MatterStatusName": "Committee",
        "MatterIntroDate": "2026-02-24T00:00:00",
        "MatterEnactmentNumber": None,
        "MatterEXText5": None,
        "MatterRestrictViewViaWeb": False,
        **changes,
    }


def text(text_id: int, words: str, rtf: bool = True) -> dict[str, Any]:
    marked = r"{\rtf1\ansi " + words + "}"
    return {
        "MatterTextId": text_id,
        "MatterTextPlain": words,
        "MatterTextRtf": marked if rtf else None,
    }


def history(number: int, day: str | None, action: str) -> dict[str, Any]:
    return {
        "MatterHistoryId": number,
        "MatterHistoryActionDate": f"{day}T13:30:00" if day else None,
        "MatterHistoryActionName": action,
        "MatterHistoryActionBodyName": "City Council",
        "MatterHistoryPassedFlagName": None,
    }


def sponsor(number: int, name: str, sequence: int) -> dict[str, Any]:
    return {
        "MatterSponsorId": number,
        "MatterSponsorName": name,
        "MatterSponsorSequence": sequence,
        "MatterSponsorMatterVersion": "*",
    }


def council(count: int = 12, every: int = 3) -> dict[str, Any]:
    """`count` matters, each `every`th on topic; a client for `Replay(None, clients={"nyc": …})`."""
    client: dict[str, Any] = {"matters": [matter(number) for number in range(1, count + 1)]}
    for number in range(1, count + 1):
        at = f"matters/{number}"
        words = ON_TOPIC if number % every == 0 else OFF_TOPIC
        client[f"{at}/versions"] = [
            {"Key": str(2000 + number), "Value": "A"},
            {"Key": str(1000 + number), "Value": "*"},
        ]
        client[f"{at}/texts/{1000 + number}"] = text(1000 + number, words)
        client[f"{at}/texts/{2000 + number}"] = text(2000 + number, words * 2)
        client[f"{at}/histories"] = [
            history(10 * number + 1, "2026-03-04", "Hearing Held by Committee"),
            history(10 * number, "2026-02-24", "Introduced by Council"),
        ]
        client[f"{at}/sponsors"] = [
            sponsor(10 * number + 1, "B Person", 1),
            sponsor(10 * number, "A Person ", 0),
            sponsor(10 * number + 2, "A Person", 0),
        ]
        client[f"{at}/attachments"] = [
            {
                "MatterAttachmentId": number,
                "MatterAttachmentName": "Plan",
                "MatterAttachmentHyperlink": f"https://nyc.legistar1.com/nyc/attachments/{number}.docx",
                "MatterAttachmentSort": 1,
                "MatterAttachmentShowOnInternetPage": True,
            }
        ]
    return client
