"""The dated rule set: every limit and weight that is a choice and not a fact of the chain.

Values live in data/rules/*.json; the fields here say what they mean and in which unit. Nothing that rests on who signed
and who paid depends on constants of known tools.
"""

from msgspec import Struct


class Weights(Struct, frozen=True, gc=False, omit_defaults=True):
    """Bits of each kind of evidence, log2(m/u); uncalibrated until measured on real launches."""

    co_signature: float
    co_signature_repeated: float  # two transactions or more
    fee_sponsor: float
    fee_sponsor_few: float  # a payer of fees for one or two buyers who neither bought nor created the token
    rent_sponsor: float
    rent_sponsor_many: float  # the same payer for several buyers, each of whom signed with it
    fan_out: float
    funder_match: float  # m: how often members of one group share the funder of the buy
    funder_floor: float  # u: rarest share of a funder that the background can resolve
    creator_path: float
    creator_hop: float  # taken off for each further payment between creator and buyer
    hop: float  # taken off for each further payment between a common payer and its members
    bundle_with_create: float
    bundle: float
    bundle_two: float  # a run of two: seen by chance too often to weigh much
    lookup_table: float
    authority: float
    close_destination: float
    common_sink: float
    return_to_funder: float
    token_consolidation: float
    match: float  # m of habits: how often members of one group share them
    template: float  # from here on: the most a kind can weigh, however rare its value in the launch's crowd
    spend_all: float
    rare_program: float
    shared_blockhash: float
    co_timing: float
    failed_cohort: float
    coordinated_exit: float
    order_recurrence: float
    co_trading: float
    life_cycle: float
    amount_template: float
    fresh_cohort: float
    parallel_chains: float
    conservation: float
    hub_burst: float
    residue: float
    offsetting_trades: float
    long_history: float  # taken off
    unmeasured: float  # most bits of a kind that needs a rarity and has none
    shared_pool: float  # in the upper bound alone: just above even odds
    known_series: float = 0.0


class Limits(Struct, frozen=True, gc=False, omit_defaults=True):
    """Guards: where evidence stops meaning anything."""

    co_signers: int  # distinct wallets a key co-signs with before it is a service
    sponsored: int  # distinct beneficiaries of a fee or rent payer before it is a relayer
    sponsor_strangers: int  # wallets outside the launch it paid fees for from which a sponsor is no sign of control
    fan_out_recipients: int  # smallest number of recipients in one transaction that counts as fan-out
    hub_recipients: int  # distinct spending recipients in 30 days that make a hub
    hub_signatures_a_day: int
    hub_lamports: int  # balance before the payment from which an address is suspected a service
    hub_stranger_share: float  # share of sampled recipients outside this launch's buyers that makes a hub
    needed_share: float  # part of the buy's cost that only the inflow could pay, lower bound
    dust_lamports: int  # inflows below are ignored and counted
    dollar_lamports: int  # what a dollar is taken to be worth where payments of several kinds are compared: coarse
    dust_share: float  # an inflow below this share of the buy's cost is ignored too
    fees_lamports: int  # what a wallet that empties itself spends on fees at the most: the same for everybody
    company: int  # wallets from which something shared makes a group in which habits are compared
    chance: float  # probability above which an order is left to chance
    blockhash_slots: int  # slots between first and last use from which an equal blockhash tells anything
    order_wallets: int  # smallest group whose order is compared
    life_steps: int  # trades from which a wallet's earlier life is a sequence
    cohort_seconds: int  # before and after the middle birth of a cohort
    failed_seconds: int  # before and after the middle failure of a cohort
    burst_seconds: int  # window in which withdrawals from one service make a burst
    offset_slots: int  # slots between a sale and the buy it offsets
    offsets: int  # pairs of such trades from which they are no chance
    long_days: int  # days over which a long history is spread
    authority: int  # wallets from which whoever holds power over their accounts is a service
    table_users: int  # wallets from which a lookup table is a tool's
    sink_senders: int  # wallets that sent their proceeds to one address before it is looked at
    sink_strangers: int  # other senders from which an address that receives proceeds is a service
    bundle_wallets: int  # smallest number of wallets in a run that weighs in full
    quiet_seconds: int  # after the creation, and before a re-buy: the quiet time
    rebuy_seconds: int  # longest time in which a group buys an old token together
    rebuy_factor: float  # times the rate of the quiet time from which it is no ordinary hour
    stage_seconds: int  # shortest rest between two stages of an exit
    ring_turns: int  # buys and sales of one wallet from which it trades to and fro
    ring_share: float  # part of a group's trades that cancels out from which they are a ring
    series_lamports: int = 0  # a known series is met within: its rounding, and up to eight wallets on the way that keep rent


