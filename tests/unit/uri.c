/* SPDX-License-Identifier: MIT */
/* Unit tests of URI references (schema/uri.h), by the examples of RFC 3986. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "schema/uri.h"

struct resolution {
	const char *reference, *target;
};

static void expect(const char *base, const struct resolution *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct buf got = {0};

		uri_resolve(&got, str_of(base), str_of(cases[i].reference));
		assert_string_equal(buf_cstr(&got), cases[i].target);
		buf_release(&got);
	}
}

#define EXPECT(base, cases) expect(base, cases, sizeof(cases) / sizeof *(cases))

/* Sections 5.4.1 and 5.4.2. */
static void references_resolve_like_the_standard_s_examples(void **state)
{
	static const struct resolution cases[] = {
		{"g:h", "g:h"},
		{"g", "http://a/b/c/g"},
		{"./g", "http://a/b/c/g"},
		{"g/", "http://a/b/c/g/"},
		{"/g", "http://a/g"},
		{"//g", "http://g"},
		{"?y", "http://a/b/c/d;p?y"},
		{"g?y", "http://a/b/c/g?y"},
		{"#s", "http://a/b/c/d;p?q#s"},
		{"g#s", "http://a/b/c/g#s"},
		{"g?y#s", "http://a/b/c/g?y#s"},
		{";x", "http://a/b/c/;x"},
		{"g;x?y#s", "http://a/b/c/g;x?y#s"},
		{"", "http://a/b/c/d;p?q"},
		{".", "http://a/b/c/"},
		{"./", "http://a/b/c/"},
		{"..", "http://a/b/"},
		{"../", "http://a/b/"},
		{"../g", "http://a/b/g"},
		{"../..", "http://a/"},
		{"../../", "http://a/"},
		{"../../g", "http://a/g"},
		{"../../../g", "http://a/g"},
		{"/./g", "http://a/g"},
		{"/../g", "http://a/g"},
		{"g.", "http://a/b/c/g."},
		{".g", "http://a/b/c/.g"},
		{"g..", "http://a/b/c/g.."},
		{"..g", "http://a/b/c/..g"},
		{"./../g", "http://a/b/g"},
		{"./g/.", "http://a/b/c/g/"},
		{"g/./h", "http://a/b/c/g/h"},
		{"g/../h", "http://a/b/c/h"},
		{"g;x=1/../y", "http://a/b/c/y"},
		{"g?y/../x", "http://a/b/c/g?y/../x"},
		{"g#s/../x", "http://a/b/c/g#s/../x"},
	};

	(void)state;
	EXPECT("http://a/b/c/d;p?q", cases);
}

static void bases_without_authority_or_path_work(void **state)
{
	static const struct resolution urn[] = {
		{"#x", "urn:uuid:1#x"}, {"urn:uuid:2", "urn:uuid:2"}, {"", "urn:uuid:1"}};
	static const struct resolution host[] = {{"g", "http://a/g"}, {"?q", "http://a?q"}};
	static const struct resolution none[] = {{"a/../b", "/b"}, {"", ""}, {"x:y", "x:y"}};

	(void)state;
	EXPECT("urn:uuid:1", urn);
	EXPECT("http://a", host);
	EXPECT("", none);
}

static void fragments_are_split_and_decoded(void **state)
{
	struct buf got = {0};

	(void)state;
	assert_true(str_eq(uri_without_fragment(STR("a#b#c")), STR("a")));
	assert_true(str_eq(uri_fragment(STR("a#b#c")), STR("b#c")));
	assert_int_equal(uri_fragment(STR("a")).len, 0);
	uri_decode(&got, STR("/a%2Fb%25%zz%4"));
	assert_string_equal(buf_cstr(&got), "/a/b%%zz%4");
	buf_release(&got);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(references_resolve_like_the_standard_s_examples),
		cmocka_unit_test(bases_without_authority_or_path_work),
		cmocka_unit_test(fragments_are_split_and_decoded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
