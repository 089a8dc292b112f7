/* SPDX-License-Identifier: MIT */
/*
 * The tables behind the worked example: the district's divisions and a part of its communities
 * (both public lists; the pinyin of a name is the id), the stations with what is planted in
 * each, and the projects that several stations share. Included by world.c alone.
 */
#ifndef EXAMPLES_GENERATE_NAMES_H
#define EXAMPLES_GENERATE_NAMES_H

#include "world.h"

#define SUBDISTRICT "subdistrict"
#define TOWN        "town"
#define ZONE        "development-zone"

static const struct division real_divisions[] = {
	{"120116001", "塘沽街道", "塘沽街道", SUBDISTRICT, "tanggu"},
	{"120116005", "杭州道街道", "杭州道街道", SUBDISTRICT, "hangzhoudao"},
	{"120116006", "新河街道", "新河街道", SUBDISTRICT, "xinhe"},
	{"120116007", "大沽街道", "大沽街道", SUBDISTRICT, "dagu"},
	{"120116008", "新北街道", "新北街道", SUBDISTRICT, "xinbei"},
	{"120116009", "北塘街道", "北塘街道", SUBDISTRICT, "beitang"},
	{"120116011", "胡家园街道", "胡家园街道", SUBDISTRICT, "hujiayuan"},
	{"120116012", "新港街道", "新港街道", SUBDISTRICT, "xingang"},
	{"120116013", "新村街道", "新村街道", SUBDISTRICT, "xincun"},
	{"120116014", "天津经济技术开发区东区泰达街道", "泰达街道", SUBDISTRICT, "taida"},
	{"120116031", "汉沽街道", "汉沽街道", SUBDISTRICT, "hangu"},
	{"120116032", "寨上街道", "寨上街道", SUBDISTRICT, "zhaishang"},
	{"120116033", "茶淀街道", "茶淀街道", SUBDISTRICT, "chadian"},
	{"120116051", "大港街道", "大港街道", SUBDISTRICT, "dagang"},
	{"120116053", "古林街道", "古林街道", SUBDISTRICT, "gulin"},
	{"120116054", "海滨街道", "海滨街道", SUBDISTRICT, "haibin"},
	{"120116100", "新城镇", "新城镇", TOWN, "xincheng"},
	{"120116135", "杨家泊镇", "杨家泊镇", TOWN, "yangjiabo"},
	{"120116156", "太平镇", "太平镇", TOWN, "taiping"},
	{"120116157", "小王庄镇", "小王庄镇", TOWN, "xiaowangzhuang"},
	{"120116158", "中塘镇", "中塘镇", TOWN, "zhongtang"},
	{"120116400", "天津经济技术开发区（其他片区）", "天津经济技术开发区", ZONE,
	 "jingkaiqu"},
	{"120116401", "天津港保税区", "天津港保税区", ZONE, "baoshuiqu"},
	{"120116402", "天津滨海新区高新技术产业开发区", "高新技术产业开发区", ZONE, "gaoxinqu"},
	{"120116403", "东疆保税港区", "东疆保税港区", ZONE, "dongjiang"},
	{"120116406", "中新天津生态城", "中新天津生态城", ZONE, "shengtaicheng"},
};

