# SPDX-License-Identifier: MIT
"""How stations serve, learn and are led: clause 三 of the notice."""

from decimal import ROUND_CEILING, Decimal

from world import PENDING, Answer, add, at_least, between, counted, each_day, in_order
from world import plus, rounded, rule, runs


@rule("service.professional", "should", "yearly", "station")
def professional(w, s):
    """三(一): clerical hours ÷ all activity hours ≤ clerical_share (no hours: not-applicable). (The
    share is rounded up to 0.0001.)"""
    rows = [row for _, row in w.activities(s)]
    hours = add(rows, "hours")
    if not hours:
        return None
    share = add([row for row in rows if row["nature"] == "clerical"], "hours") / hours
    most = w.p["clerical_share"]
    return Answer(share <= most, rounded(share, 4, ROUND_CEILING), most)


@rule("service.not-administrative", "must", "standing", "project")
def not_administrative(w, p):
    """三(一): no activity of nature administrative."""
    return not any(row["nature"] == "administrative" and w.counts(row["date"])
                   for row in w.of(p, "project_activities"))


@rule("service.administrative-words", "should", "standing", "project")
def administrative_words(w, p):
    """三(一): no activity title with an administrative_words word."""
    return not any(word in (row["title"] or "") for row in w.of(p, "project_activities")
                   if w.counts(row["date"]) for word in w.p["administrative_words"])


@rule("service.outreach", "should", "yearly", "station")
def outreach(w, s):
    """三(一): a household visit."""
    return any(w.in_year(visit["date"]) for h in w.all("households") if h["station"] == s["id"]
               for visit in w.of(h, "household_visits"))


# --- cases ---

def unreached(w, c, stage):
    """Not yet reached in an open case: neither the stage of that place nor a later one."""
    return not any(w.stages(c)[stage:])


@rule("case.assessment", "must", "standing", "case")
def assessment(w, c):
    """三(一): assessment with needs, before the plan; not yet reached in an open case: pending."""
    if unreached(w, c, 1):
        return PENDING
    _, done, plan, *_ = w.stages(c)
    return bool(done) and bool(w.of(c, "case_assessment_needs")) and in_order(done + plan)


@rule("case.plan", "must", "standing", "case")
def plan(w, c):
    """三(一): plan with goals and actions, before the first intervention; likewise."""
    if unreached(w, c, 2):
        return PENDING
    _, _, done, interventions, *_ = w.stages(c)
    return (bool(done) and bool(w.of(c, "case_plan_goals")) and bool(w.of(c, "case_plan_actions"))
            and in_order(done + interventions))


@rule("case.stages", "must", "standing", "case")
def stages(w, c):
    """三(一): what is present is in order; closed with a complete_reasons reason: all six."""
    present = w.stages(c)
    owed = bool(present[-1]) and c["closure_reason"] in w.p["complete_reasons"]
    return (in_order([day for stage in present for day in stage] + w.follow_ups(c))
            and (all(present) or not owed))


def wording(w, c):
    return w.once(("wording", c["id"]), lambda: (
        w.values(c, "case_plan_goals"), w.values(c, "case_plan_actions"),
        {client["code"] for client in w.of(c, "case_clients")}))


@rule("case.tailored", "should", "standing", "case")
def tailored(w, c):
    """三(一): goals and actions not the same as an earlier case's of another client (the later one
    fails). (Earlier by the plan's date, then the intake's, then the id.)"""
    goals, actions, clients = wording(w, c)
    if not (w.counts(c["plan_date"]) and goals and clients):
        return True

    def place(case):
        return case["plan_date"], case["intake_date"] or "", case["id"]

    return not any(
        w.counts(other["plan_date"]) and place(other) < place(c)
        and wording(w, other)[:2] == (goals, actions)
        and wording(w, other)[2] and not wording(w, other)[2] & clients
        for other in w.all("cases"))


@rule("case.active", "should", "standing", "case")
def active(w, c):
    """三(一): open: the latest entry is at most inactive_days before :day."""
    *entries, closure = w.stages(c)
    if closure:
        return None
    entries.append(w.follow_ups(c))
    idle = Decimal(between(max(day for stage in entries for day in stage), w.day))
    return Answer(idle <= w.p["inactive_days"], idle, w.p["inactive_days"])


@rule("cases.yearly", "must", "yearly", "station")
def cases_yearly(w, s):
    """三(一): ≥ cases_per_year complete cases."""
    return at_least(len(w.complete_cases(s)), w.p["cases_per_year"])


# --- supervision and training ---

def supervised(w, projects):
    """Hours of the year's sessions."""
    return sum((add([v for v in w.of(p, "project_supervision") if w.in_year(v["date"])], "hours")
                for p in projects), Decimal(0))


@rule("supervision.yearly", "must", "yearly", "supervision_scope")
def supervision(w, record):
    """三(一): ≥ supervision_hours; summed per station over the projects that name it (a session
    counts in full for each), or per project, as supervision_scope says."""
    projects = [record] if w.p["supervision_scope"] == "project" else w.projects_ever(record)
    return at_least(supervised(w, projects), w.p["supervision_hours"])


