/* SPDX-License-Identifier: MIT */
/* Tests of schema/format_time.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "schema/format_time.h"
#include "sample.h"

static void dates_are_full_dates_that_exist(void **state)
{
	static const struct sample samples[] = {
		{"2024-02-29", true},
		{"2023-02-29", false},
		{"2000-02-29", true},
		{"1900-02-29", false},
		{"0001-01-01", true},
		{"0000-12-31", false},
		{"9999-12-31", true},
		{"10000-01-01", false},
		{"2023-02-29T12:00:00Z", false},
		{"2023-6-30", false},
		{"2023-06-3\xEF\xBC\x90", false},
		{"", false},
	};

	assert_samples(format_time_date, samples);
}

static void times_have_hours_minutes_seconds_and_an_offset(void **state)
{
	static const struct sample samples[] = {
		{"00:00:00Z", true},   {"23:59:59Z", true},   {"24:00:00Z", false},
		{"23:60:00Z", false},  {"12:00:61Z", false},  {"09:05:07z", true},
		{"12:00:00", false},   {"12:00Z", false},     {"12:00:00ZZ", false},
		{"12:00:00 Z", false}, {" 12:00:00Z", false}, {"1:00:00Z", false},
		{"12-00-00Z", false},  {"120000Z", false},    {"12:00:0\xEF\xBC\x90Z", false},
		{"T12:00:00Z", false}, {"", false},
	};

	assert_samples(format_time, samples);
}

static void fractions_have_digits(void **state)
{
	static const struct sample samples[] = {
		{"12:00:00.0Z", true},   {"12:00:00.123456789012345678901234567890Z", true},
		{"12:00:00.Z", false},   {"12:00:00,5Z", false},
		{"12:00:00.5", false},   {"12:00:00.5.5Z", false},
		{"12:00:00.-5Z", false}, {"12:00:00.5+08:00", true},
		{"12:00.5:00Z", false},
	};

	assert_samples(format_time, samples);
}

static void offsets_go_up_to_a_minute_less_than_a_day(void **state)
{
	static const struct sample samples[] = {
		{"12:00:00+08:00", true},
		{"12:00:00-00:00", true},
		{"12:00:00+23:59", true},
		{"12:00:00-23:59", true},
		{"12:00:00+24:00", false},
		{"12:00:00+08:60", false},
		{"12:00:00+0800", false},
		{"12:00:00+08", false},
		{"12:00:00+8:00", false},
		{"12:00:00+08:00:00", false},
		{"12:00:0008:00", false},
		{"12:00:00+-08:00", false},
		{"12:00:00Z+08:00", false},
		{"12:00:00\xE2\x88\x92"
		 "08:00",
		 false},
	};

	assert_samples(format_time, samples);
}

static void a_leap_second_ends_a_day_of_utc(void **state)
{
	static const struct sample samples[] = {
		{"23:59:60Z", true},       {"23:59:60.5Z", true},     {"23:59:61Z", false},
		{"23:58:60Z", false},      {"00:00:60Z", false},      {"07:59:60+08:00", true},
		{"07:58:60+08:00", false}, {"08:00:60+08:00", false}, {"23:59:60+08:00", false},
		{"15:59:60-08:00", true},  {"23:59:60-08:00", false}, {"00:00:60+00:01", true},
		{"23:58:60-00:01", true},  {"23:58:60+23:59", true},  {"00:00:60-23:59", true},
		{"00:01:60-23:59", false}, {"23:59:60+23:59", false},
	};

	assert_samples(format_time, samples);
}

static void moments_are_a_date_and_a_time(void **state)
{
	static const struct sample samples[] = {
		{"2023-06-30T12:00:00+08:00", true},
		{"2023-06-30t12:00:00z", true},
		{"2023-06-30 12:00:00Z", false},
		{"2023-06-30T12:00:00", false},
		{"2023-06-31T12:00:00Z", false},
		{"2023-06-30T24:00:00Z", false},
		{"2023-06-30", false},
		{"2023-06-30T", false},
		{"12:00:00Z", false},
		{"2023-06-30TT12:00:00Z", false},
		{"2023-06-30T12:00:00Z ", false},
		{"0001-01-01T00:00:00Z", true},
		{"9999-12-31T23:59:59Z", true},
		{"", false},
	};

	assert_samples(format_time_moment, samples);
}

static void a_leap_second_ends_a_month_of_utc(void **state)
{
	static const struct sample samples[] = {
		{"2016-12-31T23:59:60Z", true},       {"2016-12-30T23:59:60Z", false},
		{"2016-12-31T22:59:60Z", false},      {"2017-01-01T23:59:60Z", false},
		{"2017-01-01T07:59:60+08:00", true}, /* the day before, in UTC */
		{"2016-12-31T07:59:60+08:00", false}, {"2016-12-31T15:59:60-08:00", true},
		{"2016-12-30T15:59:60-08:00", false}, {"2015-06-30T23:59:60Z", true},
		{"2024-02-29T23:59:60Z", true},       {"2024-02-28T23:59:60Z", false},
		{"2023-02-28T23:59:60Z", true},       {"0001-01-01T07:59:60+08:00", true},
		{"9999-12-31T23:59:60Z", true},
	};

	assert_samples(format_time_moment, samples);
}

