/* SPDX-License-Identifier: MIT */
/* Tests of the whole job, from a snapshot to a judgement (records/validate.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "records/validate.h"

#include "base/date.h"
#include "schema/embedded.h"
#include "site.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

#define MOBILE       "13800138000"

struct fixture {
	struct site site;
	struct validate_options options;
	struct judgement judgement;
};

static int setup(void **state)
{
	static struct fixture f;

	assert_int_equal(sandbox_setup(state), 0);
	f = (struct fixture){.options.terms.as_of = date_day(2022, 6, 30)};
	*state = &f;
	return 0;
}

static void close_all(struct fixture *f)
{
	judgement_release(&f->judgement);
	site_close(&f->site);
	f->site = (struct site){0};
}

static int teardown(void **state)
{
	close_all(*state);
	return sandbox_teardown(state);
}

/* Validates the work tree; called again, it begins anew. */
static int run(struct fixture *f)
{
	close_all(f);
	site_open(&f->site);
	return validate_run(f->site.records, &f->options, &f->judgement, &f->site.error);
}

static void must_run(struct fixture *f)
{
	if (run(f) < 0)
		fail_msg("%s", f->site.error.message.id);
}

/* The findings whose rule begins so, as lines. */
static void expect_findings(const struct fixture *f, const char *prefix, const char *expected)
{
	struct buf got = {0};

	for (size_t i = 0; i < f->judgement.findings.items.n; i++)
		if (str_starts(str_of(f->judgement.findings.items.at[i].rule), str_of(prefix)))
			site_dump_finding(&f->judgement.findings.items.at[i], &got);
	assert_string_equal(buf_cstr(&got), expected);
	buf_release(&got);
}

static const struct tally *tally(const struct fixture *f, const char *rule)
{
	for (size_t i = 0; i < f->judgement.tallies.n; i++)
		if (str_eq(f->judgement.tallies.at[i].rule, str_of(rule)))
			return &f->judgement.tallies.at[i];
	fail_msg("no tally of %s", rule);
	return NULL;
}

static const char *setting(const struct fixture *f, const char *name)
{
	for (size_t i = 0; i < f->judgement.settings.n; i++)
		if (str_eq(f->judgement.settings.at[i].name, str_of(name)))
			return f->judgement.settings.at[i].value.ptr;
	fail_msg("no setting of %s", name);
	return NULL;
}

static const char station[] = "id: tang\n"
			      "name: 塘沽\n"
			      "division: \"120116001\"\n"
			      "opened_on: 2022-01-01\n";

static const char division[] = "divisions:\n"
			       "  - {code: \"120116001\", name: 塘沽, kind: subdistrict}\n";

/* A district with these further lines, and a station. */
static void write_sites(const char *more)
{
	struct buf text = {0};

	buf_printf(&text, "format: 1\npolicy: binhai\n%s%s", division, more);
	site_write("sws.yaml", buf_cstr(&text));
	site_write("stations/tang.yaml", station);
	buf_release(&text);
}

static void what_was_judged_is_said(void **state)
{
	struct fixture *f = *state;

	write_sites("");
	site_write("workers/wu.yaml", "id: wu\nname: 吴\n");
	must_run(f);
	assert_true(str_eq(f->judgement.source.snapshot, STR("worktree")));
	assert_int_equal(f->judgement.source.commit.len, 0);
	assert_true(str_eq(f->judgement.source.pack, STR("binhai")));
	assert_true(str_eq(f->judgement.source.pack_digest, f->site.records->pack->digest));
	assert_int_equal(f->judgement.source.records, 2);
	assert_int_equal(f->judgement.source.year, 2022);
	assert_string_equal(f->judgement.source.as_of, "2022-06-30");
}

