# SPDX-License-Identifier: MIT
"""What secures the work: clause 四 of the notice."""

from decimal import Decimal

from world import FOREVER, Answer, add, at_least, each_day, meets, plus, rule, runs


@rule("party.leadership", "must", "standing", "station")
def party(_, s):
    """四(一): party_organization."""
    return bool(s["party_organization"])


# --- the agency's people ---

def vettings(w, a, day):
    return [row for row in w.of(a, "agency_vetting") if row["date"] and row["date"] <= day]


def gone(rows, day):
    """Whether somebody with these vettings has left: on left_on, unless vetted again afterwards."""
    left = max((row["left_on"] for row in rows if row["left_on"] and row["left_on"] <= day),
               default=None)
    return left is not None and all(row["date"] <= left for row in rows)


def by(rows, column):
    groups = {}
    for row in rows:
        groups.setdefault(row[column], []).append(row)
    return groups


def vetted(w, a, role, day):
    """A person not left by then who has three passes in that role."""
    people = by([row for row in vettings(w, a, day) if row["role"] == role], "person_code")
    return any(not gone(rows, day) and all(any(row[respect] == "pass" for row in rows)
                                           for respect in ("political", "experience", "ethics"))
               for rows in people.values())


@rule("agency.vetting", "must", "standing", "agency")
def vetting(w, a):
    """四(一): head, sponsor, manager each with a person not left by then who has three passes dated by
    signed_on of every contract running in the year."""
    return all(signed and vetted(w, a, role, min(signed, w.day))
               for _, _, signed, _ in w.contracts_of_year(a) for role in ("head", "sponsor", "manager"))


def unfit(rows, day):
    """Whether the latest political result of a person not yet left is fail (of one day, fail counts)."""
    latest = max((row["date"] for row in rows if row["political"]), default=None)
    failed = any(row["date"] == latest and row["political"] == "fail" for row in rows)
    return failed and not all(gone(held, day) for held in by(rows, "role").values())


@rule("agency.eligible", "must", "standing", "agency")
def eligible(w, a):
    """四(一): on no contract day of the year is the latest political result of a person not yet left
    fail."""
    days = {day for start, end, *_ in w.contracts_of_year(a)
            for day in each_day(max(start, w.first), min(end or FOREVER, w.day))}
    return not any(unfit(rows, day) for day in days
                   for rows in by(vettings(w, a, day), "person_code").values())


# --- evaluation and oversight ---

@rule("evaluation.standard", "must", "standing", "district")
def evaluation_standard(w, d):
    """四(二): a standard issued."""
    return w.counts(d["evaluation_standard_issued_on"])


def evaluated(w, record, table):
    """Evaluated for the year (by year, dated by as-of; later evidence passes too)."""
    return any(row["year"] == w.year and row["date"] and row["date"] <= w.as_of
               for row in w.of(record, table))


@rule("evaluation.yearly", "must", "yearly", "project")
def evaluation_yearly(w, p):
    """四(二): evaluated for the year."""
    return evaluated(w, p, "project_evaluations")


@rule("evaluation.station", "should", "yearly", "station")
def evaluation_station(w, s):
    """四(二): likewise."""
    return evaluated(w, s, "station_evaluations")


@rule("station.oversight", "should", "yearly", "station")
def oversight(w, s):
    """四(二): a district visit."""
    return any(row["visitor"] == "district" and w.in_year(row["date"])
               for row in w.of(s, "station_oversight_visits"))


@rule("station.safety", "should", "yearly", "station")
def safety(w, s):
    """四(二): ≥ safety_checks_per_year."""
    return at_least(sum(w.in_year(row["date"]) for row in w.of(s, "station_safety_checks")),
                    w.p["safety_checks_per_year"])


