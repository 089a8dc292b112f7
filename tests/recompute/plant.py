# SPDX-License-Identifier: MIT
"""Faults planted in a generated repository, the same ones for the same seed.

Records are read from the YAML that examples/generate writes, changed, and written as JSON, which is
YAML too. Some changes are blind (a date is moved, a key or an item is lost, a value is that of
another record); the others put there what the generator never writes.
"""

import copy
import json
import pathlib
import random
import re
from datetime import date, timedelta

KINDS = {"stations": "station", "workers": "worker", "cases": "case", "projects": "project",
         "agencies": "agency", "households": "household", "communities": "community"}

# --- the generator's YAML: block style, plain and double-quoted scalars, comments ---

def scalar(text):
    if text.startswith('"'):
        return json.loads(text[:text.rindex('"') + 1])
    text = re.sub(r" +#.*", "", text)
    if text in ("true", "false"):
        return text == "true"
    if re.fullmatch(r"-?\d+", text):
        return int(text)
    return float(text) if re.fullmatch(r"-?\d+\.\d+", text) else text


def read(text):
    """The record in a file."""
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return block(lines, 0)


def indent(line):
    return len(line) - len(line.lstrip())


def block(lines, depth):
    """Takes the lines of a mapping or sequence at this depth off the front."""
    if lines[0].lstrip().startswith("- "):
        items = []
        while lines and indent(lines[0]) == depth and lines[0].lstrip().startswith("- "):
            rest = lines[0].lstrip()[2:]
            if re.match(r"[a-z_]+:( |$)", rest):
                lines[0] = " " * (depth + 2) + rest
                items.append(block(lines, depth + 2))
            else:
                items.append(scalar(rest))
                del lines[0]
        return items
    record = {}
    while lines and indent(lines[0]) == depth:
        key, _, rest = lines.pop(0).lstrip().partition(":")
        if not rest or rest.lstrip().startswith("#"):
            record[key] = block(lines, indent(lines[0]))
        else:
            record[key] = scalar(rest.strip())
    return record


