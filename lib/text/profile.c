/* SPDX-License-Identifier: MIT */
/* The bounds of either profile. */
#include "text/profile.h"

#include "text/source.h"
#include "text/yaml.h"

const struct profile profile_record = {
	.general = false,
	.bytes_max = SOURCE_BYTES_MAX,
	.depth_max = YAML_DEPTH_MAX,
	.nodes_max = YAML_NODES_MAX,
	.expanded_max = 0,
	.scalar_max = YAML_SCALAR_BYTES_MAX,
};

const struct profile profile_general = {
	.general = true,
	.bytes_max = 64u << 20,
	.depth_max = PROFILE_DEPTH_MAX,
	.nodes_max = 8u << 20,
	.expanded_max = 1u << 20,
	.anchors_max = 10000,
	.scalar_max = 16u << 20,
};