static void a_revision_is_named_by_its_commit(void **state)
{
	struct fixture *f = *state;

	write_sites("");
	shell("git init -q -b main && git add . && git commit -q -m one");
	site_write("stations/tang.yaml", "id: [\n");
	assert_int_equal(records_open(&(struct records_options){.folder = ".", .rev = "main"},
				      &f->site.records, &f->site.error),
			 0);
	assert_int_equal(
		validate_run(f->site.records, &f->options, &f->judgement, &f->site.error), 0);
	assert_true(str_eq(f->judgement.source.snapshot, STR("revision")));
	assert_string_equal(f->judgement.source.commit.ptr, shell_line("git rev-parse main"));
	expect_findings(f, "yaml.", "");
}

/* Validates the work tree for these names, NULL after the last. */
static int run_for(struct fixture *f, struct selection *selection, const char *const *names)
{
	int status = 0;

	close_all(f);
	site_open(&f->site);
	for (; status == 0 && *names; names++)
		status = selection_add(selection, f->site.records, str_of(*names), false,
				       &f->site.error);
	selection_settle(selection);
	f->options.selection = selection;
	return status < 0 ? status
			  : validate_run(f->site.records, &f->options, &f->judgement,
					 &f->site.error);
}

static void must_run_for(struct fixture *f, const char *const *names)
{
	struct selection selection = {0};

	if (run_for(f, &selection, names) < 0)
		fail_msg("%s", f->site.error.message.id);
	selection_release(&selection);
}

static void a_selection_is_all_that_is_shown_and_counted(void **state)
{
	static const char *const one[] = {"communities/east.yaml", NULL};
	static const char *const two[] = {"./stations/", "communities/east.yaml", "README.md",
					  NULL};
	struct fixture *f = *state;

	write_sites("");
	site_write("README.md", "");
	site_write("communities/east.yaml", "id: east\nname: 东\nstation: tang\n");
	site_write("communities/west.yaml", "id: west\nname: 西\nstation: nowhere\n");
	site_write("stations/dagu.yaml", "id: dagu\nname: 大沽\ndivision: \"120116001\"\n"
					 "opened_on: 2022-02-01\n");
	must_run_for(f, one);
	assert_int_equal(f->judgement.findings.items.n, 0);
	assert_int_equal(f->judgement.source.records, 1);
	assert_int_equal(f->judgement.tallies.n, 0);
	assert_true(f->judgement.source.limited);
	assert_int_equal(f->judgement.source.paths.n, 1);
	must_run_for(f, two);
	expect_findings(f, "reference.", "");
	expect_findings(f, "station.one-per-division",
			"station.one-per-division stations/dagu.yaml:1:1 rule.unmet "
			"rule=station.one-per-division unit=station.one-per-division.unit "
			"hint=station.one-per-division.hint\n"
			"station.one-per-division stations/tang.yaml:1:1 rule.unmet "
			"rule=station.one-per-division unit=station.one-per-division.unit "
			"hint=station.one-per-division.hint\n");
	assert_int_equal(f->judgement.source.records, 3);
	assert_int_equal(f->judgement.source.paths.n, 3);
	assert_string_equal(f->judgement.source.paths.at[2].ptr, "stations");
}

static void what_is_wrong_with_a_folder_is_shown_for_what_was_named_in_it(void **state)
{
	static const char *const names[] = {"Stations/tang.yaml", NULL};
	struct fixture *f = *state;

	write_sites("");
	site_write("Stations/tang.yaml", "");
	must_run_for(f, names);
	expect_findings(f, "", "path.folder Stations:1:1 nearest=stations\n");
	assert_int_equal(f->judgement.source.records, 0);
}

static void that_no_rule_was_judged_is_said_for_any_selection(void **state)
{
	static const char *const names[] = {"stations", NULL};
	struct fixture *f = *state;

	site_write("sws.yaml", "format: [\n");
	site_write("stations/tang.yaml", station);
	must_run_for(f, names);
	expect_findings(f, "", "pack.not-judged sws.yaml:1:1\n");
}

