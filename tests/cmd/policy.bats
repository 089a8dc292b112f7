#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# A repository's own policy pack: the worked example, where it is read from, and what it may not do.

load helper

XINHE=$ROOT/examples/xinhe

setup() {
	begin
}

# pack [LINE...]: policy/own/pack.yaml extends ours, with the lines; sws.yaml names it.
pack() {
	sed -i 's/^policy: .*/policy: own/' records/sws.yaml
	mkdir -p records/policy/own
	printf '%s\n' 'pack: own' 'extends: binhai' "$@" >records/policy/own/pack.yaml
}

# tea SQL [LINE...]: a rule of the pack with this measure, on line 8 of its file.
tea() {
	mkdir -p records/policy/own/rules
	{
		printf '%s\n' 'rule: tea.time' 'level: must' 'term: standing' "subject: ${KIND-district}" \
			'title: {zh: 茶歇, en: Tea}' 'hint: {zh: 安排茶歇, en: Have tea}' 'measure: |'
		printf '  %s\n' "$1"
		shift
		printf '%s\n' "$@"
	} >records/policy/own/rules/tea.yaml
}

# keys KIND LINE...: keys that the pack adds.
keys() {
	mkdir -p records/policy/own/kinds
	printf '%s\n' "${@:2}" >"records/policy/own/kinds/$1.yaml"
}

UNMET="SELECT s.id AS subject, s.in_scope AS applies, 1 AS measured, 2 AS required, FALSE AS holds FROM judged s"

# refused LINE...: what is said of a pack that cannot be used, the last line aside.
refused() {
	run timeout "$SECONDS_MAX" sws-validate -C records --as-of "$AS_OF"
	diff <(printf '%s\n' "$@" 'sws-validate: the policy pack own cannot be used') <(echo "$output")
	[ "$status" -eq 2 ]
}

@test "the worked example shows what its pack changes" {
	run sws-validate -C "$XINHE" --as-of 2023-06-30
	[ "$status" -eq 1 ]
	diff - <(echo "$output" | sed '/^rule /,$d') <<-'END'
		stations/liuwan.yaml:1:1: error: station.signage [一(二)]: Uniform sign: not met
		   stations/liuwan.yaml:1  text=柳湾社工站 expected=新河区柳湾街道社会工作服务站
		   hint: Report the station's text to the district, which has signs made for all
		stations/liuwan.yaml:1:1: error: volunteers.teams [新河五]: Volunteer teams: 1 of 2 teams
		   stations/liuwan.yaml:23  team=柳湾巡河队 registered on=2022-07-01 last active on=2023-06-02
		   stations/liuwan.yaml:24  team=邻里读书会 registered on=2022-07-01 last active on=2022-11-30
		   hint: Form teams, or have them active, and record it

	END
	run sws-report verdicts -C "$XINHE" --as-of 2023-06-30 -f csv
	[[ "$output" == *cases.yearly,station,liuwan,pending,0,3,2023-12-31* ]]
	[[ "$output" == *station.brand,station,liuwan,not-applicable,* ]]
	[[ "$output" == *volunteers.teams,station,xinhe,pass,2,2,* ]]
	run sws-validate -C "$XINHE" --as-of 2023-06-30 --lang zh
	[[ "$output" == *'volunteers.teams [新河五]: 志愿者队伍: 1 支，要求 2 支'* || "$output" == *'志愿者队伍'* ]]
	sws-schema -C "$XINHE" --check
}

@test "what the example's pack adds is in every list" {
	run sws-schema -C "$XINHE" --parameters
	[[ "$output" == *$'cases_per_year\tinteger\t3\t'* ]]
	[[ "$output" == *$'volunteer_teams\tinteger\t2\tVolunteer teams a station'* ]]
	run sws-schema -C "$XINHE" --rules
	[[ "$output" == *$'station.brand\t三(五)\tmay\t'* ]]
	[[ "$output" == *$'volunteers.teams\t新河五\tmust\tstanding\tstation\tVolunteer teams'* ]]
	run sws-schema -C "$XINHE" --tables
	[[ "$output" == *$'station_volunteers\tregistered_on\ttext\t注册日期'* ]]
	run sws-schema -C "$XINHE" station
	[[ "$output" == *'title: 社工站'*---*'title: 志愿者队伍'* ]]
	run sws-query -C "$XINHE" --columns station_volunteers -f csv
	[[ "$output" == *station_volunteers,members,integer,人数,members,,* ]]
	run sws-query -C "$XINHE" station_volunteers -w 'members > 10' -s name -o name -f csv
	diff - <(echo "$output") <<-'END'
		name
		银龄互助队
		青年助学队
	END
	run sws-report -C "$XINHE" --list --lang en
	[[ "$output" == *'Compliance in Xinhe'* ]]
	run sws-validate -C "$XINHE" --explain volunteers.teams
	[[ "$output" == *'Volunteer teams'* ]]
}

