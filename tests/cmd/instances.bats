#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# sws-validate --schema: any YAML or JSON against one schema.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return 1
	cat >schema.yaml <<-'END'
		$schema: https://json-schema.org/draft/2020-12/schema
		type: object
		properties:
		  code: {type: string}
		  pet:
		    oneOf:
		      - {properties: {kind: {const: cat}, lives: {type: integer}}, required: [kind, lives]}
		      - {properties: {kind: {const: dog}, name: {minLength: 2}}, required: [kind, name]}
		  other: {$ref: parts/other.yaml}
		  when: {format: date-time}
		additionalProperties: false
	END
	mkdir parts
	echo '{type: [string, "null"]}' >parts/other.yaml
}

# check OPTION... FILE...: against schema.yaml
check() {
	execute sws-validate --schema schema.yaml "$@"
}

@test "valid files of either language are counted, status 0" {
	printf 'code: "1"\nother: null\n' >a.yaml
	echo '{"code": "1", "pet": {"kind": "dog", "name": "xy"}}' >b.json
	check a.yaml b.json
	[ "$status" -eq 0 ]
	same <<-'END'
		files: 2, errors: 0, warnings: 0
	END
	[ ! -s err ]
}

@test "what is wrong is said with its place in the file, in the document and in the schema" {
	printf 'code: 0123\nother: [1]\n' >a.yaml
	check a.yaml
	[ "$status" -eq 1 ]
	same <<-'END'
		a.yaml:1:7: error: schema.type: 0123 without quotes is not text to YAML
		   at /code, schema schema.yaml#/properties/code/type
		   hint: put it in quotes: "0123"
		a.yaml:2:8: error: schema.type: […] is a list, not text or null
		   at /other, schema parts/other.yaml#/type
		   hint: write text or null

		files: 1, errors: 2, warnings: 0
	END
	check --lang zh a.yaml
	[ "$status" -eq 1 ]
	is_chinese out
	grep -qx '   位于 /code，架构 schema.yaml#/properties/code/type' out
}

@test "an unknown key is told with the nearest one, also where it lies in a schema applied in place" {
	echo 'cod: "1"' >a.yaml
	check a.yaml
	grep -q '^a.yaml:1:1: .*unknown key cod; did you mean code?' out
	cat >schema.yaml <<-'END'
		allOf: [{$ref: "#/$defs/base"}]
		unevaluatedProperties: false
		$defs: {base: {properties: {colour: true}}}
	END
	echo 'color: red' >a.yaml
	check a.yaml
	grep -q '^a.yaml:1:1: .*: schema.unevaluated-properties: .*color.*colour' out
}

@test "of several branches the one that was meant is explained" {
	echo 'pet: {kind: dog, name: x}' >a.yaml
	check a.yaml
	same <<-'END'
		a.yaml:1:24: error: schema.min-length: x is shorter than 2 characters
		   at /pet/name, schema schema.yaml#/properties/pet/oneOf/1/properties/name/minLength
		   one of 2 alternatives: --all shows the others, too
		   hint: write it in full

		files: 1, errors: 1, warnings: 0
	END
	check --all a.yaml
	[ "$(grep -c '^a.yaml:' out)" -eq 3 ]
	grep -q '^a.yaml:1:13: error: schema.const: .*dog.*cat' out
	! grep -q alternatives out || false
}

@test "when no branch was meant, what tells them apart is asked for" {
	echo 'pet: {kind: cow}' >a.yaml
	check a.yaml
	same <<-'END'
		a.yaml:1:13: error: schema.enum: cow is none of the allowed values; did you mean cat?
		   at /pet/kind, schema schema.yaml#/properties/pet/oneOf/0/properties/kind/const
		   hint: choose one of: cat, dog

		files: 1, errors: 1, warnings: 0
	END
}