static void a_selection_without_a_record_is_a_failure_unless_allowed(void **state)
{
	static const struct {
		const char *name;
		bool is_empty;
	} cases[] = {
		{"README.md", true},
		{"docs/x", true},
		{"workers", true},
		{"stations/.hidden", true},
		{"sws.yaml", false},
		{"stations/x.yml", false},
		{"stations/note.txt", true},
		{".", false},
		{"stations/tang.yaml", false},
		{"stations/link.yaml", false},
	};
	struct fixture *f = *state;

	write_sites("");
	site_write("README.md", "");
	site_write("docs/x", "");
	site_write("stations/.hidden", "");
	site_write("stations/x.yml", "");
	site_write("stations/note.txt", "");
	shell("mkdir workers && ln -s tang.yaml stations/link.yaml");
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *const names[] = {cases[i].name, NULL};
		struct selection selection = {0}, again = {0};

		f->options.allow_empty = false;
		if ((run_for(f, &selection, names) < 0) != cases[i].is_empty)
			fail_msg("%s", cases[i].name);
		if (cases[i].is_empty)
			assert_error(&f->site.error, "selection.empty");
		f->options.allow_empty = true;
		assert_int_equal(run_for(f, &again, names), 0);
		selection_release(&selection);
		selection_release(&again);
	}
}

static void before_a_failure_only_what_was_meant_was_found(void **state)
{
	static const char *const names[] = {"stations/note.txt", NULL};
	struct selection selection = {0};
	struct fixture *f = *state;

	write_sites("");
	site_write("stations/note.txt", "");
	site_write("stations/x.yml", "");
	assert_int_equal(run_for(f, &selection, names), STATUS_NOT_FOUND);
	expect_findings(f, "", "path.foreign stations/note.txt:1:1\n");
	selection_release(&selection);
}

static void a_selection_is_named_without_identifiers(void **state)
{
	static const char *const names[] = {"cases/" MOBILE ".yaml", ".", NULL};
	struct fixture *f = *state;

	write_sites("");
	site_write("cases/" MOBILE ".yaml", "");
	must_run_for(f, names);
	assert_string_equal(f->judgement.source.paths.at[0].ptr, ".");
	assert_string_equal(f->judgement.source.paths.at[1].ptr, "cases/***.yaml");
	must_run_for(f, (const char *const[]){names[0], NULL});
	expect_findings(f, "",
			"privacy.personal-data cases/***.yaml:1:1 "
			"privacy.personal-data-path\n");
}

static void the_year_is_that_of_the_day_or_an_earlier_one(void **state)
{
	static const struct {
		const char *as_of;
		int year, judged; /* 0: refused */
	} cases[] = {
		{"2022-06-30", 0, 2022},    {"2022-01-01", 0, 2022},    {"2022-12-31", 0, 2022},
		{"2022-06-30", 2022, 2022}, {"2022-06-30", 2021, 2021}, {"2022-06-30", 2023, 0},
		{"2022-12-31", 2023, 0},    {"2023-01-01", 2023, 2023}, {"2023-01-01", 2024, 0},
	};
	struct fixture *f = *state;

	write_sites("");
	for (size_t i = 0; i < COUNT(cases); i++) {
		char year[8];

		assert_true(date_parse(str_of(cases[i].as_of), &f->options.terms.as_of));
		f->options.terms.year = cases[i].year;
		if (cases[i].judged) {
			must_run(f);
			assert_int_equal(f->judgement.source.year, cases[i].judged);
			continue;
		}
		assert_int_equal(run(f), STATUS_INVALID);
		snprintf(year, sizeof year, "%d", cases[i].year);
		assert_error(&f->site.error, "validate.year-after");
		assert_error_arg(&f->site.error, "year", year);
		assert_error_arg(&f->site.error, "as_of", cases[i].as_of);
	}
}

