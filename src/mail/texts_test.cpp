#include "mail/texts.h"

#include <gmock/gmock.h>
#include <set>

#include "support/database.h"

namespace guildhall::mail {
namespace {

using testing::HasSubstr;

constexpr auto names = names_of(static_cast<Template*>(nullptr));

// What a text says, without the words: the order of its pieces, and which facts each has.
std::string build_of(Text const& text)
{
    auto facts_in = [](std::string_view words) {
        auto const all = placeholders_of(words);
        std::string joined;
        for (auto const& name : std::set<std::string>(all.begin(), all.end()))
            joined += " " + name;
        return joined;
    };
    std::string build = "subject" + facts_in(text.subject);
    for (auto const& piece : text.pieces)
        build += "\n" + std::to_string(static_cast<int>(piece.kind)) + facts_in(piece.text);
    return build;
}

std::set<std::string> keys_of(std::map<std::string, std::string, std::less<>> const& words)
{
    std::set<std::string> keys;
    for (auto const& [key, value] : words) {
        EXPECT_FALSE(value.empty()) << key;
        keys.insert(key);
    }
    return keys;
}

// What is missing, or said otherwise than in English.
std::vector<std::string> differences(Texts const& texts, Texts const& english)
{
    std::vector<std::string> found;
    for (std::size_t i = 0; i < names.size(); ++i) {
        auto const which = static_cast<Template>(i);
        auto const own = texts.texts.find(which), model = english.texts.find(which);
        if (own == texts.texts.end() || model == english.texts.end())
            found.push_back(std::string(names[i]) + " is missing");
        else if (build_of(own->second) != build_of(model->second))
            found.push_back(std::string(names[i]) + " is built otherwise");
    }
    return found;
}

TEST(TheTextsOfMail, AreThereInEveryLanguageAndSayTheSame)
{
    auto const& english = texts_in("en");
    for (auto const language : languages) {
        auto const& texts = texts_in(language);
        EXPECT_EQ(&texts_in(std::string(language) + "-XX"), &texts);
        EXPECT_THAT(differences(texts, english), testing::IsEmpty()) << language;
        EXPECT_EQ(keys_of(texts.common), keys_of(english.common)) << language;
        EXPECT_EQ(keys_of(texts.labels), keys_of(english.labels)) << language;
        EXPECT_EQ(keys_of(texts.values), keys_of(english.values)) << language;
        EXPECT_TRUE(language == "en" || texts.texts.at(Template::invitation).subject != english.texts.at(Template::invitation).subject);
    }
}

TEST(TheTextsOfMail, AreMissedWhereOneIsGone)
{
    auto const& english = texts_in("en");
    auto gone = texts_in("fr");
    gone.texts.erase(Template::alert);
    EXPECT_EQ(differences(gone, english), std::vector<std::string>{"alert is missing"});
    auto shorter = texts_in("fr");
    shorter.texts.at(Template::invitation).pieces.pop_back();
    EXPECT_EQ(differences(shorter, english), std::vector<std::string>{"invitation is built otherwise"});
}

TEST(TheTextsOfMail, AreThoseThatTheDatabaseKnows)
{
    support::TestDatabase database;
    auto const rows = database.superuser().run("select name from platform.mail_templates order by name");
    std::set<std::string> known, made(names.begin(), names.end());
    for (int i = 0; i < rows.size(); ++i)
        known.insert(rows[i].get<std::string>(0));
    EXPECT_EQ(known, made);
}

TEST(TheTextsOfMail, FallBackToEnglish)
{
    EXPECT_EQ(&texts_in("pt-BR"), &texts_in("en"));
    EXPECT_EQ(&texts_in(""), &texts_in("en"));
}

TEST(TheTextsOfMail, AreRefusedWhenALineIsNotUnderstood)
{
    EXPECT_THROW(read_texts("[no_such_mail]\nsubject: x\n"), std::runtime_error);
    EXPECT_THROW(read_texts("[alert]\nsubjekt: x\n"), std::runtime_error);
    EXPECT_THROW(read_texts("[alert]\nwithout a colon\n"), std::runtime_error);
}

}  // namespace
}  // namespace guildhall::mail