/* In the order of their codes; a station takes the next ones of its division. */
static const struct community_name real_communities[] = {
	{"120116001016", "紫云园社区居委会", "ziyunyuan"},
	{"120116001017", "新城家园社区居委会", "xinchengjiayuan"},
	{"120116001018", "朝阳楼社区居委会", "chaoyanglou"},
	{"120116005001", "新园里社区居委会", "xinyuanli"},
	{"120116005002", "唐山里社区居委会", "tangshanli"},
	{"120116005003", "华蓉里社区居委会", "huarongli"},
	{"120116006001", "西江里社区居委会", "xijiangli"},
	{"120116006002", "珠江里社区居委会", "zhujiangli"},
	{"120116007001", "远景社区居委会", "yuanjing"},
	{"120116007002", "河南里社区居委会", "henanli"},
	{"120116008001", "贻成尚北社区居委会", "yichengshangbei"},
	{"120116008002", "新新家园社区居委会", "xinxinjiayuan"},
	{"120116009001", "文化宫社区居委会", "wenhuagong"},
	{"120116009002", "杨家场社区居委会", "yangjiachang"},
	{"120116011001", "光明里社区居委会", "guangmingli"},
	{"120116011002", "前进里社区居委会", "qianjinli"},
	{"120116011004", "胡北社区居委会", "hubei"},
	{"120116012001", "新开里社区居委会", "xinkaili"},
	{"120116012002", "新尚里社区居委会", "xinshangli"},
	{"120116013001", "崇安里社区居委会", "chonganli"},
	{"120116013002", "河华里社区居委会", "hehuali"},
	{"120116014001", "时尚广场社区居委会", "shishangguangchang"},
	{"120116014002", "福瑞社区居委会", "furui"},
	{"120116031001", "后坨里社区居委会", "houtuoli"},
	{"120116031002", "前坨里社区居委会", "qiantuoli"},
	{"120116032001", "华阳里社区居委会", "huayangli"},
	{"120116032002", "建阳里社区居委会", "jianyangli"},
	{"120116033001", "五羊里社区居委会", "wuyangli"},
	{"120116033002", "三明里社区居委会", "sanmingli"},
	{"120116051001", "兴盛里社区居委会", "xingshengli"},
	{"120116051002", "振业里社区居委会", "zhenyeli"},
	{"120116051003", "兴安里社区居委会", "xinganli"},
	{"120116053003", "港电社区居委会", "gangdian"},
	{"120116053004", "建北里社区居委会", "jianbeili"},
	{"120116054001", "幸福社区居委会", "xingfu"},
	{"120116054002", "阳光佳园社区居委会", "yangguangjiayuan"},
	{"120116054004", "怡然社区居委会", "yiran"},
	{"120116054005", "同盛东里社区居委会", "tongshengdongli"},
	{"120116100001", "紫枫苑社区居委会", "zifengyuan"},
	{"120116100002", "源和湾社区居委会", "yuanhewan"},
	{"120116135201", "高庄村委会", "gaozhuang"},
	{"120116135202", "看才村委会", "kancai"},
	{"120116156001", "同安社区居委会", "tongan"},
	{"120116156201", "太平村村委会", "taipingcun"},
	{"120116157201", "渡口村委会", "dukou"},
	{"120116157202", "小王庄村委会", "xiaowangzhuangcun"},
	{"120116158001", "贵园里社区居委会", "guiyuanli"},
	{"120116158201", "黄房子村委会", "huangfangzi"},
	{"120116401001", "怡湾社区居委会", "yiwan"},
	{"120116401400", "保税区社区", "baoshuiqu"},
	{"120116406001", "海博社区居委会", "haibo"},
	{"120116406002", "永定社区居委会", "yongding"},
	{"120116499001", "示例社区居委会", "shili"},
};

struct station_seed {
	const char *id, *name, *division;
	enum plant plant;
	enum mode mode;
	int workers, households, cases, communities;
};

/* clang-format off */
#define SEED(id, name, code, plant, mode, workers, households, cases, communities) \
	{id, name, "120116" code, PLANT_##plant, MODE_##mode, \
	 workers, households, cases, communities}

