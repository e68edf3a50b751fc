"""Reads a CSV or XLSX file without any part of the product; prints its rows as JSON.

What a spreadsheet would stumble over ends it with an error.
"""

import csv
import io
import json
import re
import sys
import xml.etree.ElementTree as ET
import zipfile

COUNTS = {"segments", "duration_seconds", "ttl_seconds", "items", "milliseconds"}
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read_csv(path):
    raw = open(path, "rb").read()
    assert raw.startswith(b"\xef\xbb\xbf"), "no byte order mark"
    text = raw[3:].decode("utf-8")
    outside = re.sub(r'"(?:[^"]|"")*"', "", text)
    assert outside.endswith("\r\n") or outside.replace("\r\n", "") == "", "the last row has no end"
    assert not re.search(r"\r(?!\n)|(?<!\r)\n", outside), "a row does not end with CRLF"
    csv.field_size_limit(1 << 24)
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def column(reference):
    letters = re.match(r"[A-Z]+", reference).group()
    at = 0
    for letter in letters:
        at = at * 26 + ord(letter) - 64
    return at - 1


def unescaped(text):
    return re.sub(r"_x([0-9A-F]{4})_", lambda found: chr(int(found.group(1), 16)), text)


def read_xlsx(path):
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None, "the archive is damaged"
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ET.fromstring(archive.read(name))
        sheet = ET.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    assert sheet.find(f".//{MAIN}f") is None, "a formula"
    assert sheet.find(f".//{MAIN}hyperlink") is None, "a link"
    rows = []
    for row in sheet.iter(f"{MAIN}row"):
        assert int(row.get("r")) == len(rows) + 1
        cells = {}
        for cell in row.iter(f"{MAIN}c"):
            at = column(cell.get("r"))
            if cell.get("t") == "inlineStr":
                parts = cell.iter(f"{MAIN}t")
                cells[at] = unescaped("".join(part.text or "" for part in parts))
            else:
                assert cell.get("t") in (None, "n"), cell.get("t")
                assert rows and rows[0][at] in COUNTS, f"a number under {rows[0][at]}"
                cells[at] = cell.find(f"{MAIN}v").text
        width = len(rows[0]) if rows else max(cells) + 1
        rows.append([cells.get(at, "") for at in range(width)])
    return rows


def parts(path):
    """All that a file holds, whichever part of its archive it stands in."""
    if not path.endswith(".xlsx"):
        return open(path, "rb").read().decode("utf-8")
    with zipfile.ZipFile(path) as archive:
        return "\n".join(archive.read(name).decode("utf-8") for name in archive.namelist())


if sys.argv[2:] == ["--parts"]:
    json.dump(parts(sys.argv[1]), sys.stdout)
    sys.exit()
read = read_xlsx if sys.argv[1].endswith(".xlsx") else read_csv
json.dump(read(sys.argv[1]), sys.stdout)