class Tracing(Struct, frozen=True, gc=False, omit_defaults=True):
    """How far the money is followed."""

    hops: int  # payments between the far end and the buyer
    follow_share: float  # a source is followed when at least this part of the buy came through it
    patience: int  # transactions opened of an upstream wallet with a long history
    enough_share: float  # what was there before is too little to matter below this part of the cost
    origin_share: float  # part of the buy's money that came through its far origin at the least
    dwell_seconds: int  # longest rest in a wallet with little else in its life
    busy_dwell_seconds: int  # longest rest in any other wallet for money to have passed through
    page: int  # signatures read before a buy when looking for its money
    transactions: int  # transactions opened per buyer before giving up
    transactions_long: int  # the same for a buyer with a long history, which rarely tells more after a few
    forward_page: int  # newest signatures read of a wallet whose proceeds are followed
    forward: int  # transactions opened after its buy
    forward_share: float  # part of what was sold below which a payment onward is left out
    followed: int  # wallets whose proceeds are followed
    followed_crowded: int  # the same where there are more than `crowd` early buyers, whose money takes most of the budget
    crowd: int
    sinks: int  # addresses several of them sent to that are looked at
    sink_page: int  # signatures read of such an address; one with more is busy
    sink_sample: int  # its transactions opened
    long: int  # transactions before a spending from which a history counts as long
    sponsored: int  # buyers from which one payer of fees answers for all: walking on would cost most and tell least
    stocks: int  # stocks of money of one wallet that are followed, the largest
    focus: int  # trails walked at a time: within a budget some followed to their end tell more than all begun
    first_ever: int  # early buyers whose first inflow is looked up, once everything else is known
    creations: int  # transactions of the creator, and wallets its payer paid, looked at for earlier creations
    soon: int  # buyers of one payer from which it is looked at before further trails are walked
    lives: int = 0  # early buyers of common payers whose whole short lives are read, once everything else is known
    life: int = 0  # transactions up to which a life is short


class Hubs(Struct, frozen=True, gc=False):
    """How a service is told from a private payer without a label; the hard limits stand in `Limits`."""

    page: int  # signatures read of a suspected hub
    sample: int  # transactions opened to see whom it pays
    session_sample: int  # the same in the sitting in which it paid the buyers
    days: int  # before the payment: the period its transactions are listed for
    floor_share: float  # part of what it paid here below which a payment makes nobody a recipient
    carried_share: float  # part of a sample above which an address is one that moves other people's money
    margin_share: float  # part of a run at each end where wallets on the way cannot be told from those paid
    even: float  # score at which an address looks as much like a service as like a person
    run: int  # transactions of a sample that follow each other: money passed on at once shows in them
    few: int  # transactions too few to tell a habit by
    session_seconds: int  # before the first payment to a buyer: the same sitting
    busy_hours: int  # hours of a day over which a service's pace is spread
    shortest_hours: int  # hours below which a whole life shows no pace
    steady: float  # hours of their own per transaction: an engine pays round the clock, an operator in bursts
    soft: float  # part of the hub limit from which payments to strangers raise suspicion


class Fetching(Struct, frozen=True, gc=False):
    """How much is read of each thing, within the user's budget; the quick report has its own numbers."""

    pages: int  # signature pages of a market before the oldest are looked for another way
    pages_quick: int
    openings: int  # transactions opened to find the early buyers
    openings_quick: int
    failed: int  # failed transactions of the early window opened
    rest: int  # later transactions opened once everything else is answered
    owners: int  # batches of owner accounts read to tell wallets from programs
    owners_quick: int
    blocks: int  # blocks whose order is read
    blocks_quick: int
    suspects: int  # common payers whose own payments are sampled
    tables: int  # lookup tables looked at
    table_page: int  # signatures read of each; one with more is a tool's
    table_openings: int  # transactions opened that filled it
    top_holders: int  # largest holders outside the early window whose money is looked for


class Scoring(Struct, frozen=True, gc=False):
    """From evidence to tiers."""

    prior_early: float  # bits, pair of early buyers
    prior_other: float
    family_caps: dict[str, float]  # control, provenance, funding_shape, launch_timing, client, lifetime, exit, counter
    family_rest: float  # weight of all but the strongest item of a family
    strict_bits: float  # mean log-odds (bits) inside a strong entity
    strict_p: float
    possible_p: float
    smallest_strong: int  # wallets
    control_bits: float  # from here control is a must-link


class Counting(Struct, frozen=True, gc=False):
    """Denominators and cuts of the concentration measures."""

    sniper_slots: int  # first buys this many slots after creation count as snipers
    smallest_circulating: float  # share of total supply below which no measure is printed
    dust_of_circulating: float  # Gini counts holders above this share
    coverage_partial: float  # below: exit code 4, grey badge
    badge_hours: int
    early_slots: int  # slots after creation whose order is read from blocks


class RuleSet(Struct, frozen=True, omit_defaults=True):
    """One dated rule set; `id` is printed in every report. `series` are amounts in lamports, in order, that launch tools are
    known to draw for every customer, up to a constant; nothing else here is a tool's.

    What was added since the first packs has a default and is left out where it stands: their hashes cover these bytes.
    """

    id: str
    weights: Weights
    limits: Limits
    tracing: Tracing
    hubs: Hubs
    fetching: Fetching
    scoring: Scoring
    counting: Counting
    series: dict[str, tuple[int, ...]] = {}


class Rates(Struct, frozen=True):
    """How common the values of one kind of evidence are: `of` buyers were looked at, `shares` are those of the values that
    more than three of them had. `origin` is "simulated" or "recorded"."""

    of: int
    shares: dict[str, float]
    origin: str

    def rarity(self, value: str) -> float:
        """The share of strangers taken to have `value`, never less than a sample of this size can resolve: of nobody in n, 95 %
        confidence says at most 3 / n (Hanley and Lippman-Hand 1983)."""
        return min(1.0, max(self.shares.get(value, 0.0), 3 / max(3, self.of)))


class Background(Struct, frozen=True):
    """How common values are among strangers. `calibrated` is False until built from real launches."""

    id: str
    calibrated: bool
    sample: str  # what it was built from, in words
    buyers: int  # size of the sample
    funder_share: dict[str, float]  # address or label -> share of sampled buyers it funded
    kinds: dict[str, Rates] = {}  # by kind of evidence
