# SPDX-License-Identifier: MIT
"""What stations are and have: the notice's aim, its clause 一 and its clause 二."""

from decimal import Decimal

from world import FOREVER, Answer, add, counted, each_day, meets, plus, rounded, rule, runs

CORE = {"social-assistance", "elderly-care", "child-welfare", "community-building", "social-affairs",
        "social-organizations"}
EXTENSION = {"judicial-correction", "health", "women", "veterans", "other"}


def done_by(w, day, due):
    """Dated: done by the due date, and not after as-of."""
    return Answer(bool(day) and day <= min(due, w.as_of), due=due)


@rule("coverage", "must", "dated", "district")
def coverage(w, _):
    """通知: each counted division has a station operating on the earlier of as-of and coverage_due;
    measured covered, required counted."""
    due = w.p["coverage_due"]
    day = min(w.as_of, due)
    wanted = {d["code"] for d in w.all("district_divisions") if d["kind"] in w.p["counted_divisions"]}
    there = wanted & {s["division"] for s in w.all("stations") if w.operates(s, day)}
    return Answer(there == wanted, Decimal(len(there)), Decimal(len(wanted)), due)


@rule("station.one-per-division", "must", "standing", "station")
def one_per_division(w, s):
    """一: its division is listed in sws.yaml and no other operating station has it. (Both of them
    operate on :day.)"""
    return w.division(s) is not None and not any(
        w.operates(s, w.day) and w.operates(other, w.day)
        for other in w.all("stations") if other["id"] != s["id"] and other["division"] == s["division"])


@rule("station.fields", "should", "yearly", "station")
def fields(w, s):
    """一(一): a project in a core field."""
    return any(p["field"] in CORE for p in w.projects(s))


@rule("project.extension", "must", "standing", "project")
def extension(w, p):
    """一(一): an extension field has extension_basis and each of its stations a core project."""
    if p["field"] not in EXTENSION:
        return True
    stations = w.values(p, "project_stations")
    return bool(p["extension_basis"]) and all(fields(w, {"id": name}) for name in stations)


@rule("station.host", "should", "standing", "station")
def host(w, s):
    """一(二): a host."""
    return bool(w.of(s, "station_premises_hosts"))


@rule("station.premises", "must", "dated", "station", "not_closed")
def premises(w, s):
    """一(二): office and equipment; due hardware_due."""
    there = s["premises_office"] is True and bool(w.of(s, "station_premises_equipment"))
    return Answer(there, due=w.p["hardware_due"])


@rule("station.rooms", "may", "standing", "station")
def rooms(w, s):
    """一(二): how many of the four rooms."""
    four = {"casework", "groupwork", "multipurpose", "archive"}
    return counted(len(four & set(w.values(s, "station_premises_rooms"))))


def sign(w, s):
    """Both emblems; text = sign prefix + division's sign name + 社会工作服务站."""
    prefix, division = w.all("district")[0]["district_sign_prefix"], w.division(s)
    return (s["signage_social_work_emblem"] is True and s["signage_civil_affairs_emblem"] is True
            and bool(prefix and division and division["sign_name"])
            and s["signage_text"] == prefix + division["sign_name"] + "社会工作服务站")


def in_zone(w, s):
    division = w.division(s)
    return division is not None and division["kind"] == "development-zone"


@rule("station.signage", "must", "standing", "station")
def signage(w, s):
    """一(二): the sign (development zones: not-applicable)."""
    return None if in_zone(w, s) else sign(w, s)


@rule("station.signage-zone", "should", "standing", "station")
def signage_zone(w, s):
    """一(二): the same for development zones."""
    return sign(w, s) if in_zone(w, s) else None


@rule("staffing.mode", "must", "standing", "station")
def mode(w, s):
    """一(三): a mode; contracted needs a contract running."""
    modes = w.values(s, "station_staffing_modes")
    running = any(runs(c["starts_on"], c["ends_on"], w.day) for c in w.of(s, "station_contracts"))
    return bool(modes) and ("contracted" not in modes or running)


@rule("staffing.certified", "must", "standing", "station")
def certified(w, s):
    """一(三): at least certified_workers on every day from F to L. F = the later of 1 January and
    staffed_on; L = the earlier of :day and closed_on; suspended days are skipped. No staffed_on by
    as-of: pending while as-of ≤ staffing_due, afterwards F = the later of 1 January and opened_on.
    No day left: not-applicable. A worker counts once on a day. Measured = the smallest count."""
    start = s["construction_staffed_on"]
    late = not start or start > w.as_of
    days = each_day(max(w.first, s["opened_on"] if late else start),
                    min(w.day, s["closed_on"] or FOREVER))
    counts = [sum(w.posted(x, s["id"], day) and w.certified(x, day) for x in w.all("workers"))
              for day in days if not w.suspended(s, day)]
    due, required = w.p["staffing_due"] if late else None, w.p["certified_workers"]
    if late and w.as_of <= due:
        return Answer(False, required=required, due=due)
    if not counts:
        return None
    return Answer(min(counts) >= required, Decimal(min(counts)), required, due)


@rule("staffing.certificate", "must", "standing", "worker")
def certificate(w, x):
    """一(三): a certificate with number and date, or an exception running."""
    return w.excepted(x, w.day) or any(k["number"] and w.counts(k["issued_on"])
                                       for k in w.of(x, "worker_certificates"))


@rule("staffing.registration", "must", "standing", "worker")
def registration(w, x):
    """一(三): a registration in registration_city running, or an exception."""
    return w.excepted(x, w.day) or bool(w.registrations(x, w.day))


