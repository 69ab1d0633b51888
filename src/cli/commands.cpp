#include "cli/commands.h"

#include <algorithm>
#include <array>

namespace guildhall::cli {

namespace {

constexpr std::string_view audit_details = R"(
  verify                holds every chain against itself and against the checkpoints beside the data
    --guild ID          this chain alone; 00000000-0000-0000-0000-000000000000 is the platform's
    --against FILE      another checkpoint file, or an older export
    --export FILE       checks an export instead of the database, which is not asked
    --key HEX           the public key that is believed (where there is none: this installation's; of an export: the one in it)
  export --guild ID     writes a guild's trail to standard output: entries, head, checkpoints with their proofs, public key

It names the first entry that is not to be believed, and ends with
  0  all is whole                               4  a chain was rewritten: it is not the one that a checkpoint saw
  1  an entry of a chain does not fit           5  the checkpoint file is broken
  2  it could not be checked                    6  a signature is wrong, or by a key that is not believed
  3  a chain ends before a checkpoint: its end  7  there is no checkpoint to hold it against
     was cut off, or an older state restored
Of several findings it ends with the lowest. docs/audit.md describes the files.
)";

constexpr std::string_view import_details = R"(
  import crmms --from URL [--source NAME] [--dry-run]
                        people, guilds and spots of a CRMMS database, with their passwords. Whoever has rights that nobody could have given
                        is listed, and not imported. Again: nothing twice. Ends with 1 where somebody was not imported. docs/crmms.md
  import guild ARCHIVE --owner EMAIL [--key HEX] [--check]
                        a guild that `guildhall export guild` took out, here or elsewhere (a folder, or a .tar), below the access owner of
                        whose team somebody with this address is; all of it or nothing. Who is here already by address or id stays as they
                        are; the others choose a password by "Forgot password"
    --key HEX           the public key that is believed, if another installation made it (guildhall keys list, there)
    --check             says whether it is whole, and brings nothing in
)";

constexpr std::string_view export_details = R"(
  export guild GUILD --to PATH
                        one guild, by its id or name, as it is at this moment, also while people work: rows, files, audit trail, and a
                        signed manifest of hashes, into a new folder, or a file where PATH ends in .tar. README.txt in it says how it is
                        read and checked without Guildhall. It holds what the guild holds, unencrypted. docs/operations.md
)";

constexpr std::string_view erase_details = R"(
  guild GUILD --confirm NAME --certificate FILE [--reason TEXT]
                        everything of one guild, by its id or name: rows, files, places, and the accounts of people who are nowhere else.
                        For good: `guildhall export guild` takes it out before. NAME is the guild's, once more. What stays is that it was
                        erased, by ids and digests; the certificate says what, when and by whom, signed by the audit key
  --verify FILE         checks a certificate, anywhere; --key HEX says whose signature is believed
  --again FILE          follows a list of erasures (erasures.jsonl) once more, after an older backup was brought back

It ends with 0 if it is done, 1 if not, 6 if a certificate's signature is wrong. docs/operations.md
)";

constexpr std::string_view person_details = R"(
  find TEXT [--guild GUILD]
                        contacts, and customers who are people, by address, telephone number or a part of the name, in one guild or all;
                        without --guild also accounts. Each with its name for the following: contacts/ID, customers/ID, accounts/ID
  export NAME|TEXT --to FILE [--guild GUILD]
                        all that is kept of one, or of all that TEXT finds, as lines of JSON
  erase NAME --guild GUILD --certificate FILE --reason TEXT
                        for good; what the law wants kept stays, and the certificate says what and why. Who works here (accounts/ID,
                        without --guild) leaves: what they did stays where it was done, without name and address
  anonymise NAME …      the same, and a customer's record stays without what says who it was

It ends with 0 if it is done, 1 if not, or if nobody was found. docs/operations.md
)";

constexpr std::string_view isolation_details = R"(
  Tries every route of the running server as every role of one company against another's records, SQL as the server's own database role,
  and the catalogue, with two companies that nobody runs. The signed receipt is kept for every guild to download.
    --gently            works for one hundredth of the time, as the server does when it checks itself every day
    --receipt FILE      writes the receipt to a file as well
    --verify FILE       checks a receipt instead, anywhere; --key HEX says whose signature is believed

It ends with 0 if everything held, 1 if not, 2 if it could not be done, 6 if a receipt's signature is wrong. docs/isolation.md
)";