@rule("delivery.targets", "must", "dated", "project")
def targets(w, p):
    """四(二): each target's deliveries ≥ its quantity by ends_on (stopped: not-applicable). (Without
    ends_on it is pending until then.)"""
    if p["stopped_on"] and p["stopped_on"] <= w.as_of:
        return None
    end = min(p["ends_on"] or FOREVER, w.as_of)

    def delivered(target):
        return add([row for row in w.under(p, target, "project_targets_deliveries")
                    if row["date"] and row["date"] <= end], "quantity")

    met = all(delivered(target) >= (target["quantity"] or 0) for target in w.of(p, "project_targets"))
    return Answer(met, due=p["ends_on"], pending=not p["ends_on"])


@rule("worker.social-security", "must", "standing", "worker")
def social_security(w, x):
    """四(二): each kind of social_security_kinds from at most social_security_days after a posting's
    start to its end."""
    owed = {day for t in w.of(x, "worker_postings") if w.counts(t["starts_on"])
            for day in each_day(plus(t["starts_on"], w.p["social_security_days"]),
                                min(t["ends_on"] or FOREVER, w.day))}
    entries = by(w.of(x, "worker_social_security"), "kind")
    return all(any(runs(row["starts_on"], row["ends_on"], day) for row in entries.get(kind, []))
               for kind in w.p["social_security_kinds"] for day in owed)


# --- money ---

@rule("funds.supervised", "must", "yearly", "station")
def funds_supervised(w, s):
    """四(三): an in-process and an ex-post check and a disclosure, none failed."""
    checks = [row for row in w.of(s, "station_fund_checks") if w.in_year(row["date"])]
    return ({"in-process", "ex-post"} <= {row["phase"] for row in checks}
            and any(w.in_year(row["date"]) for row in w.of(s, "station_disclosures"))
            and all(row["result"] != "fail" for row in checks))


@rule("funds.balance", "must", "standing", "project")
def balance(w, p):
    """四(三): at each day's end, per source: expenses ≤ receipts ≤ budget; entries within the
    contract."""
    start, end = w.contract_dates(p)
    entries = [row for row in w.of(p, "project_ledger") if w.counts(row["date"])]
    if not all(runs(start, end, row["date"]) for row in entries):
        return False

    def total(rows, entry, day):
        return add([row for row in rows if row["entry"] == entry and row["date"] <= day], "amount")

    return all(total(rows, "expense", day) <= total(rows, "receipt", day) <= total(rows, "budget", day)
               for rows in by(entries, "source").values() for day in {row["date"] for row in rows})


@rule("procurement.method", "must", "standing", "project")
def procurement(_, p):
    """四(三): with an agency: contract number and procurement."""
    return bool(p["contract_number"] and p["contract_procurement"]) if p["agency"] else None


@rule("agency.reports", "must", "dated", "agency")
def reports(w, a):
    """四(三): the agency's report for the year; due report_due of the year after."""
    due = f"{w.year + 1}-{w.p['report_due']}"
    return Answer(any(row["year"] == w.year and row["date"] and row["date"] <= min(due, w.as_of)
                      for row in w.of(a, "agency_financial_reports")), due=due)


# --- publicity ---

@rule("publicity.yearly", "should", "yearly", "station")
def publicity(w, s):
    """四(四): something published."""
    return any(w.in_year(row["date"]) for row in w.of(s, "station_publicity"))


def agreed(w, case, client, day):
    """Whether the client consented to publicity by that day and did not withdraw before it."""
    scope = [row["value"] for row in w.under(case, client, "case_clients_consent_scope")]
    return ("publicity" in scope and bool(client["consent_date"]) and client["consent_date"] <= day
            and (client["consent_withdrawn_on"] or FOREVER) >= day)


@rule("publicity.consent", "must", "standing", "station")
def publicity_consent(w, s):
    """四(四): each item on a case names it, and every client of it consented to publicity before."""
    for item in w.of(s, "station_publicity"):
        if w.counts(item["date"]) and (item["kind"] == "case" or item["case"]):
            case = w.get("case", item["case"])
            if not case or not all(agreed(w, case, client, item["date"])
                                   for client in w.of(case, "case_clients")):
                return False
    return True