@rule("staffing.registration-expiring", "should", "standing", "worker")
def expiring(w, x):
    """一(三): the last running registration does not end within registration_notice_days after :day.
    (Where none runs it passes.)"""
    ends = [r["ends_on"] or FOREVER for r in w.registrations(x, w.day)]
    return not ends or max(ends) > plus(w.day, w.p["registration_notice_days"])


@rule("staffing.one-station", "should", "standing", "worker")
def one_station(w, x):
    """Postings do not overlap. (Those that started by :day.)"""
    spans = [t for t in w.of(x, "worker_postings") if w.counts(t["starts_on"])]
    return not any(meets(b["starts_on"], b["ends_on"], a["starts_on"], a["ends_on"] or FOREVER)
                   for i, a in enumerate(spans) for b in spans[i + 1:])


@rule("guidelines.complete", "must", "standing", "station")
def guidelines(w, s):
    """二(一): the five topics."""
    return {"duties", "workflow", "management", "service-agreement", "fund-supervision"} <= {
        g["topic"] for g in w.of(s, "station_guidelines") if w.counts(g["issued_on"])}


def lines(w, s):
    return [line for line in w.of(s, "station_funds") if line["year"] == w.year]


def plans(w, s):
    """Those for the year, issued by :day."""
    return [plan for plan in w.of(s, "station_plans")
            if plan["year"] == w.year and w.counts(plan["issued_on"])]


@rule("funds.source", "must", "yearly", "station")
def source(w, s):
    """二(二): a line for the year, each with source and purpose."""
    return bool(lines(w, s)) and all(line["source"] and line["purpose"] for line in lines(w, s))


@rule("funds.growth", "must", "yearly", "station")
def growth(w, s):
    """二(二): the year's plan states funding source and growth."""
    return any(plan["funding_source"] and plan["funding_growth"] for plan in plans(w, s))


@rule("funds.charity", "may", "yearly", "station")
def charity(w, s):
    """二(二): share of charity and earmarked money received. (Rounded to 0.0001; none:
    not-applicable.)"""
    given = add([line for line in lines(w, s) if line["source"] in ("charity", "earmarked")],
                "received")
    if not given:
        return None
    return Answer(True, rounded(given / add(lines(w, s), "received"), 4))


@rule("plan.yearly", "must", "dated", "station", "not_closed")
def plan_yearly(w, s):
    """二(三): a plan for the year issued by plan_yearly_due of it, every task with owner and due
    date."""
    due = f"{w.year}-{w.p['plan_yearly_due']}"
    return Answer(any(
        plan["year"] == w.year and done_by(w, plan["issued_on"], due).holds
        and all(task["owner"] and task["due_on"] for task in w.under(s, plan, "station_plans_tasks"))
        for plan in w.of(s, "station_plans")), due=due)


@rule("plan.tasks", "should", "standing", "station", "not_closed")
def plan_tasks(w, s):
    """二(三): no task overdue. (In the plans issued by :day; what was done late is no longer so.)"""
    return not any(
        task["due_on"] and task["due_on"] < w.day and not w.counts(task["done_on"])
        for plan in w.of(s, "station_plans") if w.counts(plan["issued_on"])
        for task in w.under(s, plan, "station_plans_tasks"))


@rule("milestone.plan", "must", "dated", "station", "not_closed")
def milestone_plan(w, s):
    """二(三): filed_on by plan_due."""
    return done_by(w, s["construction_filed_on"], w.p["plan_due"])


@rule("milestone.hardware", "must", "dated", "station", "not_closed")
def milestone_hardware(w, s):
    """二(三): hardware_ready_on by hardware_due."""
    return done_by(w, s["construction_hardware_ready_on"], w.p["hardware_due"])


@rule("milestone.staffing", "must", "dated", "station", "not_closed")
def milestone_staffing(w, s):
    """二(三): staffed_on by staffing_due; when contracted, tendered_on ≤ contracted_on ≤ staffed_on."""
    answer = done_by(w, s["construction_staffed_on"], w.p["staffing_due"])
    if "contracted" in w.values(s, "station_staffing_modes"):
        answer.holds = answer.holds and bool(s["construction_tendered_on"]) and (
            s["construction_tendered_on"] <= (s["construction_contracted_on"] or "")
            <= s["construction_staffed_on"])
    return answer


@rule("rooms.community", "may", "standing", "station")
def community_rooms(w, s):
    """二(三): number of community service rooms."""
    return counted(len(open_rooms(w, s)))


def open_rooms(w, s):
    return [room for room in w.of(s, "station_service_rooms") if w.counts(room["opened_on"])]


@rule("goals.2025", "may", "standing", "district")
def goals(w, d):
    """二(三): certified workers, agencies, brand projects, tiers. (How many of them show something
    on :day; tiers are a team of the year, an operating station, and a room of such a one.)"""
    operating = [s for s in w.all("stations") if w.operates(s, w.day)]
    workers = any(runs(t["starts_on"], t["ends_on"], w.day) and w.certified(x, w.day)
                  for x in w.all("workers") for t in w.of(x, "worker_postings"))
    agencies = any(runs(start, end, w.day) and (stopped or FOREVER) >= w.day
                   for a in w.all("agencies") for start, end, _, stopped in w.contracts(a))
    brands = any(p["brand"] is True and runs(p["starts_on"], p["ends_on"], w.day)
                 and (p["stopped_on"] or FOREVER) >= w.day for p in w.all("projects"))
    tiers = w.team(d) and any(open_rooms(w, s) for s in operating)
    return counted(workers + agencies + brands + tiers)
