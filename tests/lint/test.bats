# SPDX-License-Identifier: MIT
# Each lint passes a small good tree and finds the one fault put into it: a check that cannot
# fail is a defect.

setup() {
	LINT=$BATS_TEST_DIRNAME
	unset LIB_CFLAGS
	export CC=${CC:-gcc} B=build
	cd "$BATS_TEST_TMPDIR" || return
	mkdir -p lib/base lib/text lib/store cmd man schema/messages schema/rules
	write lib/base/str.h <<-'END'
		#ifndef BASE_STR_H
		#define BASE_STR_H

		#include <stddef.h>

		size_t str_length(const char *text);

		#endif
	END
	write lib/base/str.c <<-'END'
		#include "base/str.h"

		#include <string.h>

		static const char *const names[] = {"a", "b"};

		size_t str_length(const char *text)
		{
		    return strlen(text ? text : names[0]);
		}
	END
	write lib/base/error.h <<-'END'
		#ifndef BASE_ERROR_H
		#define BASE_ERROR_H

		int error_set(void *e, int status, const char *id, ...);
		int message_add(void *m, void *arena, const char *name, int value);
		int read_file(void *e, const char *path);

		#endif
	END
	write lib/text/read.c <<-'END'
		#include "base/error.h"
		#include "base/str.h"

		/* error_set(e, 1, "in.comment", NULL) */
		#define FAIL(e, ...) error_set(e, -1, __VA_ARGS__)

		int read_file(void *e, const char *path)
		{
		    if (str_length(path) > 9)
		        return FAIL(e, "read.long", "path", path, "max", "9",
		                NULL);
		    return error_set(e, 1, path ? "read.failed" : "read.nothing",
		             "reason", "(a, b)", NULL);
		}
	END
	write cmd/sws-x.c <<-'END'
		#include "base/str.h"

		int main(void)
		{
		    return str_length("ui.heading") == 0;
		}
	END
	catalogue en
	catalogue zh
	echo 'message: rule.named' >schema/rules/a.yaml
}

# The first two lines that every C file has, then standard input.
write() {
	{
		echo '/* SPDX-License-Identifier: MIT */'
		echo '/* A test file. */'
		cat
	} >"$1"
}

catalogue() {
	cat >schema/messages/$1.yaml <<-'END'
		# words
		read.long:
		  message: "{path} is longer than {max}"
		  hint: "shorten \"{path}\""
		read.failed:
		  message: "failed: {reason}"
		read.nothing:
		  message: "nothing"

		rule.named:
		  message: "x"
		ui.heading:
		  message: "Heading"
	END
}

# findings: two findings, one of them of words that another id has, and the gallery for them.
findings() {
	write lib/text/find.c <<-'END'
		#include "base/error.h"

		void find_all(void *list, int path);
		void find_all(void *list, int path)
		{
		    finding_add(list, "read.failed", path, "reason", "x", NULL);
		    finding_under(finding_add(list, "read.long", path, "path", "p", "max", "9", NULL),
		              "read.nothing");
		    finding_add(list, "read.nothing", path, NULL);
		    finding_add(list, "rule.named", path, NULL);
		}
	END
	mkdir -p tests/gallery/read.failed tests/gallery/read.nothing
	for language in en zh; do
		echo 'a b:1:1: error: read.failed [a(b)]: failed: it is so' >tests/gallery/read.failed/expected.$language
		cat >tests/gallery/read.nothing/expected.$language <<-'END'
			a:1:1: error: read.nothing: nothing
			   hint: read.nothing: no words of the finding
			a:2:1: error: read.nothing: abc is longer than 9
		END
	done
}

# rules: a rule in two files and another, each with a good and a bad case and its entry, as listed.
rules() {
	mkdir -p tests/rules/a.b/good/x tests/rules/a.b/bad/x tests/rules/c/good/x tests/rules/c/bad/y
	cat >tests/rules/catalogue.txt <<-'END'
		# id, clause, level, term, subjects
		a.b | 一(一) | must | yearly | station, project
		c   | -      | may  | dated  | worker
	END
	printf '%s\n' 'rule: a.b' 'clause: 一(一)' 'level: must' 'term: yearly' 'subject: project' >schema/rules/a.yaml
	sed 's/project/station/' schema/rules/a.yaml >schema/rules/b.yaml
	printf '%s\n' 'rule: c' 'level: may' 'term: dated' 'subject: [worker]' >schema/rules/c.yaml
	printf '.It Sy %s\n' a.b c >man/sws-rules.7
}

