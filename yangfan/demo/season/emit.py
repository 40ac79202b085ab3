"""The season as raw requests: hits, exposures, cost files, inquiries and deals, in the order they are sent.

`emit` is pure: the same seed and last day give the same requests; any seed gives the same totals (table.TABLE).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from yangfan.demo.season import calendar, costs
from yangfan.demo.season.arrivals import ARRIVE
from yangfan.demo.season.crowd import MARKETS, ROBOTS, SHARED_RANGE, Crowd, Person
from yangfan.demo.season.letters import SPAM, Letters
from yangfan.demo.season.table import TABLE

ZONE = ZoneInfo("Asia/Shanghai")
GAP = 30 * 60  # a visit ends after this many seconds of silence
KEEP_CLEAR = GAP + 20 * 60  # the form may come after the last page
PAGES_PER_VISIT = (0.36, 0.29, 0.16, 0.09, 0.06, 0.04)  # one page, two pages, ...: the median is two
ROBOT_SHARE = 0.09
RETRIES, LATE = 0.012, 0.015
SECOND_VISITS, SWITCHED_SOURCE, BEGAN_DIRECT = 0.03, 0.012, 0.012
SPAM_LETTERS, REPEATED, BY_MAIL, BY_PHONE = 46, 14, 58, 23

PAGES = {
    "": 20, "products/": 14, "products/a12/": 13, "products/p30/": 11, "products/m600/": 8, "products/g2/": 6, "products/v3/": 5,
    "products/c1/": 3, "applications/": 5, "applications/end-of-line/": 6, "applications/machine-tending/": 5, "applications/intralogistics/": 3,
    "applications/bin-picking/": 3, "articles/": 2, "articles/before-you-ask-for-a-quote/": 3, "articles/does-a-cobot-need-a-fence/": 3,
    "articles/payback-without-wishful-thinking/": 2, "articles/how-we-test/": 1, "about/": 4, "contact/": 5,
}  # fmt: skip
LANDS_ON = {
    "google_ads": "palletizing-offer/", "baidu_ads": "palletizing-offer/", "linkedin": "articles/payback-without-wishful-thinking/",
    "youtube": "products/p30/", "trade_fair": "palletizing-offer/", "wechat_account": "articles/before-you-ask-for-a-quote/",
    "email": "articles/vda-5050-in-practice/",
}  # fmt: skip


@dataclass
class Visit:
    channel: str
    day: date
    start: int = 0  # seconds since 1970
    end: int = 0
    person: Person | None = None
    began_direct: bool = False
    is_plain: bool = True  # may carry an inquiry and late events
    pages: list[tuple[int, str]] = field(default_factory=list)  # (second, path)
    letter: object = None
    key: str = ""


def emit(
    seed: int, *, last_day: date, host: str = "tidelane.localhost", site_url: str = ""
) -> Iterator[dict]:
    """Yield every raw request of the season that ends on `last_day`, month by month as it would be sent.

    Each has `door` (events, exposures, cost_file, cost, inquiry, deal) and `month` (0 to 5); the rest is what the door
    takes.
    """
    season = Season(seed, last_day, site_url or f"http://{host}")
    yield from season.requests()


class Season:
    """Plans all visits first, then tells of them."""

    def __init__(self, seed: int, last_day: date, address: str):
        self.rng = Random(seed)  # noqa: S311 - a story, not a secret
        self.days = calendar.season_days(last_day)
        self.address = address
        self.crowd = Crowd(self.rng)
        self.letters = Letters(self.rng)
        self.regulars: list[Person] = []
        self.begins = _midnight(self.days[0])
        self.ends = _midnight(last_day) + 86_400

    # --- the plan ---------------------------------------------------------------------------------------------------
    def plan(self) -> list[Visit]:
        """Return every visit, in time order, with its person, pages and perhaps a letter."""
        visits = [
            Visit(channel, day, start=self._moment(day, channel))
            for channel, row in TABLE.items()
            for day, count in zip(self.days, calendar.share_out(row.visits, calendar.weights(channel, self.days, self.rng)), strict=True)
            for _each in range(count)
        ]  # fmt: skip
        visits.sort(key=lambda visit: (visit.start, visit.channel))
        taken = self._switch_sources(visits)
        for visit in visits:
            if id(visit) not in taken:
                self._give_person(visit)
                self._walk(visit)
        visits.sort(key=lambda visit: (visit.start, visit.channel))
        for number, visit in enumerate(visits):
            visit.key = f"v{number}"
        self._write_letters(visits)
        return visits

    def _moment(self, day: date, channel: str) -> int:
        country = (
            "CN"
            if channel in calendar.CHINESE_HABITS or self.rng.random() < 0.4
            else self.rng.choice(["DE", "MX", "TH", "AE"])
        )
        hour = calendar.hour_in_china(MARKETS[country].offset, self.rng)
        second = _midnight(day) + hour * 3600 + self.rng.randrange(3600)
        return min(second, self.ends - 2 * 3600)  # nobody is still reading when the season closes

    def _switch_sources(self, visits: list[Visit]) -> set[int]:
        """Let some people come twice within minutes, the second time from elsewhere: two visits, no pause between."""
        rng, taken = self.rng, set()
        sourced = [
            visit for visit in visits if visit.channel not in ("direct", "wechat_shares", "wechat_account")
        ]
        by_day: dict[date, list[Visit]] = {}
        for visit in sourced:
            by_day.setdefault(visit.day, []).append(visit)
        for pool in by_day.values():
            for _each in range(round(len(pool) * SWITCHED_SOURCE)):
                first, second = rng.sample(pool, 2)
                if first.channel == second.channel or {id(first), id(second)} & taken:
                    continue
                taken |= {id(first), id(second)}
                self._pair(first, second)
        return taken

    def _pair(self, first: Visit, second: Visit) -> None:
        day_ends = _midnight(first.day) + 86_400
        first.start = min(first.start, day_ends - 2 * 3600)
        first.person = second.person = self.crowd.somebody(first.channel)
        first.is_plain = second.is_plain = False
        self._walk(first, longest=4)
        second.start = first.end + self.rng.randrange(90, 900)
        self._walk(second, longest=4)

    def _give_person(self, visit: Visit) -> None:
        rng = self.rng
        if visit.channel == "direct" and self.regulars and rng.random() < 0.3:
            known = self._somebody_known(visit)
            if known:
                visit.person = known
                return
        visit.person = self.crowd.somebody(visit.channel)
        if visit.person.cookie or rng.random() < SECOND_VISITS:
            self.regulars.append(visit.person)

    def _somebody_known(self, visit: Visit) -> Person | None:
        """Somebody who has been here and left long ago: typed the address, so nobody's referrer."""
        for _try in range(6):
            person = self.rng.choice(self.regulars)
            in_wechat = (
                "MicroMessenger" in person.user_agent
            )  # WeChat's browser without a referrer is a share
            if not in_wechat and all(
                visit.start > end + KEEP_CLEAR or visit.start < start - 4 * 3600
                for start, end in person.visits
            ):
                return person
        return None

    def _walk(self, visit: Visit, longest: int = 6) -> None:
        """Choose pages and how long each is read."""
        rng = self.rng
        count = rng.choices(range(1, longest + 1), PAGES_PER_VISIT[:longest])[0]
        moment = visit.start
        path = self._landing_page(visit)
        for number in range(count):
            visit.pages.append((moment, path))
            moment += rng.randrange(12, 240) if rng.random() < 0.96 else rng.randrange(300, GAP - 60)
            path = rng.choices(list(PAGES), PAGES.values())[0]
            if (
                number == 0
                and visit.channel not in ("direct", "wechat_shares", "wechat_account")
                and visit.is_plain
                and rng.random() < BEGAN_DIRECT
            ):
                visit.began_direct = True
        visit.end = visit.pages[-1][0]
        visit.person.visits.append((visit.start, visit.end))
        if _day_of(visit.start) != _day_of(visit.end):
            visit.is_plain = False

    def _landing_page(self, visit: Visit) -> str:
        wanted = LANDS_ON.get(visit.channel)
        if not wanted or self.rng.random() > 0.75:
            wanted = self.rng.choices(list(PAGES), PAGES.values())[0]
        return self._in_language(visit, wanted)

    def _write_letters(self, visits: list[Visit]) -> None:
        """Let as many of each channel's visitors write as the table says."""
        for channel, row in TABLE.items():
            able = [
                visit for visit in visits
                if visit.channel == channel and visit.is_plain and visit.end < self.ends - 7200
                and _day_of(visit.end + 1500) == visit.day == _day_of(visit.start)
            ]  # fmt: skip
            for visit in self.rng.sample(able, row.inquiries):
                visit.letter = self.letters.write(visit.person.market)

    # --- telling ----------------------------------------------------------------------------------------------------
    def requests(self) -> Iterator[dict]:
        visits = self.plan()
        hits = [hit for visit in visits for hit in self._hits_of(visit)]
        hits += self._robots(len(hits))
        letters = self._letters_of(visits)
        deals = self._deals_of(letters)
        others = [*self._exposures(), *costs.all_costs(self.rng, self.days)]
        yield from self._in_sending_order(hits, others, letters + self._other_letters(letters), deals)

    def _hits_of(self, visit: Visit) -> Iterator[dict]:
        landing = ARRIVE[visit.channel](self.rng, visit.person)
        before = ""
        pages = list(visit.pages)
        if visit.began_direct:
            early = max(visit.start - self.rng.randrange(40, 500), _midnight(visit.day))
            if early < visit.start:
                before = f"{self.address}/{pages[0][1]}"
                yield self._hit(visit, "d", early, "page_view", before, "")
        for number, (moment, path) in enumerate(pages):
            url = f"{self.address}/{path}"
            referrer = landing.referrer if number == 0 else before
            query = f"?{landing.query}" if number == 0 and landing.query else ""
            is_late = visit.is_plain and not visit.began_direct and number > 0 and self.rng.random() < LATE
            yield self._hit(visit, f"p{number}", moment, "page_view", url + query, referrer, is_late=is_late)
            before = url
            if (
                "/products/" in url
                and url.count("/") > 5
                and self.rng.random() < 0.05
                and number < len(pages) - 1
            ):
                props = {"file": url.rstrip("/").rpartition("/")[2] + ".pdf"}
                yield self._hit(visit, f"l{number}", moment + 8, "download", url, referrer, props=props)
        if visit.letter:
            yield from self._form_hits(visit, before)
        elif len(pages) > 1 and self.rng.random() < 0.12:
            read = min(visit.end - visit.start, 600)
            yield self._hit(visit, "e", visit.end, "engagement", before, "", value=read)

    def _form_hits(self, visit: Visit, before: str) -> Iterator[dict]:
        """Two more pages, so that who writes has read something; then the form."""
        contact = f"{self.address}/{self._in_language(visit, 'contact/')}"
        began = visit.end + self.rng.randrange(20, 120)
        yield self._hit(visit, "c", began, "page_view", contact, before)
        yield self._hit(visit, "fs", began + 15, "form_start", contact, before)
        visit.end = began + self.rng.randrange(60, 600)
        yield self._hit(visit, "ff", visit.end, "form_submit", contact, before)

    def _in_language(self, visit: Visit, path: str) -> str:
        return f"{'zh-hans' if visit.person.market.writes == 'zh' else 'en'}/{path}"

    def _hit(self, visit, part, moment, name, url, referrer, *, props=None, value=0.0, is_late=False) -> dict:
        person = visit.person
        event = {
            "id": f"{visit.key}-{part}", "name": name, "occurred_at": _iso(moment), "url": url, "client_ip": person.ip,
            "user_agent": person.user_agent, "language": person.market.languages, "time_zone": person.market.time_zone,
        }  # fmt: skip
        optional = {"referrer": referrer, "visitor": person.cookie, "props": props, "value": value}
        event |= {key: given for key, given in optional.items() if given}
        sent = moment + (self.rng.randrange(600, 40_000) if is_late else 0)
        return {"door": "events", "at": moment, "sent": sent, "event": event}

    def _robots(self, people_hits: int) -> list[dict]:
        """Crawlers and scripts, in step with the site's growth: more than eight in a hundred hits."""
        rng = self.rng
        count = int(people_hits * ROBOT_SHARE / (1 - ROBOT_SHARE)) + 200
        spread = calendar.share_out(
            count,
            [0.15 + number / len(self.days) * rng.uniform(0.6, 1.4) for number in range(len(self.days))],
        )
        hits = []
        for day, often in zip(self.days, spread, strict=True):
            for _each in range(often):
                moment = _midnight(day) + rng.randrange(86_400)
                path = f"{rng.choice(['zh-hans', 'en'])}/{rng.choices(list(PAGES), PAGES.values())[0]}"
                event = {
                    "id": f"r{len(hits)}", "name": "page_view", "occurred_at": _iso(moment), "url": f"{self.address}/{path}",
                    "client_ip": _ip(SHARED_RANGE + rng.randrange(400)), "user_agent": rng.choice(ROBOTS),
                }  # fmt: skip
                hits.append({"door": "events", "at": moment, "sent": moment, "event": event})
        return hits

    def _exposures(self) -> Iterator[dict]:
        """Exposures that no cost file brings: counted by the platform, sent as one event a day with a count."""
        said = {
            "google_organic": {"utm_source": "google", "utm_medium": "organic"},
            "wechat_account": {"utm_source": "weixin", "utm_medium": "article"},
            "youtube": {"utm_source": "youtube", "utm_medium": "video"},
        }
        for channel, props in said.items():
            parts = calendar.share_out(
                TABLE[channel].exposures, calendar.weights(channel, self.days, self.rng)
            )
            for number, (day, count) in enumerate(zip(self.days, parts, strict=True)):
                if count:
                    moment = _midnight(day) + 23 * 3600
                    event = {
                        "id": f"x-{channel}-{number}", "name": "impression", "occurred_at": _iso(moment), "count": count,
                        "url": f"{self.address}/", "props": props,
                    }  # fmt: skip
                    yield {"door": "events", "at": moment, "sent": moment, "event": event}

    def _letters_of(self, visits: list[Visit]) -> list[dict]:
        found = []
        for visit in visits:
            if visit.letter:
                person, letter = visit.person, visit.letter
                found.append(self._inquiry(
                    f"i-{visit.key}", visit.end + 2, "form", letter, person.market.country, channel=visit.channel,
                    sender={
                        "client_ip": person.ip, "user_agent": person.user_agent, "visitor": person.cookie,
                        "time_zone": person.market.time_zone, "url": f"{self.address}/{self._in_language(visit, 'contact/')}",
                    },
                ))  # fmt: skip
        return sorted(found, key=lambda each: each["at"])

    def _inquiry(self, key, moment, way, letter, country, *, channel="", sender=None) -> dict:
        words = {
            "id": key, "occurred_at": _iso(moment), "way": way, "name": letter.name, "email": letter.email, "phone": letter.phone,
            "company": letter.company, "country": country, "product": letter.product, "quantity": letter.quantity,
            "message": letter.message, "language": letter.language, **(sender or {}),
        }  # fmt: skip
        return {
            "door": "inquiry",
            "at": moment,
            "sent": moment,
            "plan": channel,
            "inquiry": {k: v for k, v in words.items() if v},
        }

    def _other_letters(self, letters: list[dict]) -> list[dict]:
        """Spam, second messages of the same people, and what came by mail and telephone."""
        rng, found = self.rng, []
        for number in range(SPAM_LETTERS):
            moment = self._any_moment()
            words = {
                "id": f"s{number}", "occurred_at": _iso(moment), "way": "form", "name": rng.choice(["Olivia", "Best SEO", "财务小王", "Max"]),
                "email": f"offer{number}@mailing{number % 9}.example", "message": f"{rng.choice(SPAM)} #{rng.randrange(10**6)}",
                "client_ip": _ip(SHARED_RANGE + 1000 + number), "user_agent": rng.choice(ROBOTS[-4:]),
            }  # fmt: skip
            found.append({"door": "inquiry", "at": moment, "sent": moment, "plan": "", "inquiry": words})
        early = [each for each in letters if each["at"] < self.ends - 9 * 86_400]
        for number, first in enumerate(rng.sample(early, REPEATED)):
            moment = first["at"] + rng.randrange(4 * 3600, 4 * 86_400)
            asks_again = {
                "zh-hans": "您好，上次的询价有消息了吗？我们这边要定方案了。",
                "en": "Any news on my request? We have to decide soon.",
            }
            words = first["inquiry"] | {
                "id": f"a{number}", "occurred_at": _iso(moment), "message": f"{asks_again[first['inquiry']['language']]} ({number + 1})",
            }  # fmt: skip
            found.append({"door": "inquiry", "at": moment, "sent": moment, "plan": "", "inquiry": words})
        for way, count in (("mail", BY_MAIL), ("phone", BY_PHONE)):
            for number in range(count):
                market = MARKETS[
                    "CN" if rng.random() < 0.6 else rng.choices(self.crowd.countries, self.crowd.shares)[0]
                ]
                found.append(
                    self._inquiry(
                        f"{way}{number}", self._any_moment(), way, self.letters.write(market), market.country
                    )
                )
        return found

    def _any_moment(self) -> int:
        number = int(len(self.days) * self.rng.betavariate(2.6, 1.5))
        return _midnight(self.days[min(number, len(self.days) - 1)]) + self.rng.randrange(8 * 3600, 20 * 3600)

    def _deals_of(self, letters: list[dict]) -> list[dict]:
        deals = []
        for channel, row in TABLE.items():
            old = [
                each for each in letters if each["plan"] == channel and each["at"] < self.ends - 21 * 86_400
            ]
            small = [
                each for each in old if each["inquiry"].get("product", "").startswith(("G2", "V3", "C1"))
            ]
            chosen = self.rng.sample(small if len(small) >= len(row.deals) else old, len(row.deals))
            for amount, letter in zip(row.deals, chosen, strict=True):
                moment = letter["at"] + self.rng.randrange(9 * 86_400, 48 * 86_400)
                moment = min(moment, self.ends - 86_400 - self.rng.randrange(6 * 86_400))
                words = {
                    "id": f"deal-{letter['inquiry']['id']}", "inquiry": letter["inquiry"]["id"],
                    "opened_at": _iso(letter["at"] + 86_400), "won_at": _iso(moment),
                    "amount": f"{amount}.00", "currency": "CNY", "title": letter["inquiry"].get("product", ""),
                }  # fmt: skip
                deals.append({"door": "deal", "at": moment, "sent": moment, "deal": words})
        return deals

    def _in_sending_order(self, hits, others, letters, deals) -> Iterator[dict]:
        """Month by month: the hits (some twice, some late), then costs, inquiries and deals."""
        hits += [each for each in others if each["door"] == "events"]
        retried = [
            {**hit, "sent": hit["sent"] + self.rng.randrange(1, 300)}
            for hit in hits
            if self.rng.random() < RETRIES
        ]
        everything = sorted(hits + retried, key=lambda hit: (hit["sent"], hit["event"]["id"]))
        rest = [each for each in others if each["door"] != "events"] + letters + deals
        order = {"cost_file": 0, "cost": 1, "inquiry": 2, "deal": 3}
        rest.sort(key=lambda each: (each["at"], order[each["door"]]))
        for month in range(6):
            since = self.begins + month * 30 * 86_400
            until = since + 30 * 86_400 if month < 5 else float("inf")
            since = since if month else float("-inf")
            for each in [*everything, *rest]:
                moment = each["sent"] if each["door"] == "events" else each["at"]
                if since <= moment < until:
                    yield {"month": month} | {
                        key: value for key, value in each.items() if key not in ("at", "sent", "plan")
                    }


def _midnight(day: date) -> int:
    return int(datetime.combine(day, time(), ZONE).timestamp())


def _day_of(moment: int) -> date:
    return datetime.fromtimestamp(moment, ZONE).date()


def _iso(moment: int) -> str:
    return datetime.fromtimestamp(moment, UTC).isoformat()


def _ip(number: int) -> str:
    return ".".join(str(number >> shift & 255) for shift in (24, 16, 8, 0))


def yesterday(now: datetime) -> date:
    """Return the season's last day."""
    return now.astimezone(ZONE).date() - timedelta(days=1)