@test "editors are offered the keys that a pack adds" {
	cp -R "$XINHE" x
	sws-schema -C x --editor
	grep -q '"volunteers":' x/.sws/schema/station.json
	! grep -q '\$ref' x/.sws/schema/station.json
	cat >instance.yaml <<-'END'
		id: a
		name: 站
		division: "120199001"
		volunteers: [{name: 队, registered_on: 2022-13-01}]
	END
	run sws-validate --schema x/.sws/schema/station.json instance.yaml --format-assertion
	[ "$status" -eq 1 ]
	[[ "$output" == *schema.format-date* ]]
}

@test "records are held to the keys that the pack adds" {
	cp -R "$XINHE" x
	sed -i 's/registered_on: 2022-07-01, last_active_on: 2022-11-30/last_active_on: tomorrow/' x/stations/liuwan.yaml
	run sws-validate -C x -q --as-of 2023-06-30 stations/liuwan.yaml
	[[ "$output" == *'stations/liuwan.yaml:24:6: error: schema.required: the key registered_on is missing'* ]]
	[[ "$output" == *'stations/liuwan.yaml:24:35: error: schema.'* ]]
}

@test "a pack is read from the revision, the index or standard input that is judged" {
	cp -R "$XINHE" x && cd x
	git init -q -b main && git add . && git -c user.name=a -c user.email=a@b commit -qm one
	sed -i 's/default: 2$/default: 1/' policy/xinhe/pack.yaml
	git add .
	sed -i 's/default: 1$/default: 3/' policy/xinhe/pack.yaml
	for how in '--rev main:2' '--staged:1' ':3'; do
		run sws-report verdicts ${how%:*} --as-of 2023-06-30 -f csv
		[[ "$output" == *volunteers.teams,station,liuwan,*,1,${how##*:},* ]]
		run sws-schema ${how%:*} --parameters
		[[ "$output" == *$'volunteer_teams\tinteger\t'${how##*:}* ]]
	done
	run sws-query --rev main --sql 'SELECT p.volunteer_teams FROM param p' -f csv
	[ "${lines[1]}" = 2 ]
	echo nonsense >policy/xinhe/pack.yaml
	run sws-validate -q --as-of 2023-06-30
	[ "$status" -eq 2 ]
	git show main:policy/xinhe/pack.yaml |
		sws-validate -q --as-of 2023-06-30 --stdin --stdin-path policy/xinhe/pack.yaml
	echo 'format: 1' | sws-validate -q --allow-empty --stdin --stdin-path sws.yaml || [ $? -eq 1 ]
}

@test "the digest of the pack follows each of its files" {
	cp -R "$XINHE" x
	digest() { sws-validate -C x -f json | sed -n 's/.*"pack_digest": "\(.*\)".*/\1/p'; }
	last=$(digest)
	[ -n "$last" ]
	for file in x/policy/xinhe/*.yaml x/policy/xinhe/*/*.yaml; do
		echo '# more' >>"$file"
		now=$(digest)
		[ "$now" != "$last" ]
		last=$now
	done
	run sws-validate -C x -f json
	[[ "$output" == *'"pack": "xinhe"'* || "$output" == *'"xinhe"'* ]]
}

@test "a pack extends another one of the repository, and that one ours" {
	pack 'parameters: {class_hours: {default: 40}, tea: {default: 5}}'
	sed -i 's/extends: .*/extends: below/' records/policy/own/pack.yaml
	mkdir -p records/policy/below
	printf '%s\n' 'pack: below' 'extends: binhai' 'parameters:' '  class_hours: {default: 50}' \
		'  tea: {type: integer, default: 1, title: {zh: 茶, en: Tea}}' \
		>records/policy/below/pack.yaml
	run sws-schema -C records --parameters
	[[ "$output" == *$'class_hours\tdecimal\t40\t'* ]]
	[[ "$output" == *$'tea\tinteger\t5\tTea'* ]]
	[[ "$output" == *$'inactive_days\tinteger\t120\t'* ]]
}

@test "a pack that extends none has its own rules and no others" {
	agency 'credit_code: "52120116MJ0000000X"'
	pack 'title: {zh: 题, en: Own}' 'parameters: {}' 'subjects:' \
		'  agency: {judged: "SELECT a.id, TRUE AS in_scope FROM agencies a"}'
	sed -i '/^extends/d' records/policy/own/pack.yaml
	KIND=agency tea "$UNMET"
	run sws-schema -C records --rules
	[ "$output" = $'tea.time\t-\tmust\tstanding\tagency\tTea' ]
	run sws-validate -C records -q --as-of "$AS_OF"
	[[ "$output" == *'agencies/jia.yaml:1:1: error: tea.time: Tea: 1, required 2'* ]]
	[[ "$output" != *staffing* ]]
}

@test "a pack with the name of ours is used in its place" {
	pack 'title: {zh: 题, en: Own}' 'parameters: {}' 'subjects: {}'
	mv records/policy/own records/policy/binhai
	sed -i '/^extends/d; s/^pack: own/pack: binhai/' records/policy/binhai/pack.yaml
	sed -i 's/^policy: .*/policy: binhai/' records/sws.yaml
	[ -z "$(sws-schema -C records --rules)" ]
	sed -i '1a extends: binhai' records/policy/binhai/pack.yaml
	run sws-validate -C records
	[ "$status" -eq 2 ]
	[[ "$output" == 'policy/binhai/pack.yaml:2:10: error: pack.extends-itself: '* ]]
}

@test "parameters of every type are set, ours and the pack's" {
	pack 'parameters:' \
		'  tea_n: {type: integer, default: 1, maximum: 9, title: {zh: 茶, en: Tea}}' \
		'  tea_d: {type: decimal, default: 1.5, title: {zh: 茶, en: Tea}}' \
		'  tea_day: {type: date, default: 2022-01-01, title: {zh: 茶, en: Tea}}' \
		'  tea_md: {type: month-day, default: 01-01, title: {zh: 茶, en: Tea}}' \
		'  tea_t: {type: text, default: a, choices: [a, b], title: {zh: 茶, en: Tea}}' \
		'  tea_l: {type: list, default: [a], title: {zh: 茶, en: Tea}}'
	while IFS=$'\t' read -r name type value title; do
		[ -n "$title" ]
		echo "$name ($type) = $value"
		sws-query -C records --set "$name=$value" --sql 'SELECT 1' >/dev/null
		case $type in
		integer) bad=1.5 ;;
		decimal) bad=x ;;
		date) bad=2023-02-29 ;;
		month-day) bad=02-29 ;;
		text) bad= ;;
		list) bad=,, ;;
		esac
		run sws-validate -C records --set "$name=$bad"
		[ "$status" -eq 2 ]
		[[ "$output" == *"the parameter $name cannot be "* ]]
		run sws-validate -C records --set "${name}x=$value"
		[ "$status" -eq 2 ]
		[[ "$output" == *"no such parameter: ${name}x; did you mean "*"?"* ]]
	done < <(sws-schema -C records --parameters)
	cat >>records/sws.yaml <<-'END'
		parameters:
		  tea_n: 10
		  tea_d: 2.25
		  tea_day: 2022-06-31
		  tea_md: 12-31
		  tea_t: c
		  tea_l: [b, c]
		  tea: 1
	END
	run sws-validate -C records -q --as-of "$AS_OF"
	[[ "$output" == *'sws.yaml:7:10: error: pack.parameter-value: the parameter tea_n cannot be 10; it is a whole number, not negative, at most 9'* ]]
	[[ "$output" == *'sws.yaml:9:12: error: pack.parameter-value: the parameter tea_day cannot be 2022-06-31; '* ]]
	[[ "$output" == *'sws.yaml:11:10: error: pack.parameter-value: the parameter tea_t cannot be c; it is a text out of: a, b'* ]]
	[[ "$output" == *'sws.yaml:13:8: error: pack.parameter-unknown: no such parameter: tea'* ]]
	[[ "$output" != *'tea_d cannot'* && "$output" != *'tea_md cannot'* && "$output" != *'tea_l cannot'* ]]
}