constexpr std::string_view restore_details = R"(
  FOLDER                the backup, a folder guildhall-…; brought back into GUILDHALL_DATA, which is empty
    --identity FILE     the age identity that opens it (GUILDHALL_BACKUP_IDENTITY)
    --keys-identity FILE  the one that opens the installation's keys, if it is another
    --erasures FILE     the list of what was erased since (erasures.jsonl): it is erased again. Where GUILDHALL_CHECKPOINT_COPY is set, the
                        list beside that copy
    --superuser URL     of the empty database that GUILDHALL_DATABASE_URL and _MIGRATE_URL name, where it is no private PostgreSQL; the
                        password as PGPASSWORD or in ~/.pgpass
    --key HEX           the public key that must have signed it (guildhall keys list, where it was made): else nothing is brought back.
                        Without it everything that the identity opens is believed; with --verify, what this installation's keys signed
  --verify [FOLDER]     brings it back into a folder that is thrown away, and compares every table, the audit trail and the files with what
                        was backed up; without FOLDER the newest of GUILDHALL_BACKUP_FOLDER. --work FOLDER says where (/var/tmp)

It ends with 0 if all is as it was, 1 if not or if it could not be done. docs/operations.md
)";

constexpr std::string_view desk_details = R"(
  import-mail           reads one mail (RFC 5322) and opens a case, whose number it prints; the clocks run from its receipt. It ends with 65
                        if that is no mail, and with 75 if the mail server should try again later
  list [--json]         the open cases with their clocks, without a word of what was reported; --json is what tools/release_gate reads
  add-member EMAIL, remove-member EMAIL
                        who is at the desk beside the admins. docs/desk.md
)";

}  // namespace

// One line a subcommand.
std::span<Command const> commands()
{
    static constexpr std::array<Command, 19> all{{
        {"serve", "[--demo]", "Runs Guildhall until it is told to stop", serve},
        {"migrate", "[--rehearse [--work FOLDER]]", "Brings the database up to this program, or a copy of it, to try", migrate},
        {"admin", "create --email ADDRESS --name NAME", "Makes an admin; asks for the password", admin},
        {"demo", "[--customers N --guilds M --seed S]", "Fills an empty installation with samples", demo},
        {"import", "customers|products FILE [--guild GUILD] [--spot SPOT] [--as EMAIL]", "Brings a list in", import, import_details},
        {"export", "guild GUILD --to PATH", "Takes one guild out: rows, files and trail, signed", export_guild, export_details},
        {"erase", "guild GUILD --confirm NAME --certificate FILE | --verify FILE [--key HEX] | --again FILE",
         "Erases one guild for good, with a certificate", erase, erase_details},
        {"person", "find TEXT | export NAME --to FILE | erase|anonymise NAME --certificate FILE --reason TEXT  [--guild GUILD]",
         "Finds, hands out or erases what is kept of a person", person, person_details},
        {"audit", "verify [--guild ID] [--against FILE] [--export FILE] [--key HEX] | export --guild ID", "Checks the audit trail", audit,
         audit_details},
        {"keys", "list | rotate jwt|pepper|field|audit|database …", "Shows the keys, or puts new ones in their place", keys},
        {"isolation-check", "[--gently] [--receipt FILE] | --verify FILE [--key HEX]",
         "Proves that no company sees another's, on the running server", isolation_check, isolation_details},
        {"top", "[--once]", "Shows what the running server is doing, every two seconds", top},
        {"doctor", "", "Says what is not as it should be, and how to mend it; ends with 1 then", doctor},
        {"backup", "", "Makes an encrypted backup of everything, as the settings say", backup},
        {"restore",
         "FOLDER [--identity FILE] [--keys-identity FILE] [--erasures FILE] [--key HEX] [--superuser URL] [--verify [--work FOLDER]]",
         "Brings a backup back, or proves that it could", restore, restore_details},
        {"desk", "import-mail | list [--json] | add-member EMAIL | remove-member EMAIL", "Works for the security desk", desk, desk_details},
        {"einvoice", "check FILE…", "Holds electronic invoices (UBL, CII) against the rules of EN 16931; ends with 1 where one is broken",
         einvoice_check},
        {"openapi", "", "Prints the OpenAPI document", openapi},
        {"healthcheck", "", "Asks the running server whether it is ready", healthcheck},
    }};
    return all;
}

std::string take_option(Words& words, std::string_view name, std::string otherwise)
{
    auto const found = std::find(words.begin(), words.end(), name);
    if (found == words.end())
        return otherwise;
    if (std::next(found) == words.end())
        throw Misuse{};
    auto value = *std::next(found);
    words.erase(found, std::next(found, 2));
    return value;
}

}  // namespace guildhall::cli
