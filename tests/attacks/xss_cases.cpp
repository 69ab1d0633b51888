// What a browser could take for a page or a script: text that is said again, stored, or brought in files. (What the app makes of it is
// tried in Chromium: web/test/e2e/stored_xss.spec.ts.)
#include "access/form.h"
#include "attacks/attack.h"
#include "support/guild_of_its_own.h"

namespace guildhall::attacks {

namespace {

using access::Form;
using support::Answer;
using support::in_json;
using support::in_query;

// Nothing that the API says is for a browser to run or to show, and none of it can be framed.
std::string danger_in(Answer const& answer)
{
    auto const type = answer.header("Content-Type"), policy = answer.header("Content-Security-Policy");
    for (std::string const bad : {"html", "javascript", "svg", "xml", "ecmascript"})
        if (type.find(bad) != type.npos)
            return "is of the type " + type;
    if (answer.status != 204 && answer.status != 304 && type.empty())
        return "has no type";
    if (answer.header("X-Content-Type-Options") != "nosniff")
        return "may be sniffed";
    if (policy.find("default-src 'none'") == policy.npos || policy.find("sandbox") == policy.npos ||
        policy.find("frame-ancestors 'none'") == policy.npos)
        return "has a weak policy: " + policy;
    return {};
}

Verdict inert()
{
    return [](Someone const&, Answer const& answer) { return danger_in(answer); };
}

struct Payload {
    char const* name;
    char const* tries;
    std::string text;
};

std::vector<Payload> const& payloads()
{
    static std::vector<Payload> const all{
        {"Script", "writes a script", "<script>alert(1)</script>"},
        {"Image", "writes an image that fails", "\"><img src=x onerror=alert(1)>"},
        {"Svg", "writes a drawing that loads", "<svg/onload=alert(1)>"},
        {"Frame", "writes a frame with a document", "<iframe srcdoc='<script>alert(1)</script>'>"},
        {"Address", "writes an address that runs", "javascript:alert(1)"},
        {"Data", "writes an address of data", "data:text/html,<script>alert(1)</script>"},
        {"Attribute", "leaves an attribute", "' autofocus onfocus='alert(1)"},
        {"Comment", "leaves a comment", "--><script>alert(1)</script>"},
        {"EndOfScript", "leaves a script", "</script><script>alert(1)</script>"},
        {"Template", "writes a template", "{{constructor.constructor('alert(1)')()}}"},
        {"Utf7", "writes it in UTF-7", "+ADw-script+AD4-alert(1)+ADw-/script+AD4-"},
        {"Separator", "ends a line as only scripts know it",
         "a\xe2\x80\xa8"
         "alert(1)//"},
    };
    return all;
}

void add_payloads(std::vector<Case>& all)
{
    for (auto const& payload : payloads()) {
        std::string const name = payload.name, tries = payload.tries;
        auto const query = in_query(payload.text);
        all.push_back(shot(Group::xss, "Path" + name, tries + " into a path", {"GET", "/customers/" + query}, inert()));
        all.push_back(shot(Group::xss, "UnknownPath" + name, tries + " into a path that is none", {"GET", "/" + query}, inert()));
        all.push_back(shot(Group::xss, "Query" + name, tries + " into a parameter",
                           {"GET", "/customers?sort=" + query + "&" + query + "=1"}, inert()));
        all.push_back(shot(Group::xss, "Member" + name, tries + " into the name of a member",
                           {"POST", "/customers", "{\"name\":\"x\"," + in_json(payload.text) + ":1}"}, inert()));
        auto stored = [payload](Trial& trial) {
            for (auto const& who : trial.ground.everybody) {
                auto const made = trial.ask(who, "POST", "/customers", "{\"name\":" + in_json(payload.text) + "}");
                trial.expect(danger_in(made).empty(), who.role() + ": the answer " + danger_in(made));
                if (made.status != 201)
                    continue;
                trial.expect(made.text("name") == payload.text, who.role() + ": it was changed to " + made.text("name"));
                for (auto const& path :
                     {"/customers/" + made.text("id"), std::string("/customers?limit=5"), "/search?search=" + in_query("alert")}) {
                    auto const read = trial.ask(who, "GET", path, "", {{"Accept", "text/html"}});
                    trial.expect(danger_in(read).empty(), who.role() + ": " + path + " " + danger_in(read));
                }
            }
        };
        all.push_back(writing({Group::xss, "Name" + name, tries + " into a name, and reads it as a browser would", stored}));
    }
}

Case picture(std::string name, std::string tries, std::string bytes, bool is_one = false)
{
    auto run = [bytes, is_one](Trial& trial) {
        Form form;
        form.add_file("file", "picture.svg", bytes);
        for (auto const& who : trial.ground.everybody) {
            auto const set = trial.ask(who, "PUT", "/me/picture", form.text(), {{"Content-Type", form.type()}});
            trial.expect(is_one || set.status >= 400, who.role() + ": it was taken for a picture");
            auto const back = trial.ask(who, "GET", "/me/picture");
            trial.expect(danger_in(back).empty(), who.role() + ": it " + danger_in(back));
            bool const kept_apart = back.status != 200 || back.header("Content-Disposition").starts_with("attachment");
            trial.expect(kept_apart, who.role() + ": it is shown, not saved");
        }
    };
    return writing({Group::xss, "Picture" + name, std::move(tries), std::move(run)});
}

void add_files(std::vector<Case>& all)
{
    all.push_back(picture("Svg", "uploads a drawing with a script", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"));
    all.push_back(picture("Html", "uploads a page as a picture", "<html><script>alert(1)</script></html>"));
    all.push_back(picture("Xml", "uploads XML as a picture",
                          "<?xml version='1.0'?><x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>"));
    all.push_back(picture("Gif", "uploads a script that begins like a GIF", "GIF89a/*<svg onload=alert(1)>*/=alert(1)//"));
    all.push_back(
        picture("PngAndHtml", "uploads a page behind the first bytes of a PNG", "\x89PNG\r\n\x1a\n<script>alert(1)</script>", true));
    all.push_back(picture("JpegAndHtml", "uploads a page behind the first bytes of a JPEG", "\xff\xd8\xff<script>alert(1)</script>", true));
    all.push_back(picture("Pdf", "uploads a document with a script", "%PDF-1.4 /JavaScript (app.alert(1))"));
    auto import = [](Trial& trial) {
        Form form;
        form.add("kind", "customers");
        form.add_file("file", "<img src=x onerror=alert(1)>.csv", "Name,<script>alert(1)</script>\n<script>alert(1)</script>,x\n");
        for (auto const& who : trial.ground.everybody) {
            auto const made = trial.ask(who, "POST", "/imports", form.text(), {{"Content-Type", form.type()}});
            trial.expect(danger_in(made).empty(), who.role() + ": the import " + danger_in(made));
            if (made.status == 202)
                trial.expect(danger_in(trial.ask(who, "GET", "/imports/" + made.text("id") + "/problems.csv")).empty(),
                             "its problems are dangerous");
        }
    };
    all.push_back(writing({Group::xss, "Import", "imports a list whose name, heads and cells are scripts", import}));
    auto exported = [](Trial& trial) {
        for (auto const& who : trial.ground.everybody) {
            trial.ask(who, "POST", "/customers", R"({"name":"<script>alert(1)</script>"})");
            auto const answer = trial.ask(who, "GET", "/customers/export.csv");
            bool const apart = answer.status != 200 || answer.header("Content-Disposition").starts_with("attachment");
            trial.expect(apart && danger_in(answer).empty(), who.role() + ": the list is shown as a page");
        }
    };
    all.push_back(writing({Group::xss, "Export", "exports a list with scripts in it", exported}));
}

// The pages themselves, which are files: nothing of the request stands in them.
Case page(std::string name, std::string tries, std::string target, std::string fields = "")
{
    auto run = [target, fields](Trial& trial) {
        auto const plain = trial.raw("GET /sign-in HTTP/1.1\r\nHost: guildhall.test\r\nConnection: close\r\n\r\n");
        for (auto const& who : trial.ground.everybody) {
            auto const cookie = who.cookie.empty() ? "" : "Cookie: " + who.cookie + "\r\n";
            for (auto const& answer :
                 trial.raw("GET " + target + " HTTP/1.1\r\nHost: guildhall.test\r\nConnection: close\r\n" + cookie + fields + "\r\n")) {
                bool const a_page = answer.header("Content-Type").starts_with("text/html");
                trial.expect(!a_page || answer.body == plain.front().body || answer.body.find("alert(1)") == answer.body.npos,
                             "the page says what was asked");
                auto const policy = answer.header("Content-Security-Policy");
                trial.expect(policy.find("unsafe") == policy.npos && policy.find("frame-ancestors 'none'") != policy.npos,
                             "its policy is " + policy);
                trial.expect(!a_page || policy.find("require-trusted-types-for 'script'") != policy.npos,
                             "its policy lets strings become code");
                trial.expect(answer.head.find("alert(1)") == answer.head.npos, "a header says what was asked");
            }
        }
    };
    return {Group::xss, "Page" + name, std::move(tries), std::move(run)};
}

}  // namespace

std::vector<Case> xss_cases()
{
    std::vector<Case> all;
    add_payloads(all);
    add_files(all);
    all.push_back(
        page("Query", "puts a script into the query of a page", "/sign-in?return=javascript:alert(1)&x=%3Cscript%3Ealert(1)%3C/script%3E"));
    all.push_back(page("Path", "puts a script into the path of a page", "/customers/%3Cscript%3Ealert(1)%3C/script%3E"));
    all.push_back(page("File", "asks for a file that is named like a script", "/assets/%3Cscript%3Ealert(1)%3C/script%3E.js"));
    all.push_back(page("Referer", "puts a script into the referer of a page", "/sign-in", "Referer: <script>alert(1)</script>\r\n"));
    all.push_back(page("Agent", "puts a script into the name of the browser", "/", "User-Agent: <script>alert(1)</script>\r\n"));
    all.push_back(page("Forwarded", "puts another host before the page", "/", "X-Forwarded-Host: alert(1).evil.example\r\n"));
    all.push_back(shot(Group::xss, "Callback", "asks for a script that calls back", {"GET", "/me?callback=alert(1)"}, inert()));
    all.push_back(shot(Group::xss, "AcceptHtml", "asks for a page", {"GET", "/nothing", "", {{"Accept", "text/html"}}}, inert()));
    all.push_back(shot(Group::xss, "LineBreakInAKey", "breaks a header with an idempotency key",
                       {"POST", "/tags", R"({"name":5})", {{"Idempotency-Key", "a%0d%0aSet-Cookie:x=1"}}},
                       and_also(inert(), without("Set-Cookie: x"))));
    all.push_back(shot(Group::xss, "LineBreakInAPath", "breaks a header with a path", {"GET", "/customers/%0d%0aSet-Cookie:x=1"},
                       and_also(inert(), without("Set-Cookie: x"))));
    return all;
}

}  // namespace guildhall::attacks
