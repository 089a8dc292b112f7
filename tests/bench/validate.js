// SPDX-License-Identifier: MIT
// ajv and js-yaml on lines of `schema TAB file`: prints the files that are not valid. Status 1 if any
// is not. NODE_PATH leads to the two. Formats are annotations, as in the standard.
'use strict';
const fs = require('fs');
const Ajv = require('ajv/dist/2020');
const yaml = require('js-yaml');

const ajv = new Ajv({ strict: false, validateFormats: false });
const validators = new Map();

// A file that cannot be read as YAML is valid against nothing.
function isValid(schema, file) {
	if (!validators.has(schema))
		validators.set(schema, ajv.compile(JSON.parse(fs.readFileSync(schema, 'utf8'))));
	try {
		return validators.get(schema)(yaml.load(fs.readFileSync(file, 'utf8'), { schema: yaml.CORE_SCHEMA }));
	} catch (error) {
		if (error instanceof yaml.YAMLException)
			return false;
		throw error;
	}
}

for (const line of fs.readFileSync(process.argv[2], 'utf8').split('\n').filter(Boolean)) {
	const [schema, file] = line.split('\t');

	if (!isValid(schema, file)) {
		console.log(file);
		process.exitCode = 1;
	}
}
