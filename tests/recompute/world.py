# SPDX-License-Identifier: MIT
"""The tables of a repository, a year and a day of judgement; who is judged, and what a verdict is.

All of it follows the text of the rules: what is quoted is quoted from there. A day is its text,
YYYY-MM-DD, so that days compare as texts do. Numbers are decimals.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

FOREVER = "9999-12-31"

TABLES = {
    "district": "district", "station": "stations", "worker": "workers", "case": "cases",
    "project": "projects", "agency": "agencies", "household": "households", "community": "communities",
}

# "Parameters (defaults; overridable ...)"
PARAMETERS = {
    "certified_workers": Decimal(2),
    "cases_per_year": Decimal(2),
    "supervision_hours": Decimal(30),
    "supervision_scope": "station",
    "class_hours": Decimal(30),
    "part_year": "full",
    "plan_due": "2022-04-30",
    "hardware_due": "2022-05-31",
    "staffing_due": "2022-07-31",
    "coverage_due": "2022-12-31",
    "registration_city": "天津",
    "registration_notice_days": Decimal(90),
    "case_methods": ["casework", "groupwork", "community"],
    "complete_reasons": ["goals-met"],
    "inactive_days": Decimal(120),
    "induction_days": Decimal(30),
    "clerical_share": Decimal("0.3"),
    "administrative_words": ["审批", "发证", "执法", "盖章", "录入"],
    "safety_checks_per_year": Decimal(1),
    "plan_yearly_due": "03-31",
    "report_due": "04-30",
    "social_security_days": Decimal(30),
    "social_security_kinds": ["pension", "medical", "unemployment", "injury", "maternity"],
    "counted_divisions": ["subdistrict", "town", "township"],
}


def parameters(changes):
    """The defaults with changes, each NAME=VALUE; the values of a list have commas between them."""
    values = dict(PARAMETERS)
    for change in changes:
        name, _, text = change.partition("=")
        kind = type(values[name])
        values[name] = text.split(",") if kind is list else kind(text)
    return values


# --- days ---

def plus(day, days):
    return (date.fromisoformat(day) + timedelta(int(days))).isoformat()


def between(start, end):
    """How many days lie from start to end, one of them counted."""
    return (date.fromisoformat(end) - date.fromisoformat(start)).days


def each_day(start, end):
    for n in range(between(start, end) + 1):
        yield plus(start, n)


def runs(start, end, day):
    """Whether an interval has the day: both ends belong to it, without an end it is open."""
    return bool(start) and start <= day <= (end or FOREVER)


def meets(start, end, first, last):
    """Whether an interval has a day from first to last; one that ends before it starts has none."""
    return bool(start) and max(start, first) <= min(end or FOREVER, last)


def in_order(days):
    return all(a <= b for a, b in zip(days, days[1:]))


def add(rows, column):
    return sum((row[column] for row in rows if row[column] is not None), Decimal(0))


def rounded(number, places, rounding=ROUND_HALF_UP):
    return number.quantize(Decimal(1).scaleb(-places), rounding=rounding)


# --- verdicts ---

@dataclass
class Answer:
    """What a rule says of a subject that it applies to. Pending: not reached, in a standing rule."""
    holds: bool
    measured: Decimal = None
    required: Decimal = None
    due: str = None
    pending: bool = False


PENDING = Answer(False, pending=True)


def at_least(measured, required):
    return Answer(measured >= required, Decimal(measured), Decimal(required))


def counted(number):
    """For what is only measured: none is not-applicable."""
    return Answer(True, Decimal(number)) if number else None


@dataclass
class Rule:
    level: str
    term: str
    kinds: str
    scope: str
    judge: object


RULES = {}


def rule(name, level, term, kinds, scope="judged"):
    """Registers a function of the world and a record: a bool, an Answer, or None for not-applicable.

    The scope is `judged`, `not_closed` (stations of milestone.*, plan.*, station.premises) or
    `all`, for a function that looks at it itself.
    """

    def register(function):
        RULES[name] = Rule(level, term, kinds, scope, function)
        return function

    return register


class World:
    def __init__(self, tables, year, as_of, values):
        self.tables, self.year, self.as_of, self.p = tables, year, as_of, values
        self.first, self.last = f"{year}-01-01", f"{year}-12-31"
        self.day = min(as_of, self.last)  # "the earlier of as-of and 31 December of Y"
        self.lists, self.known, self.seen = {}, {}, {}

    # --- rows ---

    def all(self, table):
        return self.tables[table]

    def of(self, record, table):
        """The rows of a record's list, in their order."""
        if table not in self.lists:
            owners = self.lists[table] = {}
            for row in sorted(self.tables[table], key=lambda row: (row["_n"], row.get("_n2") or 0)):
                owners.setdefault(row["_record"], []).append(row)
        return self.lists[table].get(record["id"], [])

    def under(self, record, item, table):
        """The rows of a list inside an item of a record's list."""
        return [row for row in self.of(record, table) if row["_n"] == item["_n"]]

    def values(self, record, table):
        return [row["value"] for row in self.of(record, table)]

    def get(self, kind, name):
        if kind not in self.known:
            self.known[kind] = {row["id"]: row for row in self.all(TABLES[kind])}
        return self.known[kind].get(name)

    def once(self, key, make):
        """What make returns, worked out once."""
        if key not in self.seen:
            self.seen[key] = make()
        return self.seen[key]

    def counts(self, day):
        """Evidence dated after :day does not count", nor does what lacks its date."""
        return bool(day) and day <= self.day

    def in_year(self, day):
        return self.counts(day) and day >= self.first

    # --- who is judged ---

    def judged(self, kind, record):
        return self.once((kind, record["id"]), lambda: getattr(self, "judged_" + kind)(record))

    def judged_district(self, _):
        return True

    def operates(self, s, day):
        """From opened_on to closed_on, outside suspensions."""
        return runs(s["opened_on"], s["closed_on"], day) and not self.suspended(s, day)

    def suspended(self, s, day):
        return any(runs(u["starts_on"], u["ends_on"], day) for u in self.of(s, "station_suspensions"))

    def judged_station(self, s):
        """Operating on some day of the year up to :day."""
        return any(self.operates(s, day) for day in each_day(self.first, self.day))

    def not_closed(self, s):
        """Not closed by as-of, opened or not."""
        return not (s["closed_on"] and s["closed_on"] <= self.as_of)

    def judged_worker(self, x):
        """Posted on some day of the year up to :day."""
        return any(meets(t["starts_on"], t["ends_on"], self.first, self.day)
                   for t in self.of(x, "worker_postings"))

    def judged_case(self, c):
        """Intake accepted, dated by :day, not closed before the year."""
        return (c["intake_decision"] == "accept" and self.counts(c["intake_date"])
                and not (c["closure_date"] and c["closure_date"] < self.first))

    def judged_project(self, p):
        """starts_on–ends_on meets the year, started by :day."""
        return meets(p["starts_on"], p["ends_on"], self.first, self.last) and p["starts_on"] <= self.day

    def contract_dates(self, p):
        """Without dates the project's apply."""
        return p["contract_starts_on"] or p["starts_on"], p["contract_ends_on"] or p["ends_on"]

    def contracts(self, a):
        """(start, end, signed, stopped) of each contract of a station or project with the agency."""
        for row in self.all("station_contracts"):
            if row["agency"] == a["id"]:
                yield row["starts_on"], row["ends_on"], row["signed_on"], None
        for p in self.all("projects"):
            if p["agency"] == a["id"]:
                yield *self.contract_dates(p), p["contract_signed_on"], p["stopped_on"]

    def contracts_of_year(self, a):
        return [c for c in self.contracts(a) if meets(c[0], c[1], self.first, self.day)]

    def judged_agency(self, a):
        """A contract of a station or project with it runs on some day of the year up to :day."""
        return bool(self.contracts_of_year(a))

    def opened(self, record, surveys):
        """Opened (else first surveyed)"; one with neither date is taken for open since ever."""
        dates = [row["date"] for row in self.of(record, surveys) if row["date"]]
        return record["opened_on"] or min(dates, default="0000-00-00")

    def kept(self, record, surveys):
        return (self.opened(record, surveys) <= self.day
                and (record["closed_on"] or FOREVER) >= self.first)

    def judged_household(self, h):
        """Opened (else first surveyed) by :day and not closed before the year."""
        return self.kept(h, "household_surveys")

    def judged_community(self, c):
        return self.kept(c, "community_surveys")

    # --- what several rules ask ---

    def division(self, s):
        """The division in sws.yaml, or None."""
        return next((d for d in self.all("district_divisions") if d["code"] == s["division"]), None)

    def projects(self, s):
        """The projects of the year, started by :day, that name the station."""
        return [p for p in self.projects_ever(s) if self.judged("project", p)]

    def projects_ever(self, s):
        return [p for p in self.all("projects") if s["id"] in self.values(p, "project_stations")]

    def activities(self, s):
        """(project, activity) of the year at the station; of those without a station, too, when the
        project names it."""
        for p in self.all("projects"):
            member = s["id"] in self.values(p, "project_stations")
            for row in self.of(p, "project_activities"):
                here = row["station"] == s["id"] or (row["station"] is None and member)
                if here and self.in_year(row["date"]):
                    yield p, row

    def team(self, d):
        """A team for the year with a mode."""
        return any(row["year"] == self.year and self.under(d, row, "district_supervision_team_modes")
                   for row in self.of(d, "district_supervision_team"))

    def posted(self, x, station, day):
        return any(t["station"] == station and runs(t["starts_on"], t["ends_on"], day)
                   for t in self.of(x, "worker_postings"))

    def first_posting(self, x):
        """Of those that started by :day, or None."""
        started = [t for t in self.of(x, "worker_postings")
                   if self.counts(t["starts_on"]) and t["starts_on"] <= (t["ends_on"] or FOREVER)]
        return min(started, key=lambda t: t["starts_on"], default=None)

    def excepted(self, x, day):
        return any(runs(e["starts_on"], e["ends_on"], day) for e in self.of(x, "worker_exceptions"))

    def registrations(self, x, day):
        """Those in registration_city that run."""
        return [r for r in self.of(x, "worker_registrations")
                if r["city"] == self.p["registration_city"] and runs(r["starts_on"], r["ends_on"], day)]

    def certified(self, x, day):
        """Either a certificate issued by then and a registration in registration_city running, or
        an exception running."""
        issued = any(k["issued_on"] and k["issued_on"] <= day
                     for k in self.of(x, "worker_certificates"))
        return self.excepted(x, day) or (issued and bool(self.registrations(x, day)))

    def stages(self, c, until=None):
        """The days of a case's stages by :day (or until then), in the order of the stages: intake,
        assessment, plan, interventions, evaluation, closure."""
        days = [[c["intake_date"]], [c["assessment_date"]], [c["plan_date"]],
                [row["date"] for row in self.of(c, "case_interventions")],
                [c["evaluation_date"]], [c["closure_date"]]]
        return [sorted(day for day in stage if day and day <= (until or self.day)) for stage in days]

    def follow_ups(self, c):
        return sorted(row["date"] for row in self.of(c, "case_follow_ups") if self.counts(row["date"]))

    def complete(self, c):
        """Accepted, all six stages dated, in order and ≤ :day, at least one intervention, method in
        case_methods, closure.reason in complete_reasons. It counts in the year of its closure. (No
        intervention is left aside, whenever it was.)"""
        stages = self.stages(c, until=FOREVER)
        return (c["intake_decision"] == "accept" and all(stages) and self.in_year(c["closure_date"])
                and in_order([day for stage in stages for day in stage] + self.follow_ups(c))
                and c["method"] in self.p["case_methods"]
                and c["closure_reason"] in self.p["complete_reasons"])

    def complete_cases(self, s):
        return [c for c in self.all("cases") if c["station"] == s["id"] and self.complete(c)]

    # --- verdicts ---

    def kinds(self, known):
        """The kinds of a rule's subjects; of supervision.yearly that is a parameter."""
        return self.p.get(known.kinds, known.kinds).split()

    def answer(self, known, kind, record):
        if known.scope == "judged" and not self.judged(kind, record):
            return None
        if known.scope == "not_closed" and not self.not_closed(record):
            return None
        answer = known.judge(self, record)
        return Answer(answer) if isinstance(answer, bool) else answer

    def verdict(self, name, kind, record):
        """(verdict, measured, required, due)"""
        known = RULES[name]
        answer = self.answer(known, kind, record)
        if answer is None:
            return "not-applicable", None, None, None
        due = answer.due or (self.last if known.term == "yearly" else None)
        verdict = "fail"
        if answer.holds or known.level == "may":
            verdict = "pass"
        elif answer.pending or (due and self.as_of <= due):
            verdict = "pending"
        return verdict, answer.measured, answer.required, due

    def waived_until(self, name, kind, record):
        """The last day of the waivers of a rule that can be waived, or None."""
        if name.startswith(("privacy.", "reference.")) or name == "agency.eligible":
            return None
        return max((row["ends_on"] or FOREVER for row in self.all("district_waivers")
                    if (row["rule"], row["subject_kind"], row["subject"]) == (name, kind, record["id"])),
                   default=None)

    def final(self, name, kind, record):
        """The verdict with what waivers make of it: a waiver turns fail or pending into waived up to
        its ends_on (measured by as-of, included). Due is the later of the two days; what is pending
        without a day stays without."""
        verdict, measured, required, due = self.verdict(name, kind, record)
        until = self.waived_until(name, kind, record)
        if until and until >= self.as_of and verdict in ("fail", "pending"):
            due = max(due or "", until) if due or verdict == "fail" else None
            verdict = "waived"
        return verdict, measured, required, due