static void a_repository_without_records_is_no_success(void **state)
{
	struct fixture *f = *state;

	site_write("sws.yaml", "format: 1\n");
	assert_int_equal(run(f), STATUS_NOT_FOUND);
	assert_error(&f->site.error, "validate.empty");
	f->options.allow_empty = true;
	must_run(f);
	assert_int_equal(f->judgement.source.records, 0);
	f->options.allow_empty = false;
	site_write("stations/tang.yaml", station);
	must_run(f);
	assert_int_equal(f->judgement.source.records, 1);
}

static void what_is_wrong_is_said_though_nothing_is_a_record(void **state)
{
	struct fixture *f = *state;

	site_write("sws.yaml", "format: 1\n");
	site_write("stations/Tang.yaml", station);
	must_run(f);
	expect_findings(f, "path.", "path.id stations/Tang.yaml:1:1\n");
}

static void findings_come_in_order_with_their_exact_places(void **state)
{
	struct fixture *f = *state;

	write_sites("");
	site_write("communities/east.yaml",
		   "id: east\nname: 东\n# x\nstation:   'tong'\nsurveys:\n"
		   "  - {date: 2022-02-30, worker: wu}\n");
	site_write("stations/Dagu.yaml", "");
	site_write("stations/dagu.yaml", "id: dogu\nname: 大沽\ndivision: \"120116002\"\n");
	must_run(f);
	expect_findings(f, "path.",
			"path.case stations/Dagu.yaml:1:1 other=stations/dagu.yaml\n"
			"path.id stations/Dagu.yaml:1:1\n"
			"path.id-mismatch stations/dagu.yaml:1:5 /id id=dogu name=dagu\n");
	expect_findings(f, "reference.",
			"reference.exists communities/east.yaml:4:12 /station "
			"reference.exists-near id=tong kind=station kind_title=kind.station "
			"nearest=tang\n"
			"reference.exists communities/east.yaml:6:32 /surveys/0/worker id=wu "
			"kind=worker kind_title=kind.worker\n");
	for (size_t i = 1; i < f->judgement.findings.items.n; i++)
		assert_true(str_cmp(f->judgement.findings.items.at[i - 1].path,
				    f->judgement.findings.items.at[i].path) <= 0);
	for (size_t i = 0; i < f->judgement.findings.items.n; i++)
		assert_true(f->judgement.findings.items.at[i].column > 0);
}

static void the_rules_are_judged_over_what_was_loaded(void **state)
{
	struct fixture *f = *state;

	write_sites("");
	must_run(f);
	assert_int_equal(tally(f, "supervision.yearly")->count[VERDICT_PENDING], 1);
	expect_findings(f, "supervision.yearly", "");
	f->options.terms.as_of = date_day(2023, 1, 1);
	f->options.terms.year = 2022;
	must_run(f);
	assert_int_equal(tally(f, "supervision.yearly")->count[VERDICT_FAIL], 1);
	expect_findings(f, "supervision.yearly",
			"supervision.yearly stations/tang.yaml:1:1 rule.measured "
			"rule=supervision.yearly measured=0 required=30 "
			"unit=supervision.yearly.unit hint=supervision.yearly.hint\n");
}

static void a_waiver_of_the_district_is_heeded(void **state)
{
	struct fixture *f = *state;

	write_sites("waivers:\n"
		    "  - {rule: supervision.yearly, subject_kind: station, subject: tang,\n"
		    "     ends_on: 2023-01-01}\n"
		    "  - {rule: coverage, subject_kind: district, subject: district,\n"
		    "     ends_on: 2022-12-31}\n");
	f->options.terms.as_of = date_day(2023, 1, 1);
	f->options.terms.year = 2022;
	must_run(f);
	assert_int_equal(tally(f, "supervision.yearly")->count[VERDICT_WAIVED], 1);
	expect_findings(f, "supervision.yearly", "");
	expect_findings(f, "pack.",
			"pack.waiver-expired sws.yaml:9:15 /waivers/1/ends_on rule=coverage "
			"subject=district ends_on=2022-12-31\n");
}