static const struct station_seed station_seeds[] = {
	SEED("tanggu", "塘沽街道", "001", BARE_NUMBER, CONTRACTED, 3, 4, 7, 3),
	SEED("hangzhoudao", "杭州道街道", "005", NONE, CONTRACTED, 4, 3, 6, 3),
	SEED("xinhe", "新河街道", "006", TARGET_TYPO, CONTRACTED, 3, 3, 6, 2),
	SEED("dagu", "大沽街道", "007", TRAINING_SHORT, REASSIGNED, 3, 2, 6, 2),
	SEED("xinbei", "新北街道", "008", TRAINING_UNCOUNTED, CONTRACTED, 3, 3, 6, 2),
	SEED("beitang", "北塘街道", "009", PHONE, CONTRACTED, 3, 2, 6, 2),
	SEED("hujiayuan", "胡家园街道", "011", WRONG_FOLDER, CONTRACTED, 3, 3, 6, 3),
	SEED("xingang", "新港街道", "012", WORKER_TYPO, CONTRACTED, 3, 2, 6, 2),
	SEED("xincun", "新村街道", "013", SUPERVISION_SHORT, REASSIGNED, 3, 2, 5, 2),
	SEED("taida", "泰达街道", "014", UNKNOWN_KEY, CONTRACTED, 3, 2, 6, 2),
	SEED("hangu", "汉沽街道", "031", CITIZEN_ID, CONTRACTED, 3, 3, 6, 2),
	SEED("zhaishang", "寨上街道", "032", VACANCY, CONTRACTED, 3, 2, 6, 2),
	SEED("chadian", "茶淀街道", "033", REGISTRATION_GAP, RECRUITED, 2, 2, 6, 2),
	SEED("dagang", "大港街道", "051", DUPLICATE_KEY, CONTRACTED, 4, 3, 7, 3),
	SEED("gulin", "古林街道", "053", FEW_CASES, CONTRACTED, 3, 2, 5, 2),
	SEED("haibin", "海滨街道", "054", NONE, CONTRACTED, 3, 3, 6, 2),
	SEED("xincheng", "新城镇", "100", NONE, RECRUITED, 2, 2, 6, 2),
	SEED("yangjiabo", "杨家泊镇", "135", LATE_STATION, CONTRACTED, 2, 2, 5, 2),
	SEED("taiping", "太平镇", "156", SUPERVISION_WAIVED, CONTRACTED, 2, 2, 5, 2),
	SEED("xiaowangzhuang", "小王庄镇", "157", NONE, REASSIGNED, 2, 2, 6, 2),
	SEED("zhongtang", "中塘镇", "158", LOST_DATE, CONTRACTED, 3, 2, 6, 2),
	SEED("baoshuiqu", "天津港保税区", "401", NONE, CONTRACTED, 2, 2, 5, 2),
	SEED("shengtaicheng", "中新天津生态城", "406", NONE, CONTRACTED, 3, 2, 6, 2),
	SEED("haibin-dong", "海滨街道（东片）", "054", TWIN_STATION, CONTRACTED, 2, 2, 5, 2),
	SEED("shili-pianqu", "示例片区", "499", UNLISTED_DIVISION, CONTRACTED, 2, 2, 5, 1),
};
/* clang-format on */

/* What else is planted, beside the first failure of a station. */
static const struct {
	const char *station;
	enum plant plant;
} further_plants[] = {
	{"dagu", PLANT_SIGN_PREFIX},
	{"dagu", PLANT_NO_CASE_EVALUATION},
	{"xinbei", PLANT_GUIDELINE_MISSING},
	{"hujiayuan", PLANT_FUND_PURPOSE},
	{"hujiayuan", PLANT_NO_CERTIFICATE},
	{"beitang", PLANT_LATE_PLAN},
	{"beitang", PLANT_REGISTRATION_ENDED},
	{"xinhe", PLANT_TASK_OVERDUE},
	{"xiaowangzhuang", PLANT_NO_PARTY},
	{"haibin-dong", PLANT_SAME_BRAND},
	{"shengtaicheng", PLANT_NO_SAFETY_CHECK},
	{"shengtaicheng", PLANT_INACTIVE_CASE},
	{"haibin", PLANT_NO_DISCLOSURE},
	{"haibin", PLANT_OPEN_NEED},
	{"hangu", PLANT_PUBLISHED_CASE},
	{"xincheng", PLANT_IDLE_ITEM},
	{"hangzhoudao", PLANT_NO_BANK},
	{"hangzhoudao", PLANT_OVERSPENT},
	{"chadian", PLANT_CLERICAL},
	{"xingang", PLANT_ADMINISTRATIVE},
	{"dagang", PLANT_REGISTRATION_ENDING},
	{"dagang", PLANT_NOT_EVALUATED},
	{"xincun", PLANT_INSURANCE_ENDED},
	{"baoshuiqu", PLANT_COPIED_PLAN},
	{"zhongtang", PLANT_LATE_CONSENT},
	{"taida", PLANT_STRANGER},
	{"gulin", PLANT_NO_SURVEY},
	{"taiping", PLANT_SHORT_DELIVERY},
};

/*
 * Workers who moved: the last of one station becomes a guest of another. A posting ends on the
 * day before the move, or so many days after it: then two overlap, which is planted.
 */
static const struct {
	const char *from, *to;
	int on, overlap;
} moves[] = {
	{"hangzhoudao", "xincheng", 20230601, 0},
	{"dagang", "xiaowangzhuang", 20230301, 0},
	{"xinbei", "baoshuiqu", 20230904, 26},
};

#endif