compile() {
	local source
	for source in lib/*/*.c cmd/*.c; do
		mkdir -p "build/${source%/*}"
		$CC -O2 -fPIE -Ilib -c -o "build/${source%.c}.o" "$source" || return
	done
}

replace() {
	sed "s|$2|$3|" "$1" >"$1.new"
	! cmp -s "$1" "$1.new" # the pattern was there
	mv "$1.new" "$1"
}

# expect LINT [LINE...]: with no line the lint passes, else it says exactly that and fails.
expect() {
	local lint=$1 wanted
	shift
	wanted=$(printf '%s\n' "$@")
	run sh "$LINT/$lint.sh"
	diff <(echo "$wanted") <(echo "$output")
	[ "$status" -eq $(($# > 0)) ]
}

@test "every lint passes a good tree" {
	compile
	expect layers
	expect headers
	expect symbols
	expect messages
	expect source
	findings
	expect gallery
	rules
	expect rules
}

@test "layers: a lower folder may not include a higher one" {
	echo '#include "text/read.h"' >>lib/base/str.c
	expect layers 'lib/base/str.c:13: include "text/read.h": base may not include text'
}

@test "layers: nobody includes cmd" {
	echo '#include "cmd/cli.h"' >>lib/text/read.c
	expect layers 'lib/text/read.c:17: include "cmd/cli.h": lib/ has no folder cmd'
}

@test "layers: a library is touched in its own folder, and not in a header" {
	echo '#include <sqlite3.h>' >>lib/store/a.c
	echo '#include <sqlite3.h>' >>lib/store/a.h
	echo '#include <git2/sys/odb_backend.h>' >>lib/text/a.c
	expect layers \
		'lib/store/a.h:1: include <sqlite3.h>: not in a header; its types stay in the .c file' \
		'lib/text/a.c:1: include <git2/sys/odb_backend.h>: only lib/git touches this library'
}

@test "layers: ctype.h and headers that nobody listed are refused" {
	printf '#include <ctype.h>\n#  include <curl/curl.h>\n' >lib/base/a.c
	expect layers \
		'lib/base/a.c:1: include <ctype.h>: not a header we use, see tests/lint/layers.txt' \
		'lib/base/a.c:2: include <curl/curl.h>: not a header we use, see tests/lint/layers.txt'
}

@test "layers: includes name their folder, are no macros, and the folder is known" {
	mkdir lib/util
	echo '#include "str.h"' >lib/base/a.c
	echo '#include HEADER' >lib/base/b.c
	echo '#include "base/str.h"' >lib/util/a.c
	expect layers \
		'lib/base/a.c:1: include "str.h": write it as "base/str.h"' \
		'lib/base/b.c:1: include of a macro' \
		'lib/util/a.c:1: the folder util is not in tests/lint/layers.txt' \
		'lib/util/a.c:1: include "base/str.h": util may not include base'
}

@test "headers: a header that needs another one first is found" {
	replace lib/base/str.h '#include <stddef.h>' ''
	run sh "$LINT/headers.sh"
	[ "$status" -eq 1 ]
	[[ "$output" == *"lib/base/str.h:8:1: error: unknown type name"* ]]
}

@test "headers: a source that relies on banned.h for its includes is found" {
	replace lib/base/str.c '#include <string.h>' ''
	run sh "$LINT/headers.sh"
	[ "$status" -eq 1 ]
	[[ "$output" == *"lib/base/str.c:"*strlen* ]]
}

@test "headers: the guard is FOLDER_NAME_H" {
	replace lib/base/str.h 'BASE_STR_H' 'STR_H'
	expect headers \
		'lib/base/str.h:3: the first directive is not #ifndef BASE_STR_H' \
		'lib/base/str.h:4: the second directive is not #define BASE_STR_H'
}

@test "symbols: a file exports its own names only" {
	echo 'int strange_name(void); int strange_name(void) { return 1; }' >>lib/base/str.c
	echo 'const int table[] = {1};' >>lib/text/read.c
	echo 'int helper(void); int helper(void) { return 1; }' >>cmd/sws-x.c
	compile
	expect symbols \
		'cmd/sws-x.c:9: exports helper: a command exports main only' \
		'lib/base/str.c:13: exports strange_name: make it static or call it str_...' \
		'lib/text/read.c:17: exports table: make it static or call it read_...'
}

@test "symbols: data that can change is found, also in a function or thread-local" {
	cat >>lib/base/str.c <<-'END'
		static int counter;
		static const char *last[] = {"x"};
		static _Thread_local int mine;
		int str_next(void);
		int str_next(void)
		{
		    static int calls = 1;
		    last[0] = last[0] + 1;
		    return ++counter + ++calls + ++mine + *last[0];
		}
	END
	compile
	expect symbols \
		'lib/base/str.c:13: counter can change: no mutable file-scope state in lib/' \
		'lib/base/str.c:14: last can change: no mutable file-scope state in lib/' \
		'lib/base/str.c:15: mine can change: no mutable file-scope state in lib/' \
		'lib/base/str.c:19: calls can change: no mutable file-scope state in lib/'
}

@test "symbols: lib does not print, exit, read environment or clock, allocate, start programs" {
	write lib/text/read.c <<-'END'
		#include <stdio.h>
		#include <stdlib.h>
		#include <time.h>
		int read_all(void);
		int read_all(void)
		{
		    char *p = malloc(strtoul(getenv("N"), NULL, 10));
		    printf("%s %p", "x", p);
		    if (system("x") || time(NULL))
		        exit(1);
		    return 0;
		}
	END
	compile
	expect symbols \
		'lib/text/read.c:9: getenv reads the environment: lib/ never does' \
		'lib/text/read.c:9: malloc allocates beside base/mem.h: lib/ never does' \
		'lib/text/read.c:10: printf prints: lib/ never does' \
		'lib/text/read.c:11: system starts a program: lib/ never does' \
		'lib/text/read.c:11: time reads the clock or its time zone: lib/ never does' \
		'lib/text/read.c:12: exit exits: lib/ never does'
}

@test "symbols: a file that was not compiled is found" {
	compile
	rm build/lib/text/read.o
	expect symbols 'lib/text/read.c:1: not compiled: no build/lib/text/read.o'
}

@test "symbols: two modules of one name are found" {
	mkdir -p lib/result
	printf '/* SPDX-License-Identifier: MIT */\ntypedef int nothing;\n' >lib/result/read.c
	compile
	expect symbols \
		'lib/result/read.c:1: another folder has a read.c: their exports could be of one name' \
		'lib/text/read.c:1: another folder has a read.c: their exports could be of one name'
}

