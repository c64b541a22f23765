"""One example of every template, with the exact sentence it has to make."""

from typing import Final, NamedTuple

from reporter.linking.patterns.exits import Stage
from reporter.linking.patterns.rebuy import Rebuy
from reporter.linking.patterns.ring import Ring
from reporter.linking.patterns.side_sales import SideSales
from reporter.linking.patterns.warmed import Warmed
from reporter.model.report import Finding
from reporter.report import wording as w
from tests.report.factory import BUNDLED, COUPLE, CREATOR, EXCHANGE, FUNDER, MINT, POOL, SPONSORED, make_report, signature

SIGNATURES = [signature(f"buy {wallet}") for wallet in SPONSORED]
PROVEN, STRONG, POSSIBLE = make_report().entities


class Example(NamedTuple):
    """A finding as a template makes it, and what it has to be."""

    made: Finding
    tier: str
    text: str


EXAMPLES: Final[tuple[Example, ...]] = (
    Example(
        w.co_signature(COUPLE, SIGNATURES[:2]),
        "proven",
        "2 wallets (7SJ2…1W5b, 9jQp…uMwT) signed the same transactions (2), which moved money or tokens of each.",
    ),
    Example(
        w.fee_sponsor(FUNDER, SPONSORED, SIGNATURES),
        "proven",
        "GytM…NDdg signed and paid the fees of 5 transactions that moved money or tokens of 5 wallets "
        "(HH3X…eLg1, 2Hut…nd21, CBX7…2r4w and 2 more), which signed them too.",
    ),
    Example(
        w.rent_sponsor(FUNDER, SPONSORED[:1], SIGNATURES),
        "proven",
        "GytM…NDdg signed and paid the rent of accounts of 1 wallet (HH3X…eLg1), in transactions that each owner signed too.",
    ),
    Example(
        w.common_funder(FUNDER, BUNDLED, "0.943210", SIGNATURES, "strong"),
        "strong",
        "The money for the first buys of 3 early buyers (EuXw…nsmk, F3xu…rxx6, Ln4a…oMA9) came from GytM…NDdg; in each, at "
        "least 94.3 % of the cost could not have been paid without it.",
    ),
    Example(
        w.common_ancestor(FUNDER, BUNDLED, 9, "0.943210", SIGNATURES, "strong"),
        "strong",
        "The money for the first buys of 3 early buyers (EuXw…nsmk, F3xu…rxx6, Ln4a…oMA9) leads back to GytM…NDdg over at most "
        "9 payments; in each, at least 94.3 % of the cost could not have been paid without it.",
    ),
    Example(
        w.fan_out(FUNDER, BUNDLED, SIGNATURES[0], "strong"),
        "strong",
        "One transaction of GytM…NDdg paid 3 early buyers (EuXw…nsmk, F3xu…rxx6, Ln4a…oMA9), which bought with that money.",
    ),
    Example(
        w.creator_path(CREATOR, COUPLE, 2, SIGNATURES, "strong"),
        "strong",
        "Money of DgX9…wqKn, which signed as creator, paid for the first buys of 2 wallets (7SJ2…1W5b, 9jQp…uMwT) over at most "
        "2 transfers.",
    ),
    Example(
        w.bundle_adjacency(BUNDLED, 420000001, SIGNATURES),
        "possible",
        "The first buys of 3 wallets (EuXw…nsmk, F3xu…rxx6, Ln4a…oMA9) stand next to each other in slot 420000001; this alone "
        "does not link them.",
    ),
    Example(
        w.fees_on_the_way(FUNDER, COUPLE, BUNDLED, SIGNATURES, "proven"),
        "proven",
        "GytM…NDdg signed and paid the fees of 5 payments out of 2 other wallets that brought the money of 3 early buyers "
        "(EuXw…nsmk, F3xu…rxx6, Ln4a…oMA9).",
    ),
    Example(
        w.known_series(BUNDLED, 3e-8, SIGNATURES, "strong"),
        "strong",
        "The payments to 3 wallets (EuXw…nsmk, F3xu…rxx6, Ln4a…oMA9), one after another, differ from each other as the amounts do "
        "that a launch tool is known to draw for every customer; the chance is less than 1 in 1,000,000. It does not tell for which token "
        "they were meant.",
    ),
    Example(
        w.group_times(BUNDLED, (7200, 3600), 2, 3, SIGNATURES, "strong"),
        "strong",
        "3 wallets (EuXw…nsmk, F3xu…rxx6, Ln4a…oMA9) got the money for their first buys between 2 hours and 60 minutes before the "
        "token was created, and first bought within 2 slots, from 3 slots after the creation on.",
    ),
    Example(
        w.transfer_between(COUPLE[0], COUPLE[1], SIGNATURES[:1]),
        "possible",
        "7SJ2…1W5b sent money to 9jQp…uMwT; the transfer is a fact, one controller of both is only possible: people who know "
        "each other can act alike without one controller.",
    ),
    Example(
        w.moved_to(FUNDER, COUPLE, (1_790_000_000, 1_790_000_060), SIGNATURES, "strong", deposit=True),
        "strong",
        "2 wallets (7SJ2…1W5b, 9jQp…uMwT) moved money to GytM…NDdg between 2026-09-21 14:13:20 UTC and 2026-09-21 14:14:20 UTC, "
        "a deposit address of an exchange: one customer's, as far as it gives each customer one.",
    ),
    Example(
        w.entity(STRONG),
        "strong",
        "Strong evidence of one controller: 3 wallets (EuXw…nsmk, F3xu…rxx6, Ln4a…oMA9), linked by place and time of the first "
        "buys, common funding. One controller is almost certain (uncalibrated). They bought 7.0 % of what the "
        "early buyers bought first and hold 7.0 % of the circulating supply now.",
    ),
    Example(
        w.may_be_one([BUNDLED, SPONSORED], ["fan_out"], SIGNATURES),
        "possible",
        "2 groups told above (of 5, 3 wallets) may be one: upper bound only. Other explanations: a payroll, a prize or a "
        "distribution pays several people at once.",
    ),
    Example(
        w.rebuy(
            Rebuy(tuple(BUNDLED), tuple(SIGNATURES), 200_000, 40, 5, 6, 1, 9 * 10**9, 10**10, 1e-5, 3, 1e-4),
            21_600,
            creator_linked=False,
            tier="strong",
        ),
        "strong",
        "3 wallets (EuXw…nsmk, F3xu…rxx6, Ln4a…oMA9) bought within 40 seconds, 2 days after the creation: 5 of the 6 buys of that "
        "time, 90.0 % of their volume. The 6 hours before saw 1 buy; at that rate the chance of so many is 1 in 90,000. 3 of them "
        "had bought before, in nearly the same order (by chance 1 in 10,000). No link between them and the creator was found in "
        "the data examined.",
    ),
    Example(
        w.side_sales(SideSales(CREATOR, tuple(COUPLE), tuple(SIGNATURES), 200, 150, 10, first=True), 1000, None),
        "none",
        "2 wallets (7SJ2…1W5b, 9jQp…uMwT) to which the creator's wallet sent tokens, DgX9…wqKn, sold 15.0 % of the total supply, "
        "75.0 % of what they had got, before it sold any; that wallet itself sold 1.0 %.",
    ),
    Example(
        w.gathered_sale(FUNDER, BUNDLED, "0.105000", SIGNATURES, "strong"),
        "strong",
        "3 wallets (EuXw…nsmk, F3xu…rxx6, Ln4a…oMA9) moved tokens to GytM…NDdg, which then sold 10.5 % of the total supply: a sale "
        "of what several had bought, not of one holder.",
    ),
    Example(
        w.staged_exit(
            [
                Stage(tuple(BUNDLED), tuple(SIGNATURES[:2]), 300, 1e-9, 15_146_152_598),
                Stage(tuple(BUNDLED), tuple(SIGNATURES[2:]), 400, 0.0005, -321_000_000),
            ],
            1000,
            "strong",
        ),
        "strong",
        "3 wallets (EuXw…nsmk, F3xu…rxx6, Ln4a…oMA9) sold in 2 stages: 30.0 %, 40.0 % of the total supply. The chance of sales so "
        "close together is 1 in 2,000 for each of them. Before each, others had bought 15.15 SOL, -0.32 SOL net: the order of "
        "events, not a cause.",
    ),
    Example(
        w.ring(Ring(tuple(BUNDLED), tuple(SIGNATURES), 50, 50, 10, 100, (1, 60)), "strong"),
        "strong",
        "3 wallets (EuXw…nsmk, F3xu…rxx6, Ln4a…oMA9) bought and sold again and again after their first buys: 10.0 % of the volume "
        "read, 100.0 % of it offset inside the group. 1 of the 60 other traders did so as often. Quoting both sides of a market "
        "looks the same.",
    ),
    Example(
        w.warmed_cohort(Warmed(tuple(BUNDLED), MINT, 4, 720, 0, 8, tuple(SIGNATURES)), "strong"),
        "strong",
        "All that was read of 3 wallets (EuXw…nsmk, F3xu…rxx6, Ln4a…oMA9) before this launch is the same sequence of 4 trades of "
        f"one other token ({MINT[:4]}…{MINT[-4:]}), within 12 minutes; of 8 other early buyers read as far, 0 had it.",
    ),
    Example(
        w.failed_tries(BUNDLED, SIGNATURES, "strong"),
        "strong",
        f"3 wallets (EuXw…nsmk, F3xu…rxx6, Ln4a…oMA9) signed {len(SIGNATURES)} transactions on the token's market that failed: "
        "tries without effect, counted neither as trades nor as volume.",
    ),
    Example(
        w.same_slots(60, 22, 19.5, 60),
        "none",
        "In the first 60 seconds after the creation 60 wallets bought, 22 of them in one slot with another; spread evenly by "
        "chance, about 20 would: a slot in common alone says little.",
    ),
    Example(
        w.row_of_buys(BUNDLED, 3, 326_027_759, (2, 40), SIGNATURES),
        "none",
        "The first buys of 3 wallets (EuXw…nsmk, F3xu…rxx6, Ln4a…oMA9) stand next to each other in slot 326027759, 3 of them in one "
        "form; 2 of the 40 other early buyers sent that form. Bundles look like that, and so do users of one tool who race for one "
        "place: this alone does not link them.",
    ),
    Example(
        w.round_trips("0.012000", SIGNATURES, COUPLE),
        "none",
        "5 transactions bought and sold at once, 1.2 % of the volume read: no position, no demand. Anybody can order such trades "
        "for any token.",
    ),
    Example(
        w.serial_creator(CREATOR, FUNDER, [MINT], SIGNATURES),
        "none",
        "GytM…NDdg, which paid the creator's wallet, DgX9…wqKn, also paid wallets that signed 1 earlier creation in the "
        "transactions read; no more is said about those tokens.",
    ),
    Example(
        w.creator_named(CREATOR, FUNDER, SIGNATURES[0]),
        "none",
        "DgX9…wqKn is named as creator by the payer, GytM…NDdg; it signed neither the creation nor any trade read, so nothing "
        "else is said about it.",
    ),
    Example(
        w.creator_signed(CREATOR, SIGNATURES[0]),
        "proven",
        "The creator's wallet, DgX9…wqKn, signed.",
    ),
    Example(
        w.creator_bought(CREATOR, "0.040000", SIGNATURES[0]),
        "none",
        "The creator bought 4.0 % of the total supply in the creation transaction (usual).",
    ),
    Example(
        w.creator_paid(CREATOR, FUNDER, 50_000_000, SIGNATURES[:1]),
        "none",
        "Shortly before the creation the creator's wallet, DgX9…wqKn, paid 0.05 SOL to GytM…NDdg, as users of one launch tool pay "
        "its fee; this does not link them.",
    ),
    Example(
        w.creator_linked(CREATOR, COUPLE, SIGNATURES),
        "strong",
        "The creator's wallet, DgX9…wqKn, is linked to 2 early buyers (7SJ2…1W5b, 9jQp…uMwT) by transactions of its own.",
    ),
    Example(
        w.creator_not_linked(COUPLE),
        "none",
        "No link between the creator and 2 wallets (7SJ2…1W5b, 9jQp…uMwT) was found in the data examined.",
    ),
    Example(
        w.service_in_common("exchange", EXCHANGE, "Example Exchange 1", COUPLE),
        "service",
        "2 wallets (7SJ2…1W5b, 9jQp…uMwT) were funded from the same exchange (Example Exchange 1, CX7q…ewQU); this does not "
        "link them.",
    ),
    Example(
        w.paid_out(FUNDER, BUNDLED, 720, SIGNATURES),
        "none",
        "The money of 3 early buyers (EuXw…nsmk, F3xu…rxx6, Ln4a…oMA9) came out of an account of a program (GytM…NDdg) within 12 "
        "minutes; its origin is unresolved: the ledger does not tell whose money goes into such an account and whose comes out.",
    ),
    Example(
        w.gift(FUNDER, COUPLE[0], SIGNATURES[:1]),
        "none",
        "7SJ2…1W5b got money from GytM…NDdg but could have paid for its buy without it; anybody can send money to anybody, so "
        "this does not link them.",
    ),
    Example(
        w.origin_unresolved(COUPLE, "budget"),
        "none",
        "The origin of the money of 2 early buyers (7SJ2…1W5b, 9jQp…uMwT) is unresolved (budget).",
    ),
    Example(
        w.no_link(COUPLE, "0.030000", "0.962000"),
        "none",
        "2 early buyers holding 3.0 % of the circulating supply: no link found in the data examined (96.2 % of early buying "
        "covered).",
    ),
    Example(
        w.partial_coverage("0.455000", 331, budget_exhausted=True),
        "none",
        "Partial report: 45.5 % of early buying could be examined, and 331 questions had no answer because the budget was spent. "
        "What is missing can change every number here.",
    ),
    Example(
        w.links_not_examined(),
        "none",
        "Quick report: money and links were not examined, so linked supply is not known.",
    ),
    Example(
        w.holders_not_all_read(20, "0.310000"),
        "none",
        "Only the 20 largest token accounts could be read; 31.0 % of the circulating supply is held in accounts not seen. One "
        "wallet can have many of them: the upper bounds hold for accounts, not for wallets.",
    ),
    Example(
        w.simulated_ledger(),
        "none",
        "Simulated ledger: the wallets and trades of this report were made up for testing.",
    ),
    Example(
        w.graduated(POOL, "pumpswap", SIGNATURES[0]),
        "none",
        f"The token graduated: liquidity moved from its curve to pumpswap (pool {POOL[:4]}…{POOL[-4:]}).",
    ),
    Example(
        w.mayhem("0.120000", SIGNATURES[0]),
        "none",
        "Created in mayhem mode: a second 1,000,000,000 tokens went to the platform's trading agent, which is infrastructure "
        "here; it holds 12.0 % of the total supply now.",
    ),
    Example(
        w.supply_not_all_readable("hidden balances"),
        "none",
        "Balances of this mint can hold more than the ledger shows (hidden balances); amounts here are lower bounds.",
    ),
    Example(
        w.authority_kept("freeze", FUNDER),
        "none",
        "The freeze authority is not given up; GytM…NDdg holds it.",
    ),
)