static void sws_yaml_sets_parameters_and_settings_win(void **state)
{
	static const struct terms_setting settings[] = {
		{{"supervision_hours", 17}, {"12", 2}},
		{{"case_methods", 12}, {"casework,groupwork", 18}},
	};
	struct fixture *f = *state;

	write_sites("parameters:\n  supervision_hours: 20\n  cases_per_year: 3\n");
	must_run(f);
	assert_string_equal(setting(f, "supervision_hours"), "20");
	assert_string_equal(setting(f, "cases_per_year"), "3");
	assert_string_equal(setting(f, "class_hours"), "30");
	f->options.terms.settings = settings;
	f->options.terms.n_settings = COUNT(settings);
	f->options.terms.as_of = date_day(2023, 1, 1);
	f->options.terms.year = 2022;
	must_run(f);
	assert_string_equal(setting(f, "supervision_hours"), "12");
	assert_string_equal(setting(f, "cases_per_year"), "3");
	assert_string_equal(setting(f, "case_methods"), "casework, groupwork");
	expect_findings(f, "supervision.yearly",
			"supervision.yearly stations/tang.yaml:1:1 rule.measured "
			"rule=supervision.yearly measured=0 required=12 "
			"unit=supervision.yearly.unit hint=supervision.yearly.hint\n");
	for (size_t i = 1; i < f->judgement.settings.n; i++)
		assert_true(str_cmp(f->judgement.settings.at[i - 1].name,
				    f->judgement.settings.at[i].name) < 0);
}

static void a_setting_that_cannot_be_is_a_failure(void **state)
{
	static const struct {
		struct terms_setting setting;
		const char *id;
	} cases[] = {
		{{{"supervision_hour", 16}, {"1", 1}}, "pack.parameter-unknown-near"},
		{{{"nothing_like_it", 15}, {"1", 1}}, "pack.parameter-unknown"},
		{{{"supervision_hours", 17}, {"-1", 2}}, "pack.parameter-value"},
		{{{"part_year", 9}, {"half", 4}}, "pack.parameter-value-choice"},
	};
	struct fixture *f = *state;

	write_sites("");
	f->options.terms.n_settings = 1;
	for (size_t i = 0; i < COUNT(cases); i++) {
		f->options.terms.settings = &cases[i].setting;
		assert_int_equal(run(f), STATUS_INVALID);
		assert_error(&f->site.error, cases[i].id);
		assert_int_equal(f->judgement.source.records, 0);
	}
}

static void a_parameter_that_cannot_be_is_a_finding_at_its_value(void **state)
{
	struct fixture *f = *state;

	write_sites("parameters:\n"
		    "  supervision_hours: '20'\n"
		    "  cases_per_year:   -1\n"
		    "  class_hour: 30\n"
		    "  a/b: 1\n"
		    "  case_methods: [casework, sleeping]\n"
		    "  part_year: exempt\n");
	must_run(f);
	expect_findings(f, "pack.",
			"pack.parameter-value sws.yaml:6:22 /parameters/supervision_hours "
			"name=supervision_hours value=\"20\" type=param.decimal\n"
			"pack.parameter-value sws.yaml:7:21 /parameters/cases_per_year "
			"name=cases_per_year value=-1 type=param.integer\n"
			"pack.parameter-unknown sws.yaml:8:15 /parameters/class_hour "
			"pack.parameter-unknown-near name=class_hour nearest=class_hours\n"
			"pack.parameter-unknown sws.yaml:9:8 /parameters/a~1b name=a/b\n"
			"pack.parameter-value sws.yaml:10:17 /parameters/case_methods "
			"pack.parameter-value-choice name=case_methods value=sleeping "
			"type=param.list choices=casework, groupwork, community\n");
	assert_string_equal(setting(f, "supervision_hours"), "30");
	assert_string_equal(setting(f, "part_year"), "exempt");
	for (size_t i = 0; i < f->judgement.findings.items.n; i++) {
		const struct finding *finding = &f->judgement.findings.items.at[i];

		if (!str_starts(str_of(finding->rule), STR("pack.")))
			continue;
		assert_true(str_eq(finding->subject_kind, STR("district")));
		assert_true(str_eq(finding->subject, STR("district")));
		assert_int_equal(finding->class, FINDING_RECORD);
	}
}

