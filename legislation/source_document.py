"""`docs/sources.md`: the registry of sources in words."""

from legislation import jurisdictions
from legislation.sources import GROUPS, LEVELS, Key, Source, all_sources


def as_markdown() -> str:
    lines = [
        "# Sources",
        "",
        "Made from `legislation/sources.yml` by `python -m legislation dictionary`; change it there.",
        "When each was last read, what it brought and what is wrong with it now stands on the site's",
        "page `/sources` and in the view `source_health`.",
        "",
        "*Real captures*: the spider's tests run on what the publisher really answered. *Written payloads",
        "only*: they run on answers that we wrote in the publisher's shape; the publisher may still",
        "surprise. Where two sources tell of one bill, the one of the lower rank gives the words shown;",
        "both are kept.",
        "",
        "| spider | access | exercised | rank | stale after |",
        "|---|---|---|---|---|",
        *(_line(source) for source in all_sources()),
    ]
    for name in dict.fromkeys(LEVELS.values()):
        lines += ["", f"## {name}"]
        for source in all_sources():
            if LEVELS[source.level] == name:
                lines += ["", *_section(source)]
    return "\n".join(lines) + "\n"


def _line(source: Source) -> str:
    exercised = source.exercised.by if source.exercised else ""
    days = f"{source.stale_after_days} days"
    return f"| `{source.key}` | {_access(source)} | {exercised} | {source.rank} | {days} |"


def _section(source: Source) -> list[str]:
    home = f", <{source.url}>" if source.url else ""
    lines = [f"### {source.title}", ""]
    if source.spiders:
        lines.append("- Spiders: " + ", ".join(f"`{name}`" for name in source.spiders))
    else:
        lines.append(f"- Spider: `{source.key}`")
    lines.append(f"- Publisher: {source.publisher}{home}")
    lines.append(f"- Covers: {_places(source)}")
    if isinstance(source.access, Key):
        need = "needs" if source.access.is_needed else "reads more with"
        lines.append(
            f"- Access: {need} a key, `{source.access.variable}`; ask at <{source.access.ask_at}>"
        )
    else:
        lines.append("- Access: no key")
    if source.credit:
        lines.append(f"- Credit: {source.credit.line}, <{source.credit.url}>")
    wanted = [f"{name} {share:.0%}" for name, share in source.expectations.fields.items()]
    wanted.insert(0, f"at least {source.expectations.least_items} in a whole crawl")
    lines.append(f"- Expected: {', '.join(wanted)}")
    if source.exercised:
        lines.append(f"- Exercised: {source.exercised.by}. {source.exercised.note}")
    if source.level != "catalogue":
        lines.append(f"- Live check last passed: {source.verified or 'never'}")
    lines += [f"- Known gap: {gap}" for gap in source.known_gaps]
    return lines


def _access(source: Source) -> str:
    if not isinstance(source.access, Key):
        return "no key"
    return f"`{source.access.variable}`{'' if source.access.is_needed else ', if there is one'}"


def _places(source: Source) -> str:
    if not source.places:
        return "the city or county that the spider is named after"
    return ", ".join(
        place if place in GROUPS else jurisdictions.jurisdiction(place).name
        for place in source.places
    )
