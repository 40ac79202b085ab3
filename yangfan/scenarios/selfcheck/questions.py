"""The digital self-check: ten questions, three stages, and the first five steps that follow from the answers.

The stages and their spread among small firms (探索 89 %, 实践 8 %, 深度应用 3 %) are those of the published survey of small and
medium enterprises' digital transformation; where the lines are drawn between the points is our own choice.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

EXPLORING, PRACTISING, ADVANCED = "exploring", "practising", "advanced"
STAGES = [
    (EXPLORING, _("Exploring"), 89, 0),  # key, name, per cent of firms, from this many of 30 points on
    (PRACTISING, _("Practising"), 8, 13),
    (ADVANCED, _("Applying in depth"), 3, 23),
]
MOST = 30


@dataclass(frozen=True)
class Step:
    """What to do next, and where in the product."""

    key: str
    title: str  # lazily translated
    why: str  # lazily translated
    url_name: str


@dataclass(frozen=True)
class Question:
    """`answers` in order give 0, 1, 2, 3 points; `step` is advised as long as few points were given."""

    key: str
    text: str
    answers: tuple
    step: Step


QUESTIONS = [
    Question(
        "website", _("What does your website look like today?"),
        (_("We have none, or nobody looks after it"), _("One page or an old site"),
         _("A site we keep up to date"), _("A site with product pages, measured and improved")),
        Step("site", _("Build the website with a scenario"), _("Everything else leads here; it takes ten minutes."), "setup"),
    ),
    Question(
        "languages", _("In which languages do customers read about you?"),
        (_("Only ours, or none"), _("A translation by machine, never looked over"), _("A second language by people"),
         _("Every market's language, kept in step")),
        Step("languages", _("Offer the site in your buyers' languages"), _("Buyers ask where they can read."), "setup"),
    ),
    Question(
        "found", _("How do new customers find you?"),
        (_("By acquaintances and fairs only"), _("Now and then by search or platforms"),
         _("Regularly by search or advertising"), _("By several channels that we compare")),
        Step("found", _("Connect your domain and be found by search engines"), _("Without your own name search engines have nothing to remember."),
             "sites_hosts"),
    ),
    Question(
        "inquiries", _("Where do inquiries arrive?"),
        (_("On private phones and chats"), _("In a shared mailbox"), _("In one list with a person in charge"),
         _("In one inbox with source, value and deadline")),
        Step("inbox", _("Bring all inquiries into one inbox"), _("What lies on a private phone leaves with its owner."), "crm_inbox"),
    ),
    Question(
        "speed", _("How fast is an inquiry answered?"),
        (_("We do not know"), _("Within some days"), _("Within one working day"), _("Within hours, and we measure it")),
        Step("speed", _("Set who answers, and an alert"), _("Whoever answers first often wins the order."), "crm_alerts"),
    ),
    Question(
        "customers", _("Where do you keep your customers' data?"),
        (_("In heads and phones"), _("In tables of each sales person"), _("In one shared table"),
         _("In a system with history and tags")),
        Step("customers", _("Import your customers into the book"), _("Old customers cost the least and buy the most."), "crm_contacts"),
    ),
    Question(
        "money", _("Do you know what an inquiry costs?"),
        (_("No"), _("Roughly, for all together"), _("For each channel"), _("For each channel, down to the order")),
        Step("money", _("Enter advertising costs by channel"), _("Only then you see which channel pays."), "promote_costs"),
    ),
    Question(
        "content", _("How often do you publish something useful?"),
        (_("Hardly ever"), _("A few times a year"), _("Every month"), _("To a plan, and we see what it brings")),
        Step("content", _("Publish one article a month"), _("The scenario's calendar holds the subjects."), "sites_pages"),
    ),
    Question(
        "time", _("Who does marketing at your company?"),
        (_("Nobody in particular"), _("The boss, besides"), _("One person"), _("A team with tasks and goals")),
        Step("team", _("Invite the one who looks after it"), _("What belongs to everybody is done by nobody."), "team"),
    ),
    Question(
        "decide", _("What do you decide by?"),
        (_("By feeling"), _("By the turnover at the year's end"), _("By monthly figures"), _("By figures that we see every day")),
        Step("figures", _("Look at the overview once a week"), _("Ten minutes a week keep you on course."), "overview"),
    ),
]  # fmt: skip


def points_of(answers: dict[str, int]) -> int:
    """Return the sum, 0 to 30."""
    return sum(answers.get(question.key, 0) for question in QUESTIONS)


def stage_of(points: int) -> str:
    """Return the key of the stage that so many points reach."""
    return next(key for key, _name, _share, start in reversed(STAGES) if points >= start)


def first_steps(answers: dict[str, int], *, number: int = 5) -> list[Step]:
    """Return what to do first: where fewest points were given, in the order of the questions; never the same twice."""
    ranked = sorted(enumerate(QUESTIONS), key=lambda row: (answers.get(row[1].key, 0), row[0]))
    return [question.step for _place, question in ranked][:number]