/* The reader has said so. */
static void a_parameter_that_could_not_be_read_is_passed_over(void **state)
{
	struct fixture *f = *state;

	write_sites("parameters:\n  supervision_hours: .inf\n  cases_per_year: !!int 3\n");
	must_run(f);
	expect_findings(f, "pack.", "");
	assert_string_equal(setting(f, "supervision_hours"), "30");
}

static void a_pack_that_is_not_the_built_in_one_is_not_judged_by(void **state)
{
	struct fixture *f = *state;

	site_write("sws.yaml", "format: 1\npolicy:  nanhai\n");
	site_write("stations/tang.yaml", station);
	site_write("communities/east.yaml", "id: east\nname: 东\nstation: nowhere\n");
	must_run(f);
	expect_findings(f, "pack.",
			"pack.not-judged sws.yaml:1:1\n"
			"pack.unknown sws.yaml:2:10 /policy pack=nanhai known=binhai\n");
	assert_int_equal(f->judgement.tallies.n, 0);
	expect_findings(f, "reference.",
			"reference.exists communities/east.yaml:3:10 /station id=nowhere "
			"kind=station kind_title=kind.station\n");
}

static void without_a_policy_the_built_in_pack_judges(void **state)
{
	static const char *const texts[] = {"format: 1\n", "format: 1\npolicy: 7\n"};
	struct fixture *f = *state;

	site_write("stations/tang.yaml", station);
	for (size_t i = 0; i < COUNT(texts); i++) {
		site_write("sws.yaml", texts[i]);
		must_run(f);
		expect_findings(f, "pack.", "");
		assert_true(f->judgement.tallies.n > 0);
	}
}

static void a_district_that_cannot_be_read_leaves_the_rules_unjudged(void **state)
{
	static const char *const texts[] = {"format: [\n", "- 1\n", ""};
	struct fixture *f = *state;

	site_write("stations/tang.yaml", "id: tang\nname: 塘沽\n");
	for (size_t i = 0; i < COUNT(texts); i++) {
		site_write("sws.yaml", texts[i]);
		must_run(f);
		expect_findings(f, "pack.", "pack.not-judged sws.yaml:1:1\n");
		expect_findings(f, "schema.required",
				"schema.required stations/tang.yaml:1:1 key=division\n");
		assert_int_equal(f->judgement.tallies.n, 0);
	}
	shell("rm sws.yaml && mkdir sws.yaml");
	must_run(f);
	expect_findings(f, "pack.", "pack.not-judged sws.yaml:1:1\n");
}

#define CASE(id, station)                                                                      \
	"id: " id "\nstation: " station "\nintake: {date: 2022-03-01, decision: accept}\n"

static void no_finding_shows_an_identifier(void **state)
{
	struct fixture *f = *state;
	struct buf all = {0};

	write_sites("");
	site_write("cases/2022/tang/a.yaml",
		   CASE("a", "tang") "source: " MOBILE "\n"
				     "assessment: {date: 2022-03-02, method: 电话" MOBILE "}\n"
				     "tel" MOBILE ": x\n"
				     "'" MOBILE "': y\n"
				     "project: '" MOBILE "'\n"
				     "clients: [{code: c-" MOBILE
				     "}, {code: nobody@example.org}]\n");
	site_write("cases/2022/tang/c-" MOBILE ".yaml", CASE("b", "tang"));
	site_write("cases/2022/" MOBILE "/d.yaml", CASE("d", "tang"));
	site_write("cases/2021/tang/e.yaml", CASE("e", "'" MOBILE "'"));
	site_write("cases/2022/tang/" MOBILE ".txt", "");
	must_run(f);
	for (size_t i = 0; i < f->judgement.findings.items.n; i++) {
		const struct finding *finding = &f->judgement.findings.items.at[i];

		site_dump_finding(finding, &all);
		buf_add(&all, finding->subject);
	}
	assert_true(f->judgement.findings.items.n >= 8);
	assert_non_null(strstr(buf_cstr(&all), "***"));
	if (strstr(buf_cstr(&all), "/" MOBILE) || strstr(buf_cstr(&all), "=" MOBILE) ||
	    strstr(buf_cstr(&all), "-" MOBILE) || strstr(buf_cstr(&all), "example.org"))
		fail_msg("%s", buf_cstr(&all));
	buf_release(&all);
}

