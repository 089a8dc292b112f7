# SPDX-License-Identifier: MIT
"""Whether all formats of an export say the same.

export.py tables NDJSON FOLDER csv|tsv   the files of the folder, read by Python's csv module
export.py sqlite NDJSON SQL              the tables, loaded into SQLite with foreign keys on
export.py rebuild NDJSON YAML FOLDER     makes a repository of a YAML stream, to be exported again

The rows that a record should have are worked out here from its JSON (sws-records(5), "Tables").
"""
import csv
import json
import os
import sqlite3
import sys
from decimal import Decimal

TABLES = {
    'agency': 'agencies', 'case': 'cases', 'community': 'communities', 'district': 'district',
    'household': 'households', 'project': 'projects', 'station': 'stations', 'worker': 'workers',
}


def records(path):
    with open(path, encoding='utf-8', newline='') as lines:
        for line in lines:
            assert line.endswith('\n')
            yield json.loads(line, parse_float=Decimal)


def flatten(record, tables):
    kind = record.pop('_kind')
    owner = record.get('id', 'district')

    def fill(row, value, name, stem, places):
        for key, item in value.items():
            column = name + key
            if isinstance(item, dict):
                if column != 'parameters':
                    fill(row, item, column + '_', stem, places)
            elif isinstance(item, list):
                add_list(item, stem + '_' + column, places)
            else:
                row[column] = item

    def add_list(items, table, places):
        for n, item in enumerate(items, 1):
            row = {'_record': owner}
            row.update(zip(('_n', '_n2'), places + [n]))
            tables.setdefault(table, []).append(row)
            if isinstance(item, dict):
                fill(row, item, '', table, places + [n])
            else:
                row['value'] = item

    row = {'id': owner}
    tables.setdefault(TABLES[kind], []).append(row)
    fill(row, record, '', kind, [])


def text(value):
    if value is True or value is False:
        return str(value).lower()
    if isinstance(value, (int, float, Decimal)):
        return format(Decimal(str(value)).normalize(), 'f')
    return value


def wanted(path):
    tables = {}
    for record in records(path):
        flatten(record, tables)
    return {name: [{k: text(v) for k, v in row.items() if v is not None} for row in rows]
            for name, rows in tables.items()}


def number(value):
    """The same number in one notation; a text that is none is itself."""
    try:
        return format(Decimal(value).normalize(), 'f') if value[:1] in '-0123456789' else value
    except ArithmeticError:
        return value


def compare(name, got, want):
    got = [{k: number(v) for k, v in row.items()} for row in got]
    want = [{k: number(v) for k, v in row.items()} for row in want]
    for i, row in enumerate(want):
        if i >= len(got) or got[i] != row:
            sys.exit('%s, row %d: %r and not %r' % (name, i + 1, got[i:i + 1], row))
    if len(got) != len(want):
        sys.exit('%s: %d rows and not %d' % (name, len(got), len(want)))


def tables(ndjson, folder, form):
    want = wanted(ndjson)
    names = {name[:-len(form) - 1] for name in os.listdir(folder)}
    assert set(want) <= names, set(want) - names
    for name in names:
        with open('%s/%s.%s' % (folder, name, form), encoding='utf-8-sig', newline='') as file:
            rows = list(csv.DictReader(file, delimiter='\t' if form == 'tsv' else ',', strict=True))
        assert all(None not in row and None not in row.values() for row in rows)
        compare(name, [{k: v for k, v in row.items() if v} for row in rows], want.get(name, []))


def sqlite(ndjson, sql):
    want = wanted(ndjson)
    database = sqlite3.connect(':memory:')
    database.row_factory = sqlite3.Row
    database.execute('PRAGMA foreign_keys = ON')
    with open(sql, encoding='utf-8', newline='') as script:
        database.executescript(script.read())
    assert database.execute('PRAGMA foreign_keys').fetchone()[0] == 1
    assert not database.execute('PRAGMA foreign_key_check').fetchall()
    names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    assert set(want) <= set(names)
    for name in names:
        types = {r['name']: r['type'] for r in database.execute('PRAGMA table_info("%s")' % name)}
        rows = []
        for row in database.execute('SELECT * FROM "%s" ORDER BY rowid' % name):
            cells = {k: row[k] for k in row.keys() if k not in ('_path', '_line', '_values') and row[k] is not None}
            rows.append({k: text(bool(v) if types[k] == 'BOOLEAN' else v) for k, v in cells.items()})
        compare(name, rows, want.get(name, []))


def path_of(record):
    kind, record_id = record['_kind'], record.get('id')
    if kind == 'district':
        return 'sws.yaml'
    middle = {
        'case': lambda: '%s/%s/' % (record['intake']['date'][:4], record['station']),
        'household': lambda: record['station'] + '/',
        'project': lambda: record['starts_on'][:4] + '/',
    }.get(kind, str)()
    return '%s/%s%s.yaml' % (TABLES[kind], middle, record_id)


def rebuild(ndjson, stream, folder):
    with open(stream, encoding='utf-8', newline='') as file:
        documents = ('\n' + file.read()).split('\n---\n')
    assert documents.pop(0) == ''
    every = list(records(ndjson))
    assert len(documents) == len(every)
    for record, document in zip(every, documents):
        first, rest = document.split('\n', 1)
        assert first == '_kind: ' + record['_kind']
        path = os.path.join(folder, path_of(record))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'x', encoding='utf-8', newline='') as file:
            file.write(rest if rest.endswith('\n') else rest + '\n')


if __name__ == '__main__':
    {'tables': tables, 'sqlite': sqlite, 'rebuild': rebuild}[sys.argv[1]](*sys.argv[2:])