@test "SQL of a pack only reads, and ends" {
	agency 'credit_code: "52120116MJ0000000X"'
	pack
	while read -r at sql; do
		echo "$sql"
		tea "$sql"
		run timeout "$SECONDS_MAX" sws-validate -C records --as-of "$AS_OF"
		[ "$status" -eq 2 ]
		[[ "$output" == *"policy/own/rules/tea.yaml:8$at"* ]]
	done <<-END
		:3: ATTACH 'x.db' AS y
		:3: PRAGMA user_version
		:3: DELETE FROM agencies
		:3: VACUUM INTO 'x.db'
		:3: EXPLAIN $UNMET
		: $UNMET; DROP TABLE agencies
		: SELECT load_extension('x')
		: SELECT printf('%.*c', 5e8, 'x')
		: SELECT length(zeroblob(9e8))
		: SELECT sql AS subject FROM sqlite_schema
		: WITH judged AS (SELECT name AS id FROM sqlite_schema) $UNMET
		: WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT n.i + 1 FROM n) SELECT s.id AS subject, 1 AS applies, (SELECT count(*) FROM n) AS measured, 2 AS required, FALSE AS holds FROM judged s
		: WITH RECURSIVE n(i) AS (SELECT 'aaaaaaaaaaaaaaaa' UNION ALL SELECT n.i || n.i FROM n) SELECT s.id AS subject, 1 AS applies, (SELECT max(n.i) FROM n) AS measured, 2 AS required, FALSE AS holds FROM judged s
	END
	[ ! -e x.db ] && [ ! -e records/x.db ]
}