static void a_record_refused_for_its_path_fails_and_the_others_pass(void **state)
{
	struct fixture *f = *state;

	write_sites("");
	site_write("cases/2022/tang/a.yaml", CASE("a", "tang"));
	site_write("cases/2022/tang/b.yaml", CASE("b", "tang"));
	site_write("cases/2022/tang/c-" MOBILE ".yaml", CASE("c", "tang"));
	must_run(f);
	assert_int_equal(tally(f, "privacy.personal-data")->count[VERDICT_FAIL], 1);
	assert_int_equal(tally(f, "privacy.personal-data")->count[VERDICT_PASS], 2);
}

static void rules_of_keywords_are_tallied_by_subject(void **state)
{
	struct fixture *f = *state;

	write_sites("");
	site_write("cases/2022/tang/a.yaml",
		   CASE("a", "tang") "workers: [nobody, noone]\n"
				     "assessment: {date: 2022-03-02, method: 电话" MOBILE
				     "}\n");
	site_write("cases/2022/tang/b.yaml", CASE("b", "tang"));
	must_run(f);
	assert_int_equal(tally(f, "privacy.personal-data")->count[VERDICT_FAIL], 1);
	assert_int_equal(tally(f, "privacy.personal-data")->count[VERDICT_PASS], 1);
	assert_int_equal(tally(f, "reference.exists")->count[VERDICT_FAIL], 1);
	assert_int_equal(tally(f, "reference.exists")->count[VERDICT_PASS], 3);
}

/* A record with more findings than are kept. */
static void an_identifier_that_was_not_listed_is_counted_all_the_same(void **state)
{
	struct fixture *f = *state;
	struct buf text = {0};

	write_sites("");
	buf_add_text(&text, CASE("a", "tang"));
	for (int i = 0; i < 101; i++)
		buf_printf(&text, "u%d: x\n", i);
	buf_add_text(&text, "assessment: {date: 2022-03-02, method: 电话" MOBILE "}\n");
	site_write("cases/2022/tang/a.yaml", buf_cstr(&text));
	buf_release(&text);
	must_run(f);
	assert_int_equal(tally(f, "privacy.personal-data")->count[VERDICT_PASS], 0);
	assert_int_equal(tally(f, "privacy.personal-data")->count[VERDICT_FAIL], 1);
}

/* Gives the rule against identifiers a clause. */
static void replace_pack(struct fixture *f)
{
	static const char rule[] =
		"rule: privacy.personal-data\nclause: 九(一)\nlevel: must\nterm: standing\n"
		"subject: [case]\nkeyword: forbidText\n"
		"title: {zh: 题, en: title}\nhint: {zh: 做, en: do}\n";
	struct records *r = f->site.records;
	struct finding_list findings = {0};
	struct pack_file files[256];
	size_t n;
	const struct pack_file *embedded = embedded_files(&n);

	assert_true(n <= COUNT(files));
	memcpy(files, embedded, n * sizeof *files);
	for (size_t i = 0; i < n; i++)
		if (str_eq(files[i].name, STR("rules/privacy.personal-data.yaml")))
			files[i].bytes = str_of(rule);
	pack_free(r->pack);
	assert_int_equal(
		pack_load(
			&(struct pack_layer){.folder = STR("schema/"), .files = files, .n = n},
			1, r->kinds, &r->pack, &findings, &f->site.error),
		0);
	finding_release(&findings);
}