@test "messages: an id without words is found, in macros and choices too" {
	replace lib/text/read.c read.long read.longer
	replace lib/text/read.c read.nothing read.none
	expect messages \
		'lib/text/read.c:12: read.longer: no such message in schema/messages' \
		'lib/text/read.c:14: read.none: no such message in schema/messages' \
		'schema/messages/en.yaml:3: read.long: nothing uses this message' \
		'schema/messages/en.yaml:8: read.nothing: nothing uses this message'
}

@test "messages: a placeholder that the call does not give is found, also in the hint" {
	replace lib/text/read.c '"path", path, ' ''
	expect messages \
		'lib/text/read.c:12: read.long: its hint wants the argument path' \
		'lib/text/read.c:12: read.long: its message wants the argument path'
}

@test "messages: an argument of message_add counts for the folder" {
	sed -i 's/"nothing"/"nothing {@rule}"/' schema/messages/*.yaml
	expect messages 'lib/text/read.c:14: read.nothing: its message wants the argument rule'
	write lib/text/more.c <<-'END'
		#include "base/error.h"
		int more(void);
		int more(void)
		{
		    return message_add(0, 0, "rule", 1);
		}
	END
	expect messages
}

@test "messages: the catalogues have the same ids, texts and placeholders" {
	replace schema/messages/zh.yaml 'failed: {reason}' 'failed: {cause}'
	replace schema/messages/zh.yaml '^  hint:.*' ''
	printf 'ui.more:\n  message: "x"\n' >>schema/messages/zh.yaml
	expect messages \
		'schema/messages/en.yaml:4: read.long: no hint in zh.yaml' \
		'schema/messages/zh.yaml:6: read.failed: the message has the placeholders {cause} here, but {reason} in en.yaml' \
		'schema/messages/zh.yaml:15: ui.more: no message in en.yaml' \
		'schema/messages/zh.yaml:15: ui.more: nothing uses this message'
}

@test "messages: ui ids are looked for as plain strings" {
	replace cmd/sws-x.c ui.heading ui.footing
	expect messages \
		'cmd/sws-x.c:7: ui.footing: no such message in schema/messages' \
		'schema/messages/en.yaml:13: ui.heading: nothing uses this message'
}

@test "messages: ids and names are literals" {
	cat >>lib/text/read.c <<-'END'
		int read_more(void *e, const struct x *x);
		int read_more(void *e, const struct x *x)
		{
		    const char *id = x->id;
		    error_set(e, 1, "read.failed", "reason", NULL);
		    error_set(e, 1, "read.failed", id, "x", "reason", "x", NULL);
		    error_set(e, 1, id, NULL);
		    return error_set(e, 1, x->id, NULL);
		}
	END
	expect messages \
		'lib/text/read.c:21: error_set: a name without a value before NULL' \
		'lib/text/read.c:22: error_set: the name of argument 4 is not a literal' \
		'lib/text/read.c:23: error_set: the message id is neither a literal nor a parameter' \
		'lib/text/read.c:24: error_set: the message id is neither a literal nor a parameter'
}

@test "messages: a function that hands on its id speaks for its callers" {
	cat >>lib/text/read.c <<-'END'
		#include <stdarg.h>
		#include <stdbool.h>
		int message_vset(void *m, void *a, const char *id, va_list args);

		static bool fail(void *e,
		                 const char *id, ...)
		{
		    va_list args;
		    va_start(args, id);
		    return message_vset(e, e, id, args);
		}

		static bool
		refuse(const char *id, void *e)
		{
		    return fail(e, id, "reason", "x", NULL);
		}

		int read_again(void *e);
		int read_again(void *e)
		{
		    return refuse("read.long", e) || fail(e, "read.failed", NULL) ||
		           refuse(e ? "read.failed" : "read.never", e);
		}
	END
	expect messages \
		'lib/text/read.c:38: read.failed: its message wants the argument reason' \
		'lib/text/read.c:38: read.long: its hint wants the argument path' \
		'lib/text/read.c:38: read.long: its message wants the argument max' \
		'lib/text/read.c:38: read.long: its message wants the argument path' \
		'lib/text/read.c:39: read.never: no such message in schema/messages'
}

@test "messages: a call may take its id from a table of the file" {
	cat >>lib/text/read.c <<-'END'
		static const struct {
		    const char *name, *id;
		} reasons[] = {
		    {"a", "read.failed"},
		    {"b", "read.never"},
		};

		int read_again(void *e, int i);
		int read_again(void *e, int i)
		{
		    return error_set(e, 1, reasons[i].id, NULL) + error_set(e, 1, others[i].id, NULL);
		}
	END
	expect messages \
		'lib/text/read.c:20: read.failed: its message wants the argument reason' \
		'lib/text/read.c:21: read.never: no such message in schema/messages' \
		'lib/text/read.c:27: error_set: the message id is neither a literal nor a parameter'
}

@test "messages: the rule that finding_under sets is a literal" {
	cat >>lib/text/read.c <<-'END'
		void *finding_under(void *f, const char *rule);
		void *finding_add(void *list, const char *id, int path, ...);
		void *read_nothing(void *list, const char *rule);
		void *read_nothing(void *list, const char *rule)
		{
		    return finding_under(finding_add(list, "read.nothing", 0, NULL), rule);
		}
	END
	expect messages 'lib/text/read.c:22: finding_under: the rule is not a literal'
}

@test "messages: a catalogue keeps to its form" {
	printf '%s\n' 'ui.heading:' "  message: 'x'" 'read.failed:' '  note: "x"' \
		>>schema/messages/en.yaml
	expect messages \
		'schema/messages/en.yaml:14: ui.heading has no message' \
		'schema/messages/en.yaml:14: ui.heading is here twice' \
		"schema/messages/en.yaml:15: not of the form of a catalogue:   message: 'x'" \
		'schema/messages/en.yaml:16: read.failed has no message' \
		'schema/messages/en.yaml:16: read.failed is here twice' \
		'schema/messages/en.yaml:17: not of the form of a catalogue:   note: "x"'
}

@test "messages: a missing catalogue is found" {
	rm schema/messages/zh.yaml
	run sh "$LINT/messages.sh"
	[ "$status" -eq 1 ]
	[ "${lines[-1]}" = 'schema/messages/zh.yaml:1: there is no such catalogue' ]
}

@test "gallery: a finding without a sample, or without its words in one language, is found" {
	findings
	rm -r tests/gallery/read.failed
	rm tests/gallery/read.nothing/expected.zh
	expect gallery \
		'lib/text/find.c:8: read.failed: no sample in tests/gallery with its output in both languages' \
		'lib/text/find.c:11: read.nothing: no sample in tests/gallery with its output in both languages'
}

@test "gallery: a finding that nothing gives is found" {
	findings
	replace lib/text/find.c read.failed read.nothing
	expect gallery 'tests/gallery/read.failed/about:1: nothing gives the finding read.failed'
	rm tests/gallery/read.failed/expected.*
	expect gallery 'tests/gallery/read.failed/about:1: nothing gives the finding read.failed'
}

@test "gallery: words that no sample shows are found, whatever stands in for arguments" {
	findings
	sed -i 's/abc is longer than 9/ is longer than 9/' tests/gallery/read.nothing/expected.en
	sed -i 's/error: read.nothing: nothing/&!/' tests/gallery/read.nothing/expected.zh
	expect gallery \
		'schema/messages/en.yaml:2: read.long: tests/gallery/read.nothing does not show these words' \
		'schema/messages/zh.yaml:7: read.nothing: tests/gallery/read.nothing does not show these words'
}

@test "gallery: a finding is said in the words that fit best" {
	findings
	sed -i 's/^  message: "nothing"/  message: "{path} is longer"/' schema/messages/*.yaml
	sed -i 's/read.nothing: nothing/read.nothing: abc is longer than 9/' tests/gallery/read.nothing/expected.*
	expect gallery \
		'schema/messages/en.yaml:7: read.nothing: tests/gallery/read.nothing does not show these words' \
		'schema/messages/zh.yaml:7: read.nothing: tests/gallery/read.nothing does not show these words'
}

@test "gallery: words of an id and one more word are looked for where the call tells no id" {
	findings
	cat >>lib/text/find.c <<-'END'
		void find_more(void *list);
		void find_more(void *list)
		{
		    finding_under(find_one(list), "read.failed");
		}
	END
	for language in en zh; do
		printf 'read.failed-twice:\n  message: "twice"\n' >>schema/messages/$language.yaml
	done
	expect gallery \
		'schema/messages/en.yaml:14: read.failed-twice: tests/gallery/read.failed does not show these words' \
		'schema/messages/zh.yaml:14: read.failed-twice: tests/gallery/read.failed does not show these words'
	for language in en zh; do
		echo 'a: error: read.failed: twice' >>tests/gallery/read.failed/expected.$language
	done
	expect gallery
}

@test "gallery: where the rule is a choice, the words are looked for in each" {
	findings
	replace lib/text/find.c '"read.nothing");' 'path ? "read.nothing" : "read.failed");'
	expect gallery \
		'schema/messages/en.yaml:2: read.long: tests/gallery/read.failed does not show these words' \
		'schema/messages/zh.yaml:2: read.long: tests/gallery/read.failed does not show these words'
}

@test "source: licence and opening paragraph" {
	sed 1d lib/base/str.h >lib/base/a.h
	sed 2d lib/base/str.h >lib/base/b.h
	expect source \
		'lib/base/a.h:1: the first line is not /* SPDX-License-Identifier: MIT */' \
		'lib/base/a.h:2: no paragraph here that says what this file is' \
		'lib/base/b.h:2: no paragraph here that says what this file is'
}

