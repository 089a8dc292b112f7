// SPDX-License-Identifier: MIT
// A client of yaml-language-server that plays VS Code on a records repository: the settings are those
// of its .vscode/settings.json, and nothing is fetched from anywhere.
//
// usage: node lsp.js SERVER ROOT COMMAND...
//   hover FILE LINE COLUMN      what is shown over that place, both counted from 1
//   complete FILE LINE COLUMN   what is proposed there: label, tab, documentation, line breaks as |
//   diagnose                    reads names of files, one a line, and prints FILE:LINE:COLUMN: MESSAGE
//
// Source: Language Server Protocol 3.17.
'use strict';
const fs = require('fs');
const path = require('path');
const { spawn } = require('child_process');
const { pathToFileURL } = require('url');

const [server, root, command, ...args] = process.argv.slice(2);
const settings = JSON.parse(fs.readFileSync(path.join(root, '.vscode/settings.json'), 'utf8'));
const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
const answers = new Map(); // id of a request → what to do with its result
const diagnoses = new Map(); // URI → what to do with its diagnostics
let received = Buffer.alloc(0);

const uriOf = (file) => pathToFileURL(path.resolve(root, file)).href;

function send(message) {
	const body = JSON.stringify({ jsonrpc: '2.0', ...message });
	child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

function request(method, params) {
	return new Promise((resolve) => {
		answers.set(answers.size + 1, resolve);
		send({ id: answers.size, method, params });
	});
}

// VS Code shows dotted keys as a tree; a section that nobody set is null.
function section(name) {
	const tree = name === 'yaml' ? { schemaStore: { enable: false }, kubernetesCRDStore: { enable: false } } : {};

	for (const [key, value] of Object.entries(settings))
		if (key.startsWith(`${name}.`))
			tree[key.slice(name.length + 1)] = value;
	return Object.keys(tree).length ? tree : null;
}

function receive(message) {
	if (message.method === 'workspace/configuration')
		send({ id: message.id, result: message.params.items.map((item) => section(item.section)) });
	else if (message.method === 'textDocument/publishDiagnostics')
		diagnoses.get(message.params.uri)?.(message.params.diagnostics);
	else if (message.method && message.id !== undefined)
		send({ id: message.id, result: null });
	else if (message.id !== undefined && message.error)
		throw new Error(message.error.message);
	else if (message.id !== undefined)
		answers.get(message.id)(message.result);
}

child.stdout.on('data', (bytes) => {
	received = Buffer.concat([received, bytes]);
	for (;;) {
		const end = received.indexOf('\r\n\r\n');
		const length = end < 0 ? 0 : Number(/Content-Length: (\d+)/i.exec(received.subarray(0, end))[1]);

		if (end < 0 || received.length < end + 4 + length)
			return;
		const body = received.subarray(end + 4, end + 4 + length);
		received = received.subarray(end + 4 + length);
		receive(JSON.parse(body));
	}
});

// Opens the file; its diagnostics, which the server sends when it has the schema and is done.
function open(file) {
	const uri = uriOf(file);
	const text = fs.readFileSync(path.resolve(root, file), 'utf8');

	return new Promise((resolve) => {
		diagnoses.set(uri, resolve);
		send({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: 'yaml', version: 1, text } } });
	});
}

async function begin() {
	await request('initialize', {
		processId: process.pid,
		rootUri: uriOf('.'),
		workspaceFolders: [{ uri: uriOf('.'), name: 'records' }],
		capabilities: {
			workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } },
			textDocument: {
				hover: { contentFormat: ['markdown'] },
				completion: { completionItem: { documentationFormat: ['markdown'], snippetSupport: true } },
			},
		},
	});
	send({ method: 'initialized', params: {} });
	send({ method: 'workspace/didChangeConfiguration', params: { settings: null } });
}

async function at(method, [file, line, column]) {
	await open(file);
	return request(method, {
		textDocument: { uri: uriOf(file) },
		position: { line: line - 1, character: column - 1 },
	});
}

const commands = {
	async hover(place) {
		const hover = await at('textDocument/hover', place);

		console.log(hover ? hover.contents.value : 'nothing');
	},
	async complete(place) {
		for (const item of (await at('textDocument/completion', place)).items) {
			const text = item.documentation?.value ?? item.documentation ?? '';

			console.log(`${item.label}\t${text.replace(/\n/g, '|')}`);
		}
	},
	// All at once: the server waits a little before it looks at a file.
	async diagnose() {
		const files = fs.readFileSync(0, 'utf8').split('\n').filter(Boolean);
		const found = await Promise.all(files.map(open));

		files.forEach((file, i) => {
			for (const d of found[i])
				console.log(`${file}:${d.range.start.line + 1}:${d.range.start.character + 1}: ${d.message}`);
		});
	},
};

begin().then(() => commands[command](args)).then(() => {
	child.kill();
	process.exit(0);
});