class Repository:
    def __init__(self, folder, seed, turns):
        self.folder, self.rng, self.turns = pathlib.Path(folder), random.Random(seed), turns
        self.district = read((self.folder / "sws.yaml").read_text())
        self.records = {kind: [] for kind in KINDS.values()}
        for name, kind in KINDS.items():
            for path in sorted((self.folder / name).rglob("*.yaml")):
                self.records[kind].append(read(path.read_text()))
                path.unlink()
        self.pool = {}

    def write(self):
        (self.folder / "sws.yaml").write_text(json.dumps(self.district, ensure_ascii=False, indent=1))
        for name, kind in KINDS.items():
            for record in self.records[kind]:
                path = self.folder / name / place(kind, record) / (record["id"] + ".yaml")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(json.dumps(record, ensure_ascii=False, indent=1))

    # --- blind changes ---

    def learn(self):
        """What stands in the records, by kind and keys: values for another record."""
        for kind, records in self.records.items():
            for record in records:
                for keys, value in leaves(record, (kind,)):
                    self.pool.setdefault(keys, []).append(value)

    def day(self):
        """A day on which verdicts turn, most often; else one before or after it."""
        days = self.rng.choice([-1, 0, 0, 0, 0, 1, self.rng.randint(-200, 200)])
        return moved(self.rng.choice(self.turns), days)

    def disturb(self, kind, record):
        """One blind change, anywhere in the record."""
        found = list(places(record, (kind,)))
        if not found:
            return
        holder, key, keys = self.rng.choice(found)
        value = holder[key]
        change = self.rng.random()
        if is_day(value) and change < 0.7:
            other = self.rng.choice([day for _, day in leaves(record, (kind,)) if is_day(day)])
            holder[key] = self.day() if change < 0.3 else moved(other, self.rng.choice([-1, 0, 0, 1]))
        elif change < 0.35:
            del holder[key]
        elif isinstance(value, dict) and isinstance(holder, list) and change < 0.6:
            holder.append(copy.deepcopy(value))
        elif isinstance(value, int) and not isinstance(value, bool) and value < 1000:
            holder[key] = max(0, value + self.rng.randint(-5, 5))
        elif keys in self.pool:
            holder[key] = self.rng.choice(self.pool[keys])

    def disturb_all(self, kind, share, most=2):
        for record in self.records[kind]:
            if self.rng.random() < share:
                for _ in range(self.rng.randint(1, most)):
                    self.disturb(kind, record)

    def sharpen(self, value):
        """Makes days decide: lists of one item, and items dated on a day on which verdicts turn."""
        if isinstance(value, dict):
            for key, item in value.items():
                if is_day(item) and self.rng.random() < 0.2:
                    value[key] = self.day()
                self.sharpen(item)
        elif isinstance(value, list):
            if self.rng.random() < 0.2:
                value[:] = value[:1] if self.rng.random() < 0.5 else value[-1:]
            if value:
                self.sharpen(self.rng.choice(value))

    # --- what the generator never writes ---

    def some(self, kind, share):
        return [record for record in self.records[kind] if self.rng.random() < share]

    def fewer_cases(self, share):
        self.records["case"] = self.some("case", share)

    def clone(self, kind, number):
        """More records of a kind, with what the originals hold."""
        for n in range(number):
            record = copy.deepcopy(self.rng.choice(self.records[kind]))
            record["id"] += f"-x{n}"
            self.records[kind].append(record)

    def spread(self):
        """Records of the stations there were now belong to those cloned, too."""
        stations = [s["id"] for s in self.records["station"]]
        agencies = [a["id"] for a in self.records["agency"]]
        pick = self.rng.choice
        for s in self.records["station"]:
            division = pick(self.district["divisions"])
            s["division"] = division["code"]
            s["signage"]["text"] = f"滨海新区{division['sign_name']}社会工作服务站"
            for contract in s.get("contracts", []):
                contract["agency"] = pick(agencies)
        for p in self.some("project", 0.6):
            p["stations"] = self.rng.sample(stations, min(len(stations), self.rng.randint(1, 3)))
            p["agency"] = pick(agencies)
        for x in self.some("worker", 0.6):
            for posting in x["postings"]:
                posting["station"] = pick(stations)
        for kind in ("case", "household", "community"):
            for record in self.some(kind, 0.4):
                record["station"] = pick(stations)

    def station_faults(self):
        pick, day = self.rng.choice, self.day
        for s in self.some("station", 0.3):
            s["suspensions"] = [{"starts_on": day(), "reason": "修缮", **self.maybe("ends_on")}]
        for s in self.some("station", 0.25):
            s["opened_on"] = day()
        for s in self.some("station", 0.15):
            s["closed_on"] = day()
        for s in self.some("station", 0.2):
            s["signage"]["text"] = pick(["社工站", s["signage"]["text"] + "站"])
        for s in self.some("station", 0.3):
            s["service_rooms"] = [{"community": pick(self.records["community"])["id"], "name": "服务室",
                                   **self.maybe("opened_on")} for _ in range(2)]
        for s in self.some("station", 0.3):
            s["brand"] = {"name": pick(["一站一品", "银龄相伴"]), "starts_on": day()}
        for s in self.some("station", 0.3):
            s.setdefault("publicity", []).append({
                "date": day(), "kind": "case", "channel": "公众号", "title": "案例",
                **({"case": pick(self.records["case"])["id"]} if self.rng.random() < 0.7 else {})})
        for s in self.some("station", 0.2):
            s.setdefault("practice_bases", []).append({"university": "示例大学", **self.maybe("signed_on")})
        for s in self.some("station", 0.4):
            s["construction"]["staffed_on"] = day()
        for s in self.some("station", 0.4):
            for name in self.rng.sample(sorted(set(s) - {"id", "name", "opened_on"}), 5):
                del s[name]
        for s in self.some("station", 0.4):
            if "construction" in s:
                s["construction"][pick(["filed_on", "hardware_ready_on", "tendered_on"])] = day()
        for s in self.some("station", 0.3):
            for task in s.get("plans", [{}])[-1].get("tasks", []):
                task.pop("done_on", None)

    def maybe(self, key):
        return {key: self.day()} if self.rng.random() < 0.7 else {}

    def worker_faults(self):
        pick, day = self.rng.choice, self.day
        for x in self.some("worker", 0.2):
            x["exceptions"] = [{"reason": "待考", "approved_by": "区民政局", "starts_on": day(),
                                **self.maybe("ends_on")}]
        for x in self.some("worker", 0.2):
            x["postings"][-1]["ends_on"] = day()
        for x in self.some("worker", 0.2):
            x["postings"].append({**x["postings"][0], "starts_on": day()})
        for x in self.some("worker", 0.2):
            x["postings"][0]["starts_on"] = day()
        for x in self.some("worker", 0.2):
            pick(x["training"])["counts"] = False
        for x in self.some("worker", 0.1):
            x["training"] = x["training"][:2]
        for x in self.some("worker", 0.1):
            x["training"] = [entry for entry in x["training"] if entry["kind"] != "induction"]
        for x in self.some("worker", 0.2):
            x["social_security"][0].update(ends_on=day())
            x["social_security"].append({"kind": x["social_security"][0]["kind"], "starts_on": day()})
        for x in self.some("worker", 0.15):
            x["registrations"] = [{"city": pick(["天津", "北京"]), "number": "DJ-1", "starts_on": day(),
                                   **self.maybe("ends_on")}]

    def project_faults(self):
        pick, day = self.rng.choice, self.day
        for p in self.some("project", 0.2):
            p["field"] = pick(["health", "women", "veterans"])
            if self.rng.random() < 0.7:
                p["extension_basis"] = "条件成熟"
        for p in self.some("project", 0.15):
            p["stopped_on"] = day()
        for p in self.some("project", 0.15):
            pick(p["activities"]).update(nature=pick(["administrative", "clerical"]), hours=30)
        for p in self.some("project", 0.1):
            pick(p["activities"])["title"] = "协助盖章"
        for p in self.some("project", 0.2):
            pick(p["activities"])["station"] = pick(self.records["station"])["id"]
        for p in self.some("project", 0.2):
            pick(p["ledger"])["amount"] += pick([-0.01, 0.01, 500])
        for p in self.some("project", 0.1):
            p["contract"].pop("starts_on", None)
            p["contract"].pop("ends_on", None)
        for p in self.some("project", 0.1):
            p.pop("ends_on", None)
        for p in self.some("project", 0.1):
            p["contract"].pop(pick(["number", "procurement"]))
        for p in self.some("project", 0.2):
            p["supervision"] += [{"date": day(), "hours": pick([7.5, 15, 29.99]), "supervisor": "DD1"}]

    def agency_faults(self):
        pick, day = self.rng.choice, self.day
        for a in self.some("agency", 0.5):
            row = pick(a["vetting"])
            row["left_on"] = max(day(), row["date"])
        for a in self.some("agency", 0.4):
            row = {**pick(a["vetting"]), "date": day(), pick(["political", "ethics"]): "fail"}
            row.pop("left_on", None)
            a["vetting"].append(row)
        for a in self.some("agency", 0.4):
            row = {**pick(a["vetting"]), "date": day(), "role": pick(["head", "sponsor", "manager"])}
            row.pop("left_on", None)
            a["vetting"].append(row)
        for a in self.some("agency", 0.2):
            pick(a["vetting"])["date"] = day()
        for a in self.some("agency", 0.2):
            a.update(pick([{"nonprofit": False}, {"uscc": "91120116XXXX00019F"}, {"standards": []}]))
            a.pop(pick(["public_interest", "systems", "incubated_by"]))
        for a in self.some("agency", 0.3):
            for report in a["financial_reports"]:
                report["date"] = moved(report["date"], self.rng.randint(30, 70))

    def case_faults(self):
        pick, day = self.rng.choice, self.day
        cases = self.records["case"]
        for c in self.some("case", 0.05):
            c["plan"] = {"date": day(), "goals": ["同"], "actions": ["同"]}
        for c in self.some("case", 0.05):
            other = pick(cases).get("plan")
            if other and "plan" in c:
                c["plan"].update(goals=other["goals"], actions=other["actions"])
        for c in self.some("case", 0.05):
            for client in c.get("clients", []):
                client["consent"]["withdrawn_on"] = c.get("closure", {}).get("date", day())
        for c in self.some("case", 0.15):
            stages = ["closure", "evaluation", "interventions", "plan", "assessment"]
            for stage in stages[:self.rng.randint(1, 5)]:
                c.pop(stage, None)
            c.pop("follow_ups", None)
        for c in self.some("case", 0.03):
            c["clients"] = []
        for c in self.some("case", 0.03):
            c["intake"]["problem"] = pick(["电话 13800000000", "邮箱 a@example.org"])
        for c in self.some("case", 0.1):
            c.setdefault("workers", []).append(pick(self.records["worker"])["id"])
        for c in self.some("case", 0.05):
            for client in c.get("clients", []):
                client["consent"]["scope"] = ["service", "publicity"]

    def area_faults(self):
        day = self.day
        for h in self.some("household", 0.2):
            h["opened_on"] = day()
        for h in self.some("household", 0.1):
            h["closed_on"] = day()
        for h in self.some("household", 0.05):
            h.pop("opened_on", None)
        for h in self.some("household", 0.2):
            h["community"] = self.rng.choice(self.records["community"])["id"]
        for h in self.some("household", 0.3):
            for need in h.get("needs", []):
                need["raised_on"] = day()
                need.pop("met_on", None)
        for c in self.some("community", 0.2):
            c["closed_on"] = day()
        for c in self.some("community", 0.2):
            c.pop("opened_on", None)
        for c in self.some("community", 0.2):
            for resource in c.get("resources", []):
                resource["available"] = False

    def district_faults(self):
        d, rng = self.district, self.rng
        d["divisions"] += [
            {"code": "120116501", "name": "开发区", "sign_name": "开发区", "kind": "development-zone"},
            {"code": "120116100", "name": "新城镇", "sign_name": "新城镇", "kind": "town"}]
        if rng.random() < 0.4:
            d["evaluation_standard"]["issued_on"] = self.day()
        if rng.random() < 0.3:
            d["supervision_team"].pop(0)
        if rng.random() < 0.3:
            d["supervision_team"][-1].pop("modes")

    def waive(self, subjects):
        """Waivers for some of the (rule, kind, id)."""
        self.district["waivers"] = [
            {"rule": rule, "subject_kind": kind, "subject": subject, "ends_on": self.day(),
             "reason": "已另行安排", "approved_by": "区民政局"} for rule, kind, subject in subjects]