@test "source: white space at the end of a line, unfinished work" {
	printf 'a: 1 \nb: 2\t\n# TODO: c\nd: XXXXXX\n' >schema/pack.yaml
	printf '/* FIXME */\n' >>cmd/sws-x.c
	expect source \
		'cmd/sws-x.c:9: unfinished work' \
		'schema/pack.yaml:1: white space at the end of the line' \
		'schema/pack.yaml:2: white space at the end of the line' \
		'schema/pack.yaml:3: unfinished work'
}

@test "source: at most 96 columns, tabs of 8, a character of UTF-8 is one" {
	local x88
	x88=$(printf '%088d' 0)
	printf '\t%s\n\t%s1\n//\t%s\n区\t%s\n' "$x88" "$x88" "$x88" "$x88" >>lib/base/str.c
	expect source 'lib/base/str.c:14: longer than 96 columns'
}

@test "source: a function of 60 lines passes, one of 61 does not" {
	{
		printf 'int\tstr_a(int a,\n\tint b)\n{\n'
		yes '	a++;' | head -56
		printf '}\n\nstatic int *str_b(void)\n{\n'
		yes '	a++;' | head -58
		printf '}\n'
	} >>lib/base/str.c
	expect source 'lib/base/str.c:74: str_b has 61 lines, at most 60'
}

