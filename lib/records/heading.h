/* SPDX-License-Identifier: MIT */
/*
 * What tables and columns of records are called: in Chinese by the titles of their kinds'
 * schemas, in English by the words of their keys.
 */
#ifndef RECORDS_HEADING_H
#define RECORDS_HEADING_H

#include "result/table.h"
#include "store/tables.h"

/* 结案日期, closure date. "" for the columns that begin with _ and belong to no field. */
struct table_title heading_column(const struct store_table *table, const struct column *column,
				  struct arena *arena);

/* 专业服务案例：介入, case interventions; of records the kind's own. */
struct table_title heading_table(const struct store_table *table, struct arena *arena);

/* The type of a column of records as that of a result. */
enum table_type heading_type(const struct column *column);

#endif