@test "a view of a pack ends, too" {
	agency 'credit_code: "52120116MJ0000000X"'
	pack 'subjects:' '  agency:' '    own: |' \
		'      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT n.i + 1 FROM n)' \
		'      SELECT a.id, (SELECT count(*) FROM n) > 0 AS in_scope FROM agencies a'
	KIND=agency tea "$UNMET" 'scope: own'
	run timeout "$SECONDS_MAX" sws-validate -C records --as-of "$AS_OF"
	[ "$status" -eq 2 ]
	[[ "$output" == *'rule tea.time: the query takes more time than it may'* ]]
}

@test "keys that are there stay, and new ones make columns" {
	pack
	while IFS='|' read -r kind key said; do
		echo "$key"
		rm -rf records/policy/own/kinds
		keys "$kind" 'properties:' "  $key"
		run timeout "$SECONDS_MAX" sws-validate -C records --as-of "$AS_OF"
		[ "$status" -eq 2 ]
		diff <(echo "${said/policy:/policy/own/kinds/$kind.yaml:}") <(echo "$output" | head -n 1)
	done <<-'END'
		station|name: {title: 名, type: string}|sws-validate: policy:2:3: the kind has the key name, or a column of it, already
		station|premises_address: {title: 名, type: string}|sws-validate: policy:2:3: the kind has the key premises_address, or a column of it, already
		station|select: {title: 名, type: string}|sws-validate: policy:2:3: select is no name for a key, or for one within it
		station|tea: {title: 名, type: object, properties: {"a\"b": {type: string}}}|sws-validate: policy:2:3: tea is no name for a key, or for one within it
		station|tea: {title: 名, type: string, colour: red}|sws-validate: policy:2:33: unknown keyword colour
		station|tea: {title: 名, type: string, pattern: "("}|sws-validate: policy:2:42: pattern: ( is no regular expression: a '(' without ')', at character 1
		station|tea: {title: 名, type: string, references: shop}|sws-validate: policy:2:45: references names shop, and there is no such kind
		station|tea: {title: 名, $ref: "file:///etc/passwd"}|sws-validate: policy:2:25: $ref file:///etc/passwd leads nowhere
		station|tea: {title: 名, $ref: "#/properties/tea"}|sws-validate: policy:2:25: the schema comes back to itself without looking into the value
		station|tea: {type: string}|policy:2:9: error: schema.required: the key title is missing
		statoin|tea: {title: 名, type: string}|policy:1:1: error: pack.unknown-kind: no such kind: statoin
	END
	rm -rf records/policy/own/kinds
	keys agency 'properties:' '  tea: {title: 名, type: string}' 'required: [tea]'
	refused 'policy/own/kinds/agency.yaml:3:1: error: schema.additional-properties: unknown key required' \
		'   hint: delete it, or correct its name'
}

@test "a pattern that takes too long is a finding of the record" {
	pack
	keys agency 'properties:' '  tea: {title: 茶, type: string, pattern: "^(a+)+$"}'
	agency 'credit_code: "52120116MJ0000000X"' "tea: $(times 5000 a)b"
	run timeout "$SECONDS_MAX" sws-validate -C records -q --as-of "$AS_OF"
	[ "$status" -eq 1 ]
	[[ "$output" == *'error: schema.limit-regex: '* ]]
}

@test "a pack is made of plain files of its folder" {
	pack
	rm records/policy/own/pack.yaml
	ln -s /etc/passwd records/policy/own/pack.yaml
	refused 'policy/own/pack.yaml:1:1: error: path.symlink: is a symbolic link; links are not followed' \
		'   hint: put the file itself here'
	rm records/policy/own/pack.yaml
	mkfifo records/policy/own/pack.yaml
	run timeout "$SECONDS_MAX" sws-validate -C records --as-of "$AS_OF"
	[ "$status" -eq 2 ]
	[[ "$output" == *'policy/own/pack.yaml:1:1: error: path.special: '* ]]
	sed -i 's|^policy: .*|policy: ../own|' records/sws.yaml
	mkdir own && cp "$XINHE/policy/xinhe/pack.yaml" own/
	run sws-validate -C records -q --as-of "$AS_OF"
	[ "$status" -eq 1 ]
	[[ "$output" == *'sws.yaml:2:9: error: pack.unknown: no such policy pack: ../own; known: binhai, own'* ]]
}

@test "deep, large and many files of a pack are refused in time" {
	pack "title: $(times 100000 '[')"
	run timeout "$SECONDS_MAX" sws-validate -C records --as-of "$AS_OF"
	[ "$status" -eq 2 ]
	[[ "$output" == *'policy/own/pack.yaml:3:'*'error: yaml.depth: '* ]]
	pack
	tea "SELECT $(times 3000 '(')1$(times 3000 ')')"
	run timeout "$SECONDS_MAX" sws-validate -C records --as-of "$AS_OF"
	[ "$status" -eq 2 ]
	[[ "$output" == *'tea.yaml:8:3: error: pack.statement: '* ]]
	tea "SELECT 1 FROM $(times 4000 '(SELECT 1) a, ')(SELECT 1) b"
	run timeout "$SECONDS_MAX" sws-validate -C records --as-of "$AS_OF"
	[ "$status" -eq 2 ]
	rm -r records/policy/own/rules
	tea "$UNMET"
	for n in $(seq 998); do
		sed "s/tea.time/tea.t$n/" records/policy/own/rules/tea.yaml >records/policy/own/rules/t$n.yaml
	done
	timeout "$SECONDS_MAX" sws-schema -C records --rules >rules
	[ "$(grep -c ^tea rules)" -eq 999 ]
	cp records/policy/own/rules/tea.yaml records/policy/own/rules/zz.yaml
	refused 'policy/own/rules/zz.yaml:1:1: error: pack.too-many-files: the packs used have more than 1000 files' \
		'   hint: delete some'
}

@test "a pack's words are shown as they are, and do nothing" {
	agency 'credit_code: "52120116MJ0000000X"'
	pack
	tea "$UNMET"
	sed -i 's/en: Tea}/en: "=1+{hint}{@rule}{measured}"}/' records/policy/own/rules/tea.yaml
	run sws-validate -C records -q --as-of "$AS_OF"
	[[ "$output" == *'error: tea.time: =1+{hint}{@rule}{measured}: 1, required 2'* ]]
	sed -i 's/en: "=1+.*/en: "a\\e[31mb"}/' records/policy/own/rules/tea.yaml
	run sws-validate -C records -q --as-of "$AS_OF"
	[ "$status" -eq 2 ]
	[[ "$output" == *'error: yaml.escaped-control: '* ]]
	sed -i "s/en: \"a.*/en: '$(printf '\342\200\256')abc'}/" records/policy/own/rules/tea.yaml
	run sws-validate -C records -q --as-of "$AS_OF"
	[[ "$output" != *$(printf '\342\200\256')* ]]
}

@test "where there is no repository the built-in policy is shown" {
	mkdir empty && cd empty
	[ "$(sws-schema --rules | wc -l)" -gt 70 ]
	run sws-schema -C . --rules
	[ "$status" -eq 2 ]
	[[ "$output" == *'sws.yaml'* ]]
	cd ../records
	pack_of() { sws-schema --rules | cut -f 1 | tail -n 1; }
	[ "$(pack_of)" = worker.social-security ]
}
