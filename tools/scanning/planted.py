#!/usr/bin/env python3
"""A small server with holes, so that scanners can be seen to find them: SQL joined from strings, and what was asked for said in HTML.

    tools/scanning/planted.py PORT
"""
import http.server
import json
import sqlite3
import sys
import urllib.parse

database = sqlite3.connect(":memory:", check_same_thread=False)
database.execute("create table customers (name text)")
database.execute("insert into customers values ('Alfreds Futterkiste'), ('Bottom-Dollar Markets')")


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        target = urllib.parse.urlsplit(self.path)
        search = urllib.parse.parse_qs(target.query).get("search", [""])[0]
        if target.path == "/api/v1/customers":
            try:
                rows = database.execute(f"select name from customers where name like '%{search}%'").fetchall()
                self.answer(200, "application/json", json.dumps({"items": rows}))
            except sqlite3.Error as error:
                self.answer(500, "text/plain", f"sqlite3.OperationalError: {error}")
        else:
            self.answer(200, "text/html", f"<html><body><a href='/page?search=x'>search</a><p>Nothing found for {search}</p></body></html>")

    def answer(self, status, kind, text):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