static void durations_name_their_units_in_order(void **state)
{
	static const struct sample samples[] = {
		{"P1Y2M3DT4H5M6S", true},
		{"P1Y", true},
		{"P2M", true},
		{"P3D", true},
		{"P2M3D", true},
		{"P1Y3D", false}, /* the months are left out */
		{"P3D2M", false},
		{"P1Y1Y", false},
		{"PT1H30M", true},
		{"PT30M5S", true},
		{"PT1H5S", false}, /* the minutes are left out */
		{"PT5S1H", false},
		{"P1DT1H", true},
		{"P1YT1S", true},
		{"P1DT", false},
		{"P1D1H", false},
		{"PT1D", false},
		{"P1DT1D", false},
		{"P1DT1HT1M", false},
		{"P", false},
		{"PT", false},
		{"1D", false},
		{"", false},
		{"p1dt2h", true}, /* ABNF has no cases */
	};

	assert_samples(format_time_duration, samples);
}

static void weeks_stand_alone(void **state)
{
	static const struct sample samples[] = {
		{"P2W", true},   {"p2w", true},     {"P2W1D", false}, {"P1D2W", false},
		{"PT2W", false}, {"P2WT1H", false}, {"P1W1W", false}, {"PW", false},
	};

	assert_samples(format_time_duration, samples);
}

static void the_numbers_of_a_duration_are_whole(void **state)
{
	static const struct sample samples[] = {
		{"P0D", true},
		{"P007D", true},
		{"PT0.5S", false},
		{"PT0,5S", false},
		{"P-1D", false},
		{"-P1D", false},
		{"P+1D", false},
		{"P1", false},
		{"P1DT1", false},
		{"P\xEF\xBC\x91"
		 "D",
		 false},
		{"P 1D", false},
		{"P1D ", false},
	};

	assert_samples(format_time_duration, samples);
	assert_true(check_long(format_time_duration, "P", "9", 1 << 16, "D"));
	assert_false(check_long(format_time_duration, "P", "1D", 1 << 15, ""));
	assert_true(check_long(format_time, "12:00:00.", "9", 1 << 16, "Z"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_are_full_dates_that_exist),
		cmocka_unit_test(times_have_hours_minutes_seconds_and_an_offset),
		cmocka_unit_test(fractions_have_digits),
		cmocka_unit_test(offsets_go_up_to_a_minute_less_than_a_day),
		cmocka_unit_test(a_leap_second_ends_a_day_of_utc),
		cmocka_unit_test(moments_are_a_date_and_a_time),
		cmocka_unit_test(a_leap_second_ends_a_month_of_utc),
		cmocka_unit_test(durations_name_their_units_in_order),
		cmocka_unit_test(weeks_stand_alone),
		cmocka_unit_test(the_numbers_of_a_duration_are_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