@test "branches of another type do not keep the others from being told apart" {
	cat >schema.yaml <<-'END'
		oneOf:
		  - {type: object, properties: {kind: {const: cat}}, required: [kind]}
		  - {type: object, properties: {kind: {const: dog}}, required: [kind, name]}
		  - {type: array}
	END
	echo 'kind: cow' >a.yaml
	check a.yaml
	same <<-'END'
		a.yaml:1:7: error: schema.enum: cow is none of the allowed values; did you mean cat?
		   at /kind, schema schema.yaml#/oneOf/0/properties/kind/const
		   one of 3 alternatives: --all shows the others, too
		   hint: choose one of: cat, dog

		files: 1, errors: 1, warnings: 0
	END
	sed -i 2d schema.yaml # one of its type is left: it was meant, and is explained whole
	check a.yaml
	[ "$(grep -c '^a.yaml:' out)" -eq 2 ]
	grep -q '^a.yaml:1:1: error: schema.required: the key name is missing' out
	grep -q '^a.yaml:1:7: error: schema.const: cow stands here; only dog may' out
}

@test "--all tells of every branch, also where one seems to follow from another" {
	echo 'oneOf: [{type: string}, {type: array}, {const: 1}, {type: object, const: {}}]' >schema.yaml
	echo 5 >a.yaml
	check --all a.yaml
	[ "$(grep '^   schema ' out | LC_ALL=C sort)" = '   schema schema.yaml#/oneOf/0/type
   schema schema.yaml#/oneOf/1/type
   schema schema.yaml#/oneOf/2/const
   schema schema.yaml#/oneOf/3/type' ]
}

@test "where every branch is of another type, the types are told together" {
	echo 'anyOf: [{type: "null"}, {anyOf: [{type: [array, object]}, {type: string}]}]' >schema.yaml
	echo '1.5' >a.yaml
	check a.yaml
	grep -qx 'a.yaml:1:1: error: schema.type: 1.5 without quotes is not text to YAML' out
	echo '1.5' >a.json
	check a.json
	same <<-'END'
		a.json:1:1: error: schema.type: 1.5 is a number, not text, a list, an object with keys or null
		   schema schema.yaml#/anyOf/0/type
		   hint: write text, a list, an object with keys or null

		files: 1, errors: 1, warnings: 0
	END
}

@test "of alternatives that fit together those that do are named" {
	echo 'oneOf: [{type: string}, {type: integer}, {minimum: 9}, {minimum: 3}]' >schema.yaml
	echo 5 >a.yaml
	check a.yaml
	grep -qx 'a.yaml:1:1: error: schema.one-of: this fits more than one of the alternatives, 1, 3 (counted from 0); it must fit one' out
}

@test "a key in other letters is near, an empty text is seen" {
	echo '{properties: {updates: true}, additionalProperties: false}' >schema.yaml
	echo 'UPDATES: 1' >a.yaml
	check a.yaml
	grep -q 'unknown key UPDATES; did you mean updates?' out
	echo 'enum: ["", x]' >schema.yaml
	echo 'yy' >a.yaml
	check a.yaml
	grep -qx '   hint: choose one of: "", x' out
}

@test "aliases, merge keys and several documents are judged as what they stand for" {
	cat >a.yaml <<-'END'
		pet: {kind: dog, name: &n x}
		other: *n
		---
		other: 1
	END
	check a.yaml
	[ "$status" -eq 1 ]
	grep -q '^a.yaml:1:27: error: schema.min-length: ' out
	grep -q '^a.yaml:4:8: error: schema.type: ' out
	grep -qx 'files: 1, errors: 2, warnings: 0' out
}

@test "standard input is -" {
	sws-validate --schema schema.yaml - >out <<<'code: 1' || status=$?
	[ "$status" -eq 1 ]
	grep -q '^-:1:7: error: schema.type: ' out
}

@test "a schema may be a part of a file" {
	echo '{$defs: {short: {maxLength: 2}}}' >s.yaml
	echo abc >a.yaml
	execute sws-validate --schema 's.yaml#/$defs/short' a.yaml
	[ "$status" -eq 1 ]
	grep -q '^a.yaml:1:1: error: schema.max-length: ' out
}

@test "--map finds what lies at other URIs, with or without an extension, and the longest wins" {
	cat >schema.yaml <<-'END'
		properties:
		  a: {$ref: https://example.com/x/a.json}
		  b: {$ref: https://example.com/x/b}
		  c: {$ref: https://example.com/x/deep/c#/$defs/n}
		  d: {$ref: "urn:example:d"}
	END
	mkdir x deep
	echo '{"maximum": 1}' >x/a.json
	echo 'maximum: 2' >x/b.yaml
	echo '{$defs: {n: {maximum: 3}}}' >deep/c.yml
	echo 'maximum: 4' >d.yaml
	echo '{a: 2, b: 3, c: 4, d: 5}' >a.yaml
	check --map https://example.com/x/=x --map https://example.com/x/deep=deep \
		--map urn:example:d=d.yaml a.yaml
	[ "$status" -eq 1 ]
	grep -o 'schema [^ ]*$' out | diff - <(printf 'schema %s\n' x/a.json#/maximum x/b.yaml#/maximum \
		'deep/c.yml#/$defs/n/maximum' d.yaml#/maximum)
}

@test "a reference cannot leave the folder of its map" {
	echo secret >secret.yaml
	mkdir x
	for reference in x/../secret.yaml x/%2e%2e/secret.yaml x/a%2F..%2F..%2Fsecret.yaml xsecret.yaml; do
		echo "\$ref: https://example.com/$reference" >schema.yaml
		check --map https://example.com/x=x schema.yaml
		[ "$status" -eq 2 ]
		grep -q 'schema.yaml:1:7: \$ref ' err
		[ ! -s out ]
	done
}

@test "a reference to nothing says where, and what could help" {
	echo '{properties: {a: {$ref: https://example.com/nowhere}}}' >schema.yaml
	echo '{}' >a.yaml
	refuses sws-validate --schema schema.yaml a.yaml <<-'END'
		sws-validate: schema.yaml:1:25: $ref https://example.com/nowhere leads nowhere
		hint: correct the reference; what lies at a URI of its own is found by --map URI=DIR
	END
}

@test "formats are annotations, and assert with --format-assertion" {
	echo 'when: never' >a.yaml
	check a.yaml
	[ "$status" -eq 0 ]
	echo '{format: date}' >schema.yaml
	echo 2023-02-30 >a.yaml
	check a.yaml
	[ "$status" -eq 0 ]
	check --format-assertion a.yaml
	[ "$status" -eq 1 ]
	grep -q '^a.yaml:1:1: error: schema.format-date: ' out
}

@test "what cannot be judged is status 2, and all else is still judged" {
	echo 'code: 1' >bad.yaml
	echo 'code: 1e999999999' >number.yaml
	check nowhere.yaml number.yaml bad.yaml
	[ "$status" -eq 2 ]
	cat >want <<-'END'
		sws-validate: not everything could be judged: see the findings
	END
	diff -u want err
	grep -q '^nowhere.yaml:1:1: error: path.unreadable: ' out
	grep -q '^number.yaml:1:7: error: yaml.number-range: ' out
	grep -q '^bad.yaml:1:7: error: schema.type: ' out
	grep -qx 'files: 3, errors: 3, warnings: 0' out
	echo '{"a": }' >broken.json
	check broken.json # it is no JSON: an answer
	[ "$status" -eq 1 ]
}

@test "hostile patterns, depths and sizes end soon, and are no verdict" {
	echo '{pattern: "^(a+)+$"}' >schema.yaml
	{ times 10000 a && echo '!'; } >a.yaml
	check a.yaml
	[ "$status" -eq 2 ]
	grep -q '^a.yaml:1:1: error: schema.limit-regex: ' out
	{ times 100000 '{"allOf":[' && echo true; } >schema.json
	execute sws-validate --schema schema.json a.yaml
	[ "$status" -eq 2 ]
	grep -q '^sws-validate: schema.json:1:[0-9]*: ' err
	echo '{items: {items: {type: integer}}}' >schema.yaml
	{ printf '[1' && times 5242880 ,1 && echo ']'; } >big.json # 10 MB
	check big.json
	[ "$status" -eq 0 ]
	{ times 100000 '[' && echo; } >deep.json
	check deep.json
	[ "$status" -eq 2 ]
	grep -q '^deep.json:1:513: error: json.depth: ' out
	{ echo 'a0: &a0 [x]' && for i in $(seq 1 30); do echo "a$i: &a$i [*a$((i - 1)), *a$((i - 1))]"; done; } >bomb.yaml
	check bomb.yaml
	[ "$status" -eq 2 ]
	grep -q 'yaml.expansion' out
}

@test "a schema that is none is refused with its place" {
	echo '{}' >a.yaml
	while IFS='|' read -r text place; do
		printf '%s\n' "$text" >schema.yaml
		check a.yaml
		[ "$status" -eq 2 ]
		[ ! -s out ]
		grep -q "^sws-validate: schema.yaml:$place: " err
	done <<-'END'
		{type: strange}|1:8
		{minLength: -1}|1:13
		{properties: []}|1:14
		{pattern: "("}|1:11
		{$ref: "#/$defs/none"}|1:8
		{$ref: "#"}|1:8
		{allOf: []}|1:9
		[1]|1:1
		{$schema: "https://example.com/unknown"}|1:11
	END
	echo '{$defs: {a: 1}}' >schema.yaml
	check a.yaml
	[ "$status" -eq 2 ]
	grep -qxF 'sws-validate: schema.yaml:1:13: not a valid schema: 1 is a number, not an object with keys or true or false' err ||
		{ cat err >&2; return 1; }
	times 600 '{not: ' >schema.yaml
	check a.yaml
	[ "$status" -eq 2 ]
	grep -q ': the schema cannot be read: nested deeper than 512 levels$' err
	execute sws-validate --schema none.yaml a.yaml
	[ "$status" -eq 2 ]
	grep -qx 'sws-validate: cannot read none.yaml: .*' err
}

@test "options of records and of schemas do not mix, and files are asked for" {
	echo '{}' >a.yaml
	check --rev HEAD a.yaml
	[ "$status" -eq 2 ]
	grep -q '^sws-validate: --rev is about records' err
	execute sws-validate --all
	[ "$status" -eq 2 ]
	grep -q '^sws-validate: --all goes with --schema only' err
	check
	[ "$status" -eq 2 ]
	grep -q '^sws-validate: no file was named' err
	check --map nonsense a.yaml
	[ "$status" -eq 2 ]
	grep -q '^sws-validate: --map wants URI=DIR, not nonsense' err
}

@test "hostile text of a document or a schema is shown harmlessly" {
	printf '{"properties": {"a\\u001b[2J": {"const": "\\u001b]0;x\\u0007"}}}' >schema.json
	printf '{"a\\u001b[2J": "\\u202Eb"}' >a.json
	execute sws-validate --schema schema.json a.json
	[ "$status" -eq 1 ]
	! LC_ALL=C grep -q "$(printf '[\001-\010\016-\037]\|\342\200\256')" out || false
	grep -q '\\x1B' out
}

@test "the kinds of records are schemas as any other" {
	execute sws-validate --schema https://schema.sws.example/kinds/worker.yaml "$BINHAI"/workers/*.yaml
	[ "$status" -eq 1 ] # one is planted
	grep -q '^.*/shegong-001.yaml:14:13: error: schema.type: ' out
	grep -qx 'files: 69, errors: 1, warnings: 0' out
	echo '{$ref: "https://schema.sws.example/kinds/worker.yaml"}' >schema.yaml
	echo '{id: 1}' >a.yaml
	check "$BINHAI"/workers/shegong-002.yaml a.yaml
	[ "$status" -eq 1 ]
	grep -q '^a.yaml:1:6: error: schema.type: ' out
	! grep '^[^a].*: error: ' out || false
}