def place(kind, record):
    """The folder of a record, below that of its kind."""
    if kind == "case":
        return f"{record['intake']['date'][:4]}/{record['station']}"
    if kind == "project":
        return record["starts_on"][:4]
    return record["station"] if kind == "household" else ""


# Without these there is no place for the record.
FIXED = {("case", "intake"), ("case", "intake", "date"), ("case", "station"), ("project", "starts_on"),
         ("household", "station")}


def places(value, keys):
    """Every (holder, key, keys) below the value, where keys leave out places in lists."""
    if isinstance(value, dict):
        for key in list(value):
            if key != "id" and keys + (key,) not in FIXED:
                yield value, key, keys + (key,)
                yield from places(value[key], keys + (key,))
    elif isinstance(value, list):
        for n, item in enumerate(value):
            yield value, n, keys
            yield from places(item, keys)


def leaves(value, keys):
    for holder, key, found in places(value, keys):
        if not isinstance(holder[key], (dict, list)):
            yield found, holder[key]


def is_day(value):
    return isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None


def moved(day, days):
    return (date.fromisoformat(day) + timedelta(days)).isoformat()


def plant(folder, seed, turns, rules):
    """Changes the repository in the folder. Verdicts turn on some days; rules are (name, kind) that
    some subjects are waived from."""
    r = Repository(folder, seed, turns)
    r.fewer_cases(0.5)
    r.clone("station", 8)
    r.clone("agency", 8)
    r.clone("community", 4)
    r.clone("project", 4)
    r.district_faults()
    r.spread()
    r.learn()
    r.station_faults()
    r.worker_faults()
    r.project_faults()
    r.agency_faults()
    r.case_faults()
    r.area_faults()
    for kind, share in [("station", 0.7), ("worker", 0.3), ("case", 0.4), ("project", 0.5),
                        ("agency", 0.4), ("household", 0.3), ("community", 0.4)]:
        for record in r.some(kind, share / 2):
            r.sharpen(record)
        r.disturb_all(kind, share)
    subjects = [(name, kind, "district" if kind == "district" else r.rng.choice(r.records[kind])["id"])
                for name, kind in rules]
    r.waive(r.rng.sample(subjects, len(subjects) // 2))
    r.write()
