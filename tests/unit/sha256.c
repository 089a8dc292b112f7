/* SPDX-License-Identifier: MIT */
/* Unit tests of SHA-256 (base/sha256.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/sha256.h"

/* The examples of NIST's for FIPS 180, and lengths about the block's and the padding's. */
static void digests_are_those_of_the_standard(void **state)
{
	static const struct {
		char fill;
		size_t n;
		const char *digest;
	} cases[] = {
		{'a', 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
		{'a', 55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"},
		{'a', 56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"},
		{'a', 63, "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34"},
		{'a', 64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"},
		{'a', 1000000,
		 "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[SHA256_TEXT_SIZE];
		struct sha256 s;

		sha256_init(&s);
		for (size_t k = 0; k < cases[i].n; k++)
			sha256_add(&s, (struct str){&cases[i].fill, 1});
		sha256_end(&s, text);
		assert_string_equal(text, cases[i].digest);
	}
}

static void pieces_make_no_difference(void **state)
{
	const struct str text = STR("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq");

	(void)state;
	for (size_t cut = 0; cut <= text.len; cut++) {
		char digest[SHA256_TEXT_SIZE];
		struct sha256 s;

		sha256_init(&s);
		sha256_add(&s, str_sub(text, 0, cut));
		sha256_add(&s, str_sub(text, cut, text.len));
		sha256_end(&s, digest);
		assert_string_equal(
			digest,
			"248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(digests_are_those_of_the_standard),
		cmocka_unit_test(pieces_make_no_difference),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
