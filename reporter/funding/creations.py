"""Tokens that the creator made before, and those of others whom the creator's payer paid, as far as a few looks tell."""

from collections.abc import Mapping

from msgspec import Struct

from reporter.decode.addresses import is_on_curve
from reporter.decode.reading import Entry, Page, Reading
from reporter.funding import breadth as breadths
from reporter.funding.breadth import Breadth, Suspect
from reporter.funding.inflow import SOL, WALLET, change
from reporter.funding.spending import Spending
from reporter.funding.trace import Provenance, provenance
from reporter.launch.story import Story, signed_by
from reporter.model import questions as ask
from reporter.model.events import Create
from reporter.model.ids import Address, Mint, Signature, Slot, Wallet
from reporter.model.labels import Labels
from reporter.model.questions import Question
from reporter.model.rules import RuleSet

_STEPS = 4  # of a wallet's life from its payment on: a creator that is paid for one token makes it at once


class Creations(Struct, frozen=True):
    """Earlier creations by mint, each with its transaction: the creator's `own`, and those of `others` that `funder`, a private
    payer of the creator, paid too. `wanted` is what is still to be asked."""

    own: dict[Mint, Signature] = {}
    funder: Wallet | None = None
    others: dict[Mint, Signature] = {}
    wanted: tuple[Question, ...] = ()


def creations(reading: Reading, story: Story, verdicts: Mapping[Address, Breadth], labels: Labels, rules: RuleSet) -> Creations:
    """What the creator did before, if it signed: its newest transactions, then whom its payer paid otherwise."""
    origin = story.origin
    creator = origin.event.creator if origin is not None and origin.event is not None else None
    if origin is None or creator is None or signed_by(story, creator) is None:
        return Creations()
    look = _Look(reading, rules, story.mint, origin.place.slot)
    own, wanted = look.newest(creator, origin.place.signature)
    if wanted:
        return Creations(own, wanted=wanted)
    cost = max(0, -change(origin.transaction, creator, SOL))
    paid = provenance(reading, Spending(creator, origin.transaction, SOL, cost), rules, rules.tracing.patience)
    if paid.next is not None:
        return Creations(own, wanted=(paid.next,))
    suspect = _payer(paid, labels)
    if suspect is None:
        return Creations(own)
    verdict = verdicts.get(suspect.address)
    if verdict is None:
        asked = breadths.plan(reading, suspect, labels, rules)
        if asked:
            return Creations(own, wanted=tuple(asked))
        verdict = breadths.breadth(reading, suspect, {creator}, labels, rules)
    if not verdict.private:
        return Creations(own)
    others, wanted = look.recipients(suspect, creator)
    return Creations(own, suspect.address, others, wanted)


def _payer(paid: Provenance, labels: Labels) -> Suspect | None:
    """Whoever the creation's cost could not have been paid without, when it is no labelled service."""
    main = paid.main
    if main is None or main.kind != WALLET or main.needed == 0 or main.address is None:
        return None
    if labels.is_service(main.address) or not is_on_curve(main.address):
        return None
    first = main.payments[0]
    return Suspect(main.address, first.signature, first.time, first.amount, first.sources_balance, frozenset({paid.wallet}))


class _Look(Struct, frozen=True):
    """Creations of other tokens than `mint` before `until`."""

    reading: Reading
    rules: RuleSet
    mint: Mint
    until: Slot

    def newest(self, wallet: Wallet, before: Signature) -> tuple[dict[Mint, Signature], tuple[Question, ...]]:
        """Those among the newest transactions of `wallet`, and what is still to be asked."""
        question = ask.signatures(wallet, before, self.rules.tracing.page)
        page = self.reading.page(question)
        if page is None:
            return {}, () if self.reading.asked(question) else (question,)
        return self._opened([e for e in page.entries if not e.failed][: self.rules.tracing.creations], wallet)

    def recipients(self, payer: Suspect, creator: Wallet) -> tuple[dict[Mint, Signature], tuple[Question, ...]]:
        """Those of wallets the payer paid last, in the first steps of their lives."""
        found: dict[Mint, Signature] = {}
        paid, wanted = self._paid(payer, creator)
        for wallet, slot in paid.items() if not wanted else ():
            question = ask.signatures(wallet, None, self.rules.tracing.page)
            page = self.reading.page(question)
            if page is None:
                wanted += [] if self.reading.asked(question) else [question]
                continue
            made, more = self._opened(_first(page, slot), wallet)
            found.update(made)
            wanted += more
        return found, tuple(dict.fromkeys(wanted))

    def _paid(self, payer: Suspect, creator: Wallet) -> tuple[dict[Wallet, Slot], list[Question]]:
        """Wallets the payer sent SOL to in its newest transactions, each with the slot of the newest payment."""
        question = breadths.page_before(payer.address, payer.before, self.rules)
        page = self.reading.page(question)
        found: dict[Wallet, Slot] = {}
        wanted = [] if self.reading.asked(question) else [question]
        newest = [entry for entry in page.entries if not entry.failed] if page is not None else []
        for entry in newest[: self.rules.tracing.creations]:
            decoded, opening = self.reading.decoded(entry.signature), ask.transaction(entry.signature)
            wanted += [] if self.reading.asked(opening) else [opening]
            for flow in decoded.flows if decoded is not None else ():
                right = flow.source == payer.address and flow.asset == SOL and flow.amount >= self.rules.limits.dust_lamports
                if right and flow.target is not None and flow.target != creator and is_on_curve(flow.target):
                    found.setdefault(flow.target, entry.slot)
        return found, wanted

    def _opened(self, entries: list[Entry], wallet: Wallet) -> tuple[dict[Mint, Signature], tuple[Question, ...]]:
        found: dict[Mint, Signature] = {}
        wanted: list[Question] = []
        for entry in entries:
            transaction, decoded = self.reading.transaction(entry.signature), self.reading.decoded(entry.signature)
            if transaction is None or decoded is None:
                question = ask.transaction(entry.signature)
                wanted += [] if self.reading.asked(question) else [question]
                continue
            for event in decoded.events:
                if not isinstance(event, Create) or event.mint == self.mint or entry.slot >= self.until:
                    continue
                if wallet in transaction.signers and wallet in {event.creator, event.wallet}:
                    found.setdefault(event.mint, entry.signature)
        return found, tuple(wanted)


def _first(page: Page, since: Slot) -> list[Entry]:
    """The first transactions of a short life from a slot on; nothing of a long one."""
    if not page.last:
        return []
    return [entry for entry in reversed(page.entries) if not entry.failed and entry.slot >= since][:_STEPS]