@rule("training.kinds", "must", "yearly", "station")
def training_kinds(w, s):
    """三(二): held for its workers: supervision, continuing-education, practice, policy; induction
    when a first posting starts there in the year. "A training entry counts for the station where the
    worker is posted on that date (induction: the station of the first posting)."""
    wanted = {"supervision", "continuing-education", "practice", "policy"}
    held = set()
    for x in w.all("workers"):
        first = w.first_posting(x)
        starts_here = first is not None and first["station"] == s["id"]
        if starts_here and w.in_year(first["starts_on"]):
            wanted.add("induction")
        for entry in w.of(x, "worker_training"):
            here = starts_here if entry["kind"] == "induction" else (
                entry["date"] and w.posted(x, s["id"], entry["date"]))
            if here and w.in_year(entry["date"]):
                held.add(entry["kind"])
    return wanted <= held


@rule("training.induction", "should", "dated", "worker")
def induction(w, x):
    """三(二): induction by induction_days after the first posting's start, for those whose first
    posting starts in the year."""
    first = w.first_posting(x)
    if not w.in_year(first["starts_on"]):
        return None
    due = plus(first["starts_on"], w.p["induction_days"])
    dates = [entry["date"] for entry in w.of(x, "worker_training") if entry["kind"] == "induction"]
    return Answer(any(day and day <= min(due, w.as_of) for day in dates), due=due)


@rule("training.hours", "must", "yearly", "worker")
def training_hours(w, x):
    """三(二): ≥ class_hours; every kind whose counts is not false, also before a posting. part_year:
    prorated requires class_hours × posted days of the year (open postings to 31 December) ÷ days of
    the year, rounded up to 0.01; exempt makes workers not posted on every day not-applicable."""
    hours = add([entry for entry in w.of(x, "worker_training")
                 if w.in_year(entry["date"]) and entry["counts"] is not False], "class_hours")
    year = list(each_day(w.first, w.last))
    posted = sum(any(runs(t["starts_on"], t["ends_on"], day) for t in w.of(x, "worker_postings"))
                 for day in year)
    if w.p["part_year"] == "exempt" and posted < len(year):
        return None
    required = w.p["class_hours"]
    if w.p["part_year"] == "prorated":
        required = rounded(required * posted / len(year), 2, ROUND_CEILING)
    return at_least(hours, required)


@rule("practice.bases", "may", "standing", "station")
def bases(w, s):
    """三(二): bases."""
    return counted(sum(w.counts(base["signed_on"]) for base in w.of(s, "station_practice_bases")))


# --- agencies, the team, what a station is known for ---

@rule("agency.nonprofit", "must", "standing", "agency")
def nonprofit(_, a):
    """三(三): nonprofit and public interest."""
    return a["nonprofit"] is True and a["public_interest"] is True


@rule("agency.registrar", "should", "standing", "agency")
def registrar(_, a):
    """三(三): credit code of civil affairs (51, 52, 53)."""
    return (a["uscc"] or "").startswith(("51", "52", "53"))


def issued(w, a, table):
    return {row["kind"] for row in w.of(a, table) if w.counts(row["issued_on"])}


@rule("agency.systems", "must", "standing", "agency")
def systems(w, a):
    """三(三): the six systems."""
    return {"personnel", "finance", "service-projects", "volunteers", "client-data",
            "satisfaction"} <= issued(w, a, "agency_systems")


@rule("agency.standards", "must", "standing", "agency")
def standards(w, a):
    """三(三): the three standards."""
    return {"needs-assessment", "service-delivery",
            "performance-evaluation"} <= issued(w, a, "agency_standards")


@rule("agency.incubation", "may", "standing", "agency")
def incubation(_, a):
    """三(三): incubated by."""
    return True if a["incubated_by"] else None


@rule("supervision.team", "should", "yearly", "district")
def team(w, d):
    """三(四): a team for the year with a mode."""
    return w.team(d)


@rule("talent.backbone", "may", "standing", "station")
def backbone(w, s):
    """三(四): posted workers of national, city, district talent."""
    talents = [x for x in w.all("workers") if x["talent"]]
    return counted(sum(w.posted(x, s["id"], w.day) for x in talents))


@rule("station.focus", "must", "standing", "station")
def focus(w, s):
    """三(五): target groups and contents."""
    return bool(w.of(s, "station_focus_target_groups")) and bool(w.of(s, "station_focus_contents"))


@rule("station.specialty", "may", "standing", "station")
def specialty(_, s):
    """三(五): a specialty."""
    return True if s["specialty"] else None


@rule("station.brand", "should", "standing", "station")
def brand(w, s):
    """三(五): a brand, its name unique in the district. (Begun by :day, as those it is compared with.)"""
    return bool(s["brand_name"]) and w.counts(s["brand_starts_on"]) and not any(
        other["brand_name"] == s["brand_name"] and w.counts(other["brand_starts_on"])
        for other in w.all("stations") if other["id"] != s["id"])