static void a_record_finding_has_the_clause_of_the_rule_behind_it(void **state)
{
	struct fixture *f = *state;
	size_t found = 0;

	write_sites("");
	site_write("cases/2022/tang/a.yaml",
		   CASE("a", "nowhere") "assessment: {date: 2022-03-02, method: 电话" MOBILE
					"}\n");
	site_open(&f->site);
	replace_pack(f);
	assert_int_equal(
		validate_run(f->site.records, &f->options, &f->judgement, &f->site.error), 0);
	for (size_t i = 0; i < f->judgement.findings.items.n; i++) {
		const struct finding *finding = &f->judgement.findings.items.at[i];

		if (finding->class != FINDING_RECORD)
			continue;
		if (str_eq(str_of(finding->rule), STR("privacy.personal-data")))
			found += str_eq(finding->clause, STR("九(一)"));
		else
			assert_int_equal(finding->clause.len, 0);
	}
	assert_int_equal(found, 1);
}

static void the_same_records_give_the_same_findings(void **state)
{
	struct fixture *f = *state;
	struct buf first = {0}, again = {0};

	write_sites("");
	site_write("cases/2022/tang/a.yaml", CASE("a", "nowhere") "workers: [x, y]\n");
	site_write("workers/wu.yaml", "id: wu\n");
	must_run(f);
	for (size_t i = 0; i < f->judgement.findings.items.n; i++)
		site_dump_finding(&f->judgement.findings.items.at[i], &first);
	must_run(f);
	for (size_t i = 0; i < f->judgement.findings.items.n; i++)
		site_dump_finding(&f->judgement.findings.items.at[i], &again);
	assert_true(first.len > 0);
	assert_string_equal(buf_cstr(&again), buf_cstr(&first));
	buf_release(&first);
	buf_release(&again);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_was_judged_is_said),
		TEST(a_revision_is_named_by_its_commit),
		TEST(a_selection_is_all_that_is_shown_and_counted),
		TEST(what_is_wrong_with_a_folder_is_shown_for_what_was_named_in_it),
		TEST(that_no_rule_was_judged_is_said_for_any_selection),
		TEST(a_selection_without_a_record_is_a_failure_unless_allowed),
		TEST(before_a_failure_only_what_was_meant_was_found),
		TEST(a_selection_is_named_without_identifiers),
		TEST(the_year_is_that_of_the_day_or_an_earlier_one),
		TEST(a_repository_without_records_is_no_success),
		TEST(what_is_wrong_is_said_though_nothing_is_a_record),
		TEST(findings_come_in_order_with_their_exact_places),
		TEST(the_rules_are_judged_over_what_was_loaded),
		TEST(a_waiver_of_the_district_is_heeded),
		TEST(sws_yaml_sets_parameters_and_settings_win),
		TEST(a_setting_that_cannot_be_is_a_failure),
		TEST(a_parameter_that_cannot_be_is_a_finding_at_its_value),
		TEST(a_parameter_that_could_not_be_read_is_passed_over),
		TEST(a_pack_that_is_not_the_built_in_one_is_not_judged_by),
		TEST(without_a_policy_the_built_in_pack_judges),
		TEST(a_district_that_cannot_be_read_leaves_the_rules_unjudged),
		TEST(no_finding_shows_an_identifier),
		TEST(a_record_refused_for_its_path_fails_and_the_others_pass),
		TEST(rules_of_keywords_are_tallied_by_subject),
		TEST(an_identifier_that_was_not_listed_is_counted_all_the_same),
		TEST(a_record_finding_has_the_clause_of_the_rule_behind_it),
		TEST(the_same_records_give_the_same_findings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
