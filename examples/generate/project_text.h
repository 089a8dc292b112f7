/* SPDX-License-Identifier: MIT */
/*
 * What the generated projects say, and the projects that several stations of the worked example
 * share. Included by project.c alone.
 */
#ifndef EXAMPLES_GENERATE_PROJECT_TEXT_H
#define EXAMPLES_GENERATE_PROJECT_TEXT_H

#include <stdbool.h>
#include <stddef.h>

struct item_text {
	const char *item, *unit, *titles[2];
};

static const struct item_text item_texts[] = {
	{"policy-advocacy", "场", {"惠民政策进社区", "政策宣讲小课堂"}},
	{"needs-assessment", "户", {"家庭需求入户评估", "需求清单更新走访"}},
	{"resource-assessment", "个", {"社区资源走访", "供需对接座谈"}},
	{"social-assistance", "人次", {"救助对象访视与支持", "自强互助小组"}},
	{"elderly-care", "人次", {"独居老人入户探访", "长者健康小组"}},
	{"child-protection", "人次", {"亲子沟通小组", "假期安全自护课"}},
	{"disability-services", "人次", {"残障人士手工坊", "居家安全检查与改造"}},
	{"community-services", "场", {"楼栋议事会", "邻里公共空间整理"}},
	{"community-revitalization", "场", {"老街记忆收集", "手工艺传习"}},
	{"organizations-volunteering", "场", {"志愿者培训与督导", "志愿服务日"}},
	{"community-charity", "场", {"爱心义卖", "慈善资源对接会"}},
	{"special", "场", {"一站一品体验日", "社工宣传周"}},
};

/* What stations offer: the basic three, two of the safety net, one of community governance. */
static const char *const offers[] = {
	"policy-advocacy needs-assessment resource-assessment elderly-care social-assistance "
	"community-services",
	"policy-advocacy needs-assessment resource-assessment elderly-care child-protection "
	"community-charity",
	"policy-advocacy needs-assessment resource-assessment social-assistance "
	"disability-services organizations-volunteering",
	"policy-advocacy needs-assessment resource-assessment elderly-care disability-services "
	"community-revitalization special",
};

static const char *const own_fields[] = {"elderly-care", "child-welfare", "social-assistance",
					 "community-building"};

/* Further projects of benchmark stations: the offer, and the basis of an extension. */
static const struct {
	const char *name, *field, *items, *basis;
} further[] = {
	{"助老暖心项目", "elderly-care", "elderly-care", NULL},
	{"阳光成长项目", "child-welfare", "child-protection", NULL},
	{"社会组织培力项目", "social-organizations", "organizations-volunteering", NULL},
	{"救助对象能力提升项目", "social-assistance", "social-assistance", NULL},
	{"妇女关爱项目", "women", "special", "核心领域服务稳定，经街道研究同意延伸"},
};

struct shared_project {
	const char *id, *name, *stations[3], *field, *items, *basis;
	bool brand;
	int starts_on, ends_on, stopped_on; /* 0: not stopped */
};

static const struct shared_project shared_projects[] = {
	{.id = "lianhe-yanglao",
	 .name = "三街道联合居家养老支持项目",
	 .stations = {"tanggu", "hangu", "dagang"},
	 .field = "elderly-care",
	 .items = "elderly-care organizations-volunteering",
	 .brand = true,
	 .starts_on = 20220901,
	 .ends_on = 20230630},
	{.id = "lianhe-bangjiao",
	 .name = "社区矫正对象帮教服务项目",
	 .stations = {"tanggu", "xingang", "beitang"},
	 .field = "judicial-correction",
	 .items = "special",
	 .basis = "三个街道的核心领域服务已满一年，经区民政局同意延伸",
	 .starts_on = 20230301,
	 .ends_on = 20231130},
	{.id = "lianhe-funv",
	 .name = "妇女关爱支持项目",
	 .stations = {"hangzhoudao", "hujiayuan"},
	 .field = "women",
	 .items = "special community-charity",
	 .basis = "两个街道的核心领域服务已满一年，经街道研究同意延伸",
	 .starts_on = 20230306,
	 .ends_on = 20231215},
	{.id = "lianhe-zhiyuan",
	 .name = "社区社会组织培力项目",
	 .stations = {"haibin", "shengtaicheng"},
	 .field = "social-organizations",
	 .items = "organizations-volunteering",
	 .brand = true,
	 .starts_on = 20230401,
	 .ends_on = 20231231},
	{.id = "lianhe-ertong",
	 .name = "困境儿童陪伴项目",
	 .stations = {"hangu", "zhaishang", "xinhe"},
	 .field = "child-welfare",
	 .items = "child-protection",
	 .starts_on = 20230301,
	 .ends_on = 20231130,
	 .stopped_on = 20230831},
	{.id = "lianhe-jiankang",
	 .name = "社区慢性病患者健康支持项目",
	 .stations = {"xinbei", "taida"},
	 .field = "health",
	 .items = "special",
	 .starts_on = 20230401,
	 .ends_on = 20231215},
};

static const char *const supervision_topics[] = {"个案进展与风险", "专业关系与界限",
						 "小组设计与带领", "社区资源链接",
						 "记录与评估",     "社工的自我照顾"};

#endif
