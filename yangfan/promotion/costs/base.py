"""What a connector that can report costs implements; promotion owns the contract, plugins fill it."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class CostLine:
    """What one object (a campaign, as a rule) cost and brought on one day of the platform's reporting zone.

    None means that the platform does not say; it never means zero. `is_final`: the platform will not restate it.
    """

    day: date
    object_id: str
    campaign: str
    amount: Decimal
    currency: str
    exposures: int | None = None
    clicks: int | None = None
    conversions: Decimal | None = None
    is_final: bool = False


class CostSource(ABC):
    """Mixed into a connector that reports costs by interface."""

    report_zone = "UTC"  # whose midnight ends the platform's day
    final_after_days = 3  # a day this old is no longer restated
    max_days_per_call = 30
    level = "campaign"  # what an object id names
    channels: tuple[
        str, ...
    ] = ()  # suggested, the first that the workspace has; the account's setting "channel" wins

    @abstractmethod
    def pull_costs(self, account, since: date, until: date) -> Iterable[CostLine]:
        """Return every line of these days, both inclusive; one line per object and day. Raises ApiError.

        The answer is the whole truth about these days: what it leaves out is taken back.
        """

    def zone_of(self, account) -> str:
        """Return the reporting zone of this very account, where the platform has one for each."""
        return self.report_zone
