# SPDX-License-Identifier: MIT
"""The annex of the notice, and what records owe one another."""

import re
from world import FOREVER, PENDING, TABLES, at_least, rule

BASIC = {"social-assistance", "elderly-care", "child-protection", "disability-services"}

# Whom the annex's group 二 serves: assisted and low-income, elderly, children, disabled people.
SERVED = {"assisted", "low-income", "living-alone", "empty-nest", "left-behind-elder", "disabled-elder",
          "dementia-elder", "family-planning-special", "child-in-need", "left-behind-child", "disabled"}


@rule("services.catalogue", "should", "yearly", "station")
def catalogue(w, s):
    """annex: activities in all of its service_items."""
    items = set(w.values(s, "station_service_items"))
    held = {row["item"] for _, row in w.activities(s)}
    return at_least(len(items & held), len(items)) if items else None


@rule("services.basic", "should", "yearly", "station")
def basic(w, s):
    """annex 二: an activity or complete case in group 二."""
    clients = [client for c in w.complete_cases(s) for client in w.of(c, "case_clients")]
    return (any(row["item"] in BASIC for _, row in w.activities(s))
            or any(client["target_group"] in SERVED for client in clients))


@rule("policy.topics", "should", "yearly", "station")
def topics(w, s):
    """annex 一1: the five topics among policy-advocacy activities."""
    five = {"elderly-care", "social-assistance", "child-welfare", "marriage", "funeral"}
    named = {topic["value"] for p, row in w.activities(s) if row["item"] == "policy-advocacy"
             for topic in w.under(p, row, "project_activities_topics")}
    return at_least(len(five & named), 5)


@rule("household.files", "must", "yearly", "station")
def files(w, s):
    """annex 一2: at least one household file."""
    own = [h for h in w.all("households") if h["station"] == s["id"]]
    return at_least(sum(w.judged("household", h) for h in own), 1)


@rule("household.updated", "must", "yearly", "household")
def household_updated(w, h):
    """annex 一2: a survey in the year."""
    return any(w.in_year(row["date"]) for row in w.of(h, "household_surveys"))


@rule("community.bank", "must", "yearly", "station")
def bank(w, s):
    """annex 一3: every community of its division listed in sws.yaml has a bank."""
    listed = {row["code"] for row in w.all("district_communities") if row["division"] == s["division"]}
    banks = {c["code"] for c in w.all("communities") if w.judged("community", c)}
    return at_least(len(listed & banks), len(listed)) if listed else None


@rule("community.updated", "must", "yearly", "community")
def community_updated(w, c):
    """annex 一3: a survey in the year."""
    return any(w.in_year(row["date"]) for row in w.of(c, "community_surveys"))


@rule("needs.matched", "should", "standing", "household")
def matched(w, h):
    """annex 一3: no open need older than the year for which the community has an available resource of
    that item. (A bank not open on :day has none.)"""
    c = w.get("community", h["community"])
    if not c or w.opened(c, "community_surveys") > w.day or (c["closed_on"] or FOREVER) < w.day:
        return True
    offered = {item["value"] for resource in w.of(c, "community_resources")
               if resource["available"] is not False
               for item in w.under(c, resource, "community_resources_items")}
    old = [need for need in w.of(h, "household_needs")
           if need["raised_on"] and need["raised_on"] < w.first and not w.counts(need["met_on"])]
    return not any(need["item"] in offered for need in old)


# --- consent ---

def consented(w, client, before, closure):
    """Consent no later than a day, if there is one, and not withdrawn before the closure."""
    given, back = client["consent_date"], client["consent_withdrawn_on"]
    return (w.counts(given) and given <= (before or w.day)
            and not (w.counts(back) and back < closure)
            and (client["age_band"] != "under-14" or client["consent_given_by"] == "guardian"))


