/* SPDX-License-Identifier: MIT */
/*
 * What the generated cases say. A goal or a planned action is a phrase around a small number;
 * the three of a case are drawn so that no two cases of a repository have the same ones
 * (RULES.md, case.tailored). Included by case.c alone.
 */
#ifndef EXAMPLES_GENERATE_CASE_TEXT_H
#define EXAMPLES_GENERATE_CASE_TEXT_H

#define CASE_SLOTS        3 /* goals, and planned actions, of a case */
#define CASE_PHRASES      6 /* for each slot */
#define CASE_LEAST_NUMBER 2 /* the number inside a phrase */
#define CASE_NUMBERS      7

struct phrase {
	const char *before, *after;
};

struct case_topic {
	const char *targets[4];
	const char *age_bands[2];
	const char *problems[4];
	const char *needs[4];
	const char *actions[4]; /* of a visit, a counselling, a linking, a training */
	struct phrase goals[CASE_SLOTS][CASE_PHRASES];
};

enum topic {
	TOPIC_ELDER,
	TOPIC_CHILD,
	TOPIC_DISABILITY,
	TOPIC_ASSISTANCE,
	TOPIC_COMMUNITY, /* community work: no clients */
	TOPIC_COUNT,
};

/* clang-format off */
static const struct case_topic case_topics[TOPIC_COUNT] = {
	[TOPIC_ELDER] = {
		.targets = {"living-alone", "empty-nest", "disabled-elder",
			    "family-planning-special"},
		.age_bands = {"60-79", "80-plus"},
		.problems = {"子女不在身边，近期情绪低落，很少出门",
			     "独居，行动不便，日常照料缺少帮手",
			     "丧偶后睡眠差，与邻里来往中断",
			     "照护者长期疲惫，家庭关系紧张"},
		.needs = {"情绪支持与陪伴", "居家安全改造", "与邻里恢复来往", "助餐与就医陪同"},
		.actions = {"home-visit psychosocial-support", "relationship-adjustment",
			    "resource-linking", "social-participation"},
		.goals = {
			{{"每周与邻里来往不少于", "次"},
			 {"每周外出活动不少于", "次"},
			 {"每月参加社区活动不少于", "次"},
			 {"情绪自评较接案时好转", "分"},
			 {"在", "周内与子女恢复定期通话"},
			 {"学会智能手机的常用功能", "项"}},
			{{"在", "周内完成居家安全改造"},
			 {"掌握紧急求助办法", "种"},
			 {"按医嘱规律服药，连续", "周无漏服"},
			 {"每月接受助老员探访不少于", "次"},
			 {"由邻居", "人组成互助小组"},
			 {"跌倒风险评估降低", "分"}},
			{{"链接助餐、助浴等服务", "项"},
			 {"照护者每周得到喘息时间", "小时"},
			 {"家庭照护分工落实到", "人"},
			 {"结案前连续", "周情况稳定"},
			 {"在", "周内办妥应享的待遇"},
			 {"恢复过去的爱好", "项"}},
		},
	},
	[TOPIC_CHILD] = {
		.targets = {"child-in-need", "left-behind-child", "child-in-need",
			    "left-behind-child"},
		.age_bands = {"under-14", "14-17"},
		.problems = {"父母外出务工，由祖辈照看，学习习惯差",
			     "家庭变故后不愿与人交流，时有逃课",
			     "亲子冲突频繁，沉迷手机",
			     "同伴关系紧张，自我评价低"},
		.needs = {"稳定的照看与陪伴", "亲子沟通方法", "课后学习支持", "同伴交往机会"},
		.actions = {"psychosocial-support family-functioning", "parenting-education",
			    "resource-linking", "safety-health-education"},
		.goals = {
			{{"每周按时完成作业不少于", "天"},
			 {"每周与父母通话不少于", "次"},
			 {"每天使用手机减少到", "刻钟以内"},
			 {"结识可以一起玩的同伴", "名"},
			 {"在课堂上每周主动发言", "次"},
			 {"连续", "周按时到校"}},
			{{"照护人掌握亲子沟通办法", "种"},
			 {"每周有亲子共处时间", "小时"},
			 {"在", "周内订立家庭约定并执行"},
			 {"每月参加亲子活动不少于", "次"},
			 {"冲突由每周多次减少到每月", "次以内"},
			 {"学会表达情绪的办法", "种"}},
			{{"链接课后托管，每周", "次"},
			 {"掌握自护知识", "项"},
			 {"志愿者每月陪伴不少于", "次"},
			 {"形成固定的兴趣爱好", "项"},
			 {"在", "周内落实应享的救助"},
			 {"结案前连续", "周状态平稳"}},
		},
	},
	[TOPIC_DISABILITY] = {
		.targets = {"disabled", "disabled", "disabled", "disabled"},
		.age_bands = {"18-59", "60-79"},
		.problems = {"致残后不愿出门，对生活失去信心",
			     "长期居家，缺少就业和社交机会",
			     "康复中断，家人照护压力大",
			     "居家环境不便，生活难以自理"},
		.needs = {"无障碍与居家安全", "康复训练支持", "社交与文娱活动", "技能学习机会"},
		.actions = {"home-visit hardship-relief", "psychosocial-support",
			    "resource-linking", "skill-building"},
		.goals = {
			{{"每周走出家门不少于", "次"},
			 {"每月参加文娱活动不少于", "次"},
			 {"结识同伴", "人并保持来往"},
			 {"生活自理项目增加", "项"},
			 {"坚持康复训练每周", "次"},
			 {"在", "周内完成首次社区参与"}},
			{{"学会手工技能", "项"},
			 {"在", "周内完成居家改造申请"},
			 {"辅具适配", "件并学会使用"},
			 {"家人掌握照护技巧", "项"},
			 {"照护者每周休息不少于", "小时"},
			 {"由志愿者每月上门", "次"}},
			{{"对接就业或日间照料信息", "条"},
			 {"链接康复与救助资源", "项"},
			 {"情绪自评提高", "分"},
			 {"结案前连续", "周保持参与"},
			 {"在", "周内办妥应享的补贴"},
			 {"独立完成外出办事", "次"}},
		},
	},
	[TOPIC_ASSISTANCE] = {
		.targets = {"assisted", "low-income", "assisted", "community-hardship"},
		.age_bands = {"18-59", "60-79"},
		.problems = {"失业后收入中断，家庭生活困难",
			     "家人患重病，医疗支出大，负债",
			     "单亲家庭，工作与照看难以兼顾",
			     "长期依靠救助，缺少改变的动力"},
		.needs = {"临时救助与政策衔接", "就业技能与信息", "心理支持", "家庭支出规划"},
		.actions = {"economic-survey file-visit", "psychosocial-support",
			    "resource-linking", "skill-building"},
		.goals = {
			{{"在", "周内递交救助申请材料"},
			 {"参加招聘会不少于", "场"},
			 {"投递求职申请不少于", "份"},
			 {"学习就业技能", "项"},
			 {"每月记账并减少支出项目", "项"},
			 {"在", "周内取得稳定收入"}},
			{{"情绪自评好转", "分"},
			 {"掌握缓解压力的办法", "种"},
			 {"恢复与亲友来往", "人"},
			 {"每周陪伴孩子不少于", "次"},
			 {"每月参加互助小组不少于", "次"},
			 {"了解可申请的政策", "项"}},
			{{"链接慈善帮扶", "项"},
			 {"制订为期", "个月的家庭计划"},
			 {"在", "周内与债权人商定还款安排"},
			 {"参加志愿服务不少于", "次"},
			 {"结案前连续", "周收支平衡"},
			 {"家庭分工调整", "项并坚持执行"}},
		},
	},
	[TOPIC_COMMUNITY] = {
		.problems = {"楼道堆物多，邻里因此时有争执",
			     "停车位紧张，居民意见大",
			     "垃圾分类参与度低",
			     "老旧楼加装电梯意见不一"},
		.needs = {"议事协商平台", "楼栋骨干培养", "居民共识", "志愿者队伍"},
		.actions = {"social-participation", "relationship-adjustment",
			    "resource-linking", "legal-education"},
		.goals = {
			{{"成立楼栋议事小组", "个"},
			 {"培养居民骨干", "名"},
			 {"召开居民议事会", "次"},
			 {"在", "周内形成居民公约"},
			 {"组建志愿服务队", "支"},
			 {"走访楼栋", "栋并汇总意见"}},
			{{"开展邻里活动", "场"},
			 {"每周巡楼不少于", "次"},
			 {"处理公共问题", "件"},
			 {"发放倡议并回收意见", "轮"},
			 {"连续", "周无新增堆物"},
			 {"参与楼栋增加", "个"}},
			{{"链接辖区单位", "家"},
			 {"形成长效办法", "条"},
			 {"志愿者轮值每周", "班"},
			 {"整治公共空间", "处"},
			 {"培训骨干", "次"},
			 {"结案后由居民自行议事", "次"}},
		},
	},
};