@test "source: a bracket at the end of the name's line hides no function" {
	printf 'int str_a(int a,\n\tint b) {\n%s\n}\n' "$(yes '	a++;' | head -58)" >>lib/base/str.c
	expect source \
		'lib/base/str.c:14: the opening bracket of a function stands on a line of its own' \
		'lib/base/str.c:13: str_a has 61 lines, at most 60'
}

@test "manual: a page with a fault is found" {
	command -v mandoc >/dev/null || skip "mandoc is not installed"
	printf '.Dd January 1, 2024\n.Dt X 1\n.Os\n.Sh NAME\n.Nm x\n.Nd y\n.Xx\n' >man/x.1
	unset MANDOC
	run sh "$LINT/manual.sh"
	[ "$status" -ne 0 ]
	[[ "$output" == *"man/x.1:7:2:"* ]]
}

@test "manual: without mandoc the check is skipped and says so" {
	MANDOC=no-such-program run sh "$LINT/manual.sh"
	[ "$status" -eq 77 ]
	[ "$output" = 'mandoc is not installed' ]
}

@test "rules: what a file says otherwise than the catalogue is found" {
	rules
	sed -i 's/一(一)/一(二)/' schema/rules/a.yaml
	sed -i 's/must/should/' schema/rules/b.yaml
	sed -i 's/dated/standing/; s/\[worker/[worker, case/; 1s/$/\nclause: 四/' schema/rules/c.yaml
	expect rules \
		'schema/rules/a.yaml:2: a.b: clause is 一(二), and 一(一) in the catalogue' \
		'schema/rules/b.yaml:3: a.b: level is should, and must in the catalogue' \
		'schema/rules/c.yaml:2: c: clause is 四, and - in the catalogue' \
		'schema/rules/c.yaml:4: c: term is standing, and dated in the catalogue' \
		'schema/rules/c.yaml:5: c: subject is case, worker, and worker in the catalogue'
}

@test "rules: a subject of which no file is, is found" {
	rules
	rm schema/rules/b.yaml
	expect rules 'schema/rules/a.yaml:5: a.b: subject is project, and project, station in the catalogue'
}

@test "rules: one without cases or an entry is found" {
	rules
	rm -r tests/rules/a.b/bad tests/rules/c/good/x
	sed -i '/ c$/d' man/sws-rules.7
	expect rules \
		'tests/rules/catalogue.txt:2: a.b: no case in tests/rules/a.b/bad' \
		'tests/rules/catalogue.txt:3: c: no case in tests/rules/c/good' \
		'tests/rules/catalogue.txt:3: c: not in man/sws-rules.7'
}

@test "rules: what is not in the catalogue is found, be it a rule, cases or an entry" {
	rules
	sed -i '/^c /d' tests/rules/catalogue.txt
	expect rules \
		'man/sws-rules.7:1: c: not in the catalogue' \
		'schema/rules/c.yaml:1: c: not in the catalogue' \
		'tests/rules/c:1: c: not in the catalogue'
}

@test "rules: one that is missing is found" {
	rules
	rm schema/rules/c.yaml
	expect rules 'tests/rules/catalogue.txt:3: c: no rule in schema/rules'
}
