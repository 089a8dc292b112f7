/* SPDX-License-Identifier: MIT */
/*
 * The README of the worked example.
 */
#ifndef EXAMPLES_GENERATE_README_H
#define EXAMPLES_GENERATE_README_H

/* Write README.md, which lists the failures that enum plant puts into the records. */
void readme_write(const char *root);

#endif