@rule("privacy.consent", "must", "standing", "case")
def consent(w, c):
    """Every client's consent before assessment and not withdrawn before closure; guardian's under 14;
    community work without clients: not-applicable. (Without an assessment, before the earliest later
    stage; neither reached in an open case and nothing withdrawn: pending. No client: not met.)"""
    clients = w.of(c, "case_clients")
    if not clients and c["method"] == "community":
        return None
    _, assessment, *later = w.stages(c)
    before = min(assessment or [day for stage in later for day in stage], default=None)
    closure = min(later[-1], default=FOREVER)
    if clients and all(consented(w, client, before, closure) for client in clients):
        return True
    if before is None and not any(w.counts(client["consent_withdrawn_on"]) for client in clients):
        return PENDING
    return False


# --- what the record itself must be: it fails whether it is judged or not ---

def of_record(w, kind, record, wrong):
    if wrong:
        return False
    return True if w.judged(kind, record) else None


def kind_of(record):
    folder = record["_path"].split("/")[0]
    return next((kind for kind, table in TABLES.items() if table == folder), "district")


# (table, column) to kind: the fields marked (ref).
REFERENCES = {
    ("worker_postings", "station"): "station", ("worker_postings", "agency"): "agency",
    ("station_contracts", "agency"): "agency", ("station_service_rooms", "community"): "community",
    ("station_publicity", "worker"): "worker", ("station_publicity", "case"): "case",
    ("station_publicity", "project"): "project", ("cases", "station"): "station",
    ("cases", "project"): "project", ("cases", "household"): "household",
    ("case_workers", "value"): "worker", ("case_interventions", "worker"): "worker",
    ("projects", "agency"): "agency", ("project_stations", "value"): "station",
    ("project_activities", "station"): "station", ("households", "station"): "station",
    ("households", "community"): "community", ("household_surveys", "worker"): "worker",
    ("household_visits", "worker"): "worker", ("communities", "station"): "station",
    ("community_surveys", "worker"): "worker", ("district_access_stations", "value"): "station",
}


def broken(w):
    """The paths of the records that refer to what is not there."""
    return {row["_path"] for (table, column), kind in REFERENCES.items() for row in w.all(table)
            if row[column] is not None and not w.get(kind, row[column])}


@rule("reference.exists", "must", "standing",
      "district station worker case project agency household community", "all")
def exists(w, record):
    """Every reference exists."""
    wrong = record["_path"] in w.once("broken", lambda: broken(w))
    return of_record(w, kind_of(record), record, wrong)


# "No ... mobile number (with digit boundaries) or e-mail stands in any text". Of the identifiers
# these two are planted: a citizen id or a bank card is nobody's business, not even an invented one.
PERSONAL = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)|[\w.]+@\w+\.\w+")


def personal(w):
    """The paths of the records whose texts hold one."""
    return {row["_path"] for rows in w.tables.values() for row in rows
            for column, value in row.items()
            if column != "_path" and isinstance(value, str) and PERSONAL.search(value)}


@rule("privacy.personal-data", "must", "standing", "case household community project", "all")
def personal_data(w, record):
    """RECORDS.md, of personal data: it stands in no text of these kinds."""
    wrong = record["_path"] in w.once("personal", lambda: personal(w))
    return of_record(w, kind_of(record), record, wrong)


@rule("reference.posted", "should", "standing", "case")
def posted(w, c):
    """Each intervention's worker is posted at the case's station on its date and is one of workers.
    (An intervention that names no worker is not looked at.)"""
    for row in w.of(c, "case_interventions"):
        if row["worker"] and w.counts(row["date"]):
            x = w.get("worker", row["worker"])
            if (not x or row["worker"] not in w.values(c, "case_workers")
                    or not w.posted(x, c["station"], row["date"])):
                return False
    return True


@rule("reference.household-community", "must", "standing", "household")
def household_community(w, h):
    """Its community belongs to its station; a need's resource to its community. (Of the needs raised
    by :day; without a community no need names a resource.)"""
    c = w.get("community", h["community"])
    if h["community"] and (not c or c["station"] != h["station"]):
        return False
    names = {row["name"] for row in w.of(c, "community_resources")} if c else set()
    return all(need["resource"] in names for need in w.of(h, "household_needs")
               if need["resource"] and w.counts(need["raised_on"]))
