/* SPDX-License-Identifier: MIT */
/* Unit tests of finding schemas by URI (records/documents.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "records/documents.h"

#include "sandbox.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const struct documents_map maps[] = {
	{{"https://x.example/", 18}, "x"},           {{"https://x.example/deep", 22}, "deep"},
	{{"https://y.example/one", 21}, "one.yaml"}, {{"urn:z:", 6}, "x/"},
	{{"https://gone.example/", 21}, "gone"},
};

/* What is fetched: the bytes and the name, or the status. */
static void expect(const char *uri, const char *bytes, const char *name)
{
	struct documents d = {maps, COUNT(maps)};
	struct buf got = {0}, called = {0};
	struct error error = {0};
	int status = documents_fetch(&d, str_of(uri), &got, &called, &error);

	if (bytes) {
		assert_int_equal(status, 0);
		assert_string_equal(buf_cstr(&got), bytes);
		assert_string_equal(buf_cstr(&called), name);
	} else if (status != STATUS_NOT_FOUND) {
		fail_msg("%s: status %d", uri, status);
	}
	buf_release(&got);
	buf_release(&called);
	error_release(&error);
}

static void write_files(void)
{
	shell("mkdir -p x/sub.json deep && printf a >x/a && printf b >x/b.json && "
	      "printf c >deep/c.yaml && printf d >x/deeper.yml && printf o >one.yaml && "
	      "printf s >secret && printf 'space' >'x/a b'");
}

static void uris_lead_to_files_by_their_longest_map(void **state)
{
	(void)state;
	write_files();
	expect("https://x.example/a", "a", "x/a");
	expect("https://x.example/b", "b", "x/b.json");
	expect("https://x.example/b.json", "b", "x/b.json");
	expect("https://x.example/deep/c", "c", "deep/c.yaml");
	expect("https://x.example/deeper", "d", "x/deeper.yml"); /* not of the map `deep` */
	expect("https://x.example/a%20b", "space", "x/a b");
	expect("https://y.example/one", "o", "one.yaml");
	expect("urn:z:a", "a", "x/a");
}

static void what_is_not_there_is_not_found(void **state)
{
	static const char *const uris[] = {
		"https://x.example/none",
		"https://x.example/",
		"https://x.example/deep",
		"https://x.example/deep/",
		"https://x.example/sub.json",
		"https://y.example/one/more",
		"https://y.example/",
		"https://gone.example/a",
		"https://nobody.example/a",
		"http://x.example/a",
		"file:///nowhere/at/all",
		"file://relative",
		"urn:unknown",
		"",
	};

	(void)state;
	write_files();
	for (size_t i = 0; i < COUNT(uris); i++)
		expect(uris[i], NULL, NULL);
}

static void nothing_leaves_the_folder_of_its_map(void **state)
{
	static const char *const uris[] = {
		"https://x.example/../secret",        "https://x.example/%2e%2e/secret",
		"https://x.example/b/..%2F../secret", "https://x.example/%2E./secret",
		"https://x.example/a%00.json",        "urn:z:../secret",
	};

	(void)state;
	write_files();
	for (size_t i = 0; i < COUNT(uris); i++)
		expect(uris[i], NULL, NULL);
}

/* A file's URI leads back to it, whatever its name; the name is seen from the working folder.
 */
static void files_have_uris(void **state)
{
	static const char *const files[] = {"plain.yaml", "a b%41#?.yaml", "\xE7\xA4\xBE.yaml",
					    "\xFF"};

	(void)state;
	for (size_t i = 0; i < COUNT(files); i++) {
		struct buf uri = {0};
		struct error error = {0};
		FILE *file = fopen(files[i], "w");

		assert_non_null(file);
		fputs(files[i], file);
		fclose(file);
		assert_int_equal(documents_uri(files[i], &uri, &error), 0);
		assert_memory_equal(buf_cstr(&uri), "file:///", 8);
		expect(buf_cstr(&uri), files[i], files[i]);
		buf_release(&uri);
	}
}

static void a_file_outside_has_its_whole_path(void **state)
{
	struct buf uri = {0}, path = {0};
	struct error error = {0};

	(void)state;
	shell("printf h >\"$HOME/h\"");
	buf_printf(&path, "%s/h", getenv("HOME"));
	assert_int_equal(documents_uri(buf_cstr(&path), &uri, &error), 0);
	expect(buf_cstr(&uri), "h", buf_cstr(&path));
	buf_release(&uri);
	buf_release(&path);
}

static void the_kinds_of_records_need_no_map(void **state)
{
	struct documents d = {NULL, 0};
	struct buf bytes = {0}, name = {0};
	struct error error = {0};

	(void)state;
	assert_int_equal(documents_fetch(&d, STR("https://schema.sws.example/kinds/case.yaml"),
					 &bytes, &name, &error),
			 0);
	assert_true(bytes.len > 1000);
	assert_int_equal(documents_fetch(&d, STR("https://schema.sws.example/kinds/none.yaml"),
					 &bytes, &name, &error),
			 STATUS_NOT_FOUND);
	buf_release(&bytes);
	buf_release(&name);
}

static void what_would_keep_us_waiting_is_not_read(void **state)
{
	struct documents d = {maps, COUNT(maps)};
	struct buf bytes = {0}, name = {0};
	struct error error = {0};

	(void)state;
	shell("mkdir x && mkfifo x/fifo");
	assert_int_equal(
		documents_fetch(&d, STR("https://x.example/fifo"), &bytes, &name, &error),
		STATUS_IO);
	assert_error(&error, "read.unreadable");
	error_release(&error);
	buf_release(&bytes);
	buf_release(&name);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		sandbox_test(uris_lead_to_files_by_their_longest_map),
		sandbox_test(what_is_not_there_is_not_found),
		sandbox_test(nothing_leaves_the_folder_of_its_map),
		sandbox_test(files_have_uris),
		sandbox_test(a_file_outside_has_its_whole_path),
		sandbox_test(the_kinds_of_records_need_no_map),
		sandbox_test(what_would_keep_us_waiting_is_not_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
