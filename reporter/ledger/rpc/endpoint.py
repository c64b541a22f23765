"""One endpoint and what was learned about it: its rate, the batches it takes, the methods it refuses, its health."""

from collections.abc import Sequence
from typing import Final

from reporter import log
from reporter.errors import EndpointRefused, EndpointUnreachable
from reporter.ledger.rpc.hostile import printable
from reporter.ledger.rpc.outcome import Outcome, ours, read, retry_after, same
from reporter.ledger.rpc.rate import Clock, Rate
from reporter.ledger.rpc.verdict import GAVE_UP, Verdict, error_object, fault
from reporter.ledger.rpc.wire import Call, encode
from reporter.transport import HttpClient, SecretUrl

HEADERS: Final = {"content-type": "application/json", "accept": "application/json"}
_LONGEST_COOLING: Final = 30.0  # seconds
_HEAVY: Final = {"getProgramAccounts": 1, "getTokenAccounts": 1, "getBlock": 10, "getSignaturesForAddress": 10}
_log = log.get("reporter.ledger")


class Endpoint:
    """Sends requests to one URL. `label` ("endpoint 1 of 2") is the only name it goes by."""

    def __init__(self, label: str, url: SecretUrl, client: HttpClient, rate: Rate, *, batch: int, clock: Clock) -> None:
        self.label = label
        self.rate = rate
        self.refused: set[str] = set()
        self.shut = False  # refuses this caller altogether
        self.worked = False
        self.trouble = ""
        self.last = Verdict.DONE
        self.cooling_until = 0.0
        self._url = url
        self._client = client
        self._clock = clock
        self._batch = batch
        self._ceiling = batch
        self._failures = 0

    def batch(self, method: str) -> int:
        """How many calls of `method` go into one request: few where each answer is large."""
        return min(self._batch, _HEAVY.get(method, self._batch))

    def ready_at(self) -> float:
        """The moment from which it is worth asking again."""
        return max(self.cooling_until, self.rate.paused_until)

    def pausing(self) -> bool:
        """True while a pause runs that the endpoint itself named."""
        return self.rate.paused_until > self._clock()

    async def exchange(self, calls: Sequence[Call]) -> list[Outcome]:
        """Send one request and return an outcome for each call, in order. Failures are outcomes, not exceptions."""
        await self.rate.take(len(calls))
        pause = None
        try:
            response = await self._client.request("POST", self._url, encode(calls), HEADERS)
        except EndpointUnreachable as error:
            outcomes = same(ours(Verdict.AGAIN, str(error)), calls)
        except EndpointRefused as error:
            outcomes = same(ours(Verdict.SPLIT if len(calls) > 1 else Verdict.ELSEWHERE, str(error)), calls)
        else:
            pause = retry_after(response.headers)
            outcomes = [self._discreet(outcome) for outcome in read(response, calls)]
        self._learn(outcomes, pause)
        return outcomes

    def _discreet(self, outcome: Outcome) -> Outcome:
        """The outcome, with an error rewritten that repeats our URL or key: it would end up in the evidence pack."""
        if outcome.verdict is Verdict.DONE:
            return outcome
        code, message = fault(outcome.body)
        if not self._url.leaks_into(outcome.body) and not self._url.leaks_into(message.encode()):
            return outcome
        told = printable(self._url.hide(message))
        return Outcome(outcome.verdict, error_object(GAVE_UP if code is None else code, told))

    def _learn(self, outcomes: Sequence[Outcome], pause: float | None) -> None:
        verdicts = {outcome.verdict for outcome in outcomes}
        size = len(outcomes)
        self._learn_health(outcomes, verdicts)
        if Verdict.SPLIT in verdicts:
            self._ceiling = self._batch = max(1, size // 2)
        elif verdicts & {Verdict.AGAIN, Verdict.BUSY}:
            self._batch = max(1, min(self._batch, size // 2)) if size > 1 else self._batch
        elif size >= self._batch:
            self._batch = min(self._ceiling, 2 * self._batch)
        if Verdict.BUSY in verdicts:
            self.rate.complained(pause)
            _log.info("asked to slow down", source=self.label, per_second=round(self.rate.per_second, 2), pause=pause)
        else:
            self.rate.answered(sum(outcome.verdict is not Verdict.AGAIN for outcome in outcomes))

    def _learn_health(self, outcomes: Sequence[Outcome], verdicts: set[Verdict]) -> None:
        failed = [outcome for outcome in outcomes if outcome.verdict not in {Verdict.DONE, Verdict.FINAL}]
        if failed:
            self.last = failed[-1].verdict
            code, message = fault(failed[-1].body)
            told = printable(self._url.hide(message))
            self.trouble = told if code == GAVE_UP else f"error {code}: {told}"
            _log.info("no answer", source=self.label, calls=len(failed), reason=self.trouble)
        if verdicts & {Verdict.DONE, Verdict.FINAL}:
            self.worked = True
            self._failures = 0
            self.cooling_until = 0.0
        elif Verdict.AGAIN in verdicts:
            self._failures += 1
            self.cooling_until = self._clock() + min(_LONGEST_COOLING, 0.5 * 2.0**self._failures)
