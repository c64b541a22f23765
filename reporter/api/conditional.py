"""Conditional requests (RFC 9110, 13.1.2)."""


def still_valid(if_none_match: str, etag: str) -> bool:
    """True when a reader that sends this header holds the answer with this entity tag; compared weakly, as the RFC says."""
    if if_none_match == etag:
        return True
    tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return "*" in tags or etag.removeprefix("W/") in tags
