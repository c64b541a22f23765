"""From what a user typed to what is asked of the reporter."""

from reporter.errors import InputError, LooksLikeSecret
from reporter.model.ids import looks_like_secret, parse_address
from reporter.model.pack import HARD_STOP, QUICK_BUDGET, Parameters
from reporter.settings import is_endpoint

MOST_ENDPOINTS = 8


def parameters(text: str, *, quick: bool, budget: int, window: int) -> Parameters:
    """The report asked for. A quick one never spends more than its own small budget.

    Raises InputError whose message does not repeat the text.
    """
    if not text.strip():
        raise InputError("give a token's mint address, or a link that holds it")
    mint = parse_address(text)
    if not 1 <= budget <= HARD_STOP:
        raise InputError(f"the budget must lie between 1 and {HARD_STOP} calls")
    return Parameters(mint=mint, window=window, budget=min(budget, QUICK_BUDGET) if quick else budget, quick=quick)


def endpoints(text: str) -> tuple[str, ...]:
    """Endpoint URLs, separated by spaces, commas or lines. Raises InputError without repeating any: they often hold keys."""
    urls = tuple(dict.fromkeys(text.replace(",", " ").split()))
    if not urls:
        raise InputError("give at least one endpoint URL")
    if len(urls) > MOST_ENDPOINTS:
        raise InputError(f"give at most {MOST_ENDPOINTS} endpoint URLs")
    if not all(is_endpoint(url) for url in urls):
        if looks_like_secret(text):
            raise LooksLikeSecret("that looks like a private key, not an endpoint; it was not stored or sent")
        raise InputError("an endpoint is a web address that begins with https:// or http://")
    return urls
