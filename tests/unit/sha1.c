/* SPDX-License-Identifier: MIT */
/* Tests of git/sha1.h with the examples that NIST publishes, and at the edges of blocks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "git/sha1.h"

#include <stdio.h>
#include <string.h>

/* The digest of `n` times the text, given in pieces of `step` bytes. */
static const char *digest(const char *text, size_t n, size_t step)
{
	static char hex[2 * SHA1_SIZE + 1];
	unsigned char bytes[SHA1_SIZE];
	struct sha1 s;

	sha1_init(&s);
	for (; n > 0; n--)
		for (struct str rest = {text, strlen(text)}; rest.len;
		     rest = str_sub(rest, step, rest.len))
			sha1_add(&s, str_sub(rest, 0, step));
	sha1_end(&s, bytes);
	for (size_t i = 0; i < SHA1_SIZE; i++)
		snprintf(hex + 2 * i, 3, "%02x", bytes[i]);
	return hex;
}

static void the_published_examples_have_their_digests(void **state)
{
	static const char two_blocks[] =
		"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";

	assert_string_equal(digest("", 0, 1), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
	assert_string_equal(digest("abc", 1, 3), "a9993e364706816aba3e25717850c26c9cd0d89d");
	for (size_t step = 1; step < sizeof two_blocks; step++)
		assert_string_equal(digest(two_blocks, 1, step),
				    "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
	assert_string_equal(digest("a", 1000000, 1),
			    "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
}

static void texts_around_a_block_have_the_digests_that_sha1sum_prints(void **state)
{
	static const struct {
		size_t n;
		const char *digest;
	} cases[] = {
		{55, "c1c8bbdc22796e28c0e15163d20899b65621d65a"},
		{56, "c2db330f6083854c99d4b5bfb6e8f29f201be699"},
		{63, "03f09f5b158a7a8cdad920bddc29b81c18a551f5"},
		{64, "0098ba824b5c16427bd7a1122a5a442a25ec644d"},
		{65, "11655326c708d70319be2610e8a57d9a5b959d3b"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_string_equal(digest("a", cases[i].n, 1), cases[i].digest);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_published_examples_have_their_digests),
		cmocka_unit_test(texts_around_a_block_have_the_digests_that_sha1sum_prints),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