static const struct phrase case_actions[CASE_SLOTS][CASE_PHRASES] = {
	{{"入户面谈", "次，建立专业关系"},
	 {"开展情绪支持面谈", "次"},
	 {"组织主题活动", "次"},
	 {"用生态图梳理支持网络，讨论", "次"},
	 {"与家人或骨干会谈", "次"},
	 {"布置家庭作业", "次并复盘"}},
	{{"链接志愿者", "名定期陪伴"},
	 {"联系社区资源", "处"},
	 {"协助办理申请", "项"},
	 {"召开个案协调会", "次"},
	 {"转介专业服务", "项并跟进"},
	 {"陪同外出", "次"}},
	{{"每", "周回顾一次进展"},
	 {"结案前巩固练习", "次"},
	 {"培训支持者", "人"},
	 {"结案后电话回访", "次"},
	 {"用量表复测", "次"},
	 {"邀请参加社区活动", "次"}},
};

/* clang-format on */

static const char *const case_methods_of_assessment[] = {"入户访谈、观察", "访谈、量表评估",
							 "家庭会谈、生态图", "问卷与座谈"};

static const char *const case_notes[] = {
	"服务对象愿意谈起近况，情绪较上次平稳",   "讨论上次的约定，完成了大半，一起调整步骤",
	"联系社区资源，对方答应下周对接",         "练习表达需要，家人也参与了讨论",
	"首次到活动现场，由志愿者陪同，反应良好", "回顾变化，约定今后自己坚持的做法",
};

static const char *const case_summaries[] = {
	"目标达成，支持网络已经建立",
	"情况稳定，能自行运用所学办法，同意结案",
	"主要问题缓解，由社区继续关注",
	"各方确认成效，转为日常探访",
};

#endif
