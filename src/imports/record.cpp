#include "imports/record.h"

namespace guildhall::imports {

std::vector<TableRow> StoredPart::rows(Stored const& of) const
{
    return rows_of(content, static_cast<std::size_t>(first_number), of.delimiter.front(), of.columns.size());
}

bool can_go_on(Stored const& stored)
{
    return stored.state == State::cancelled && stored.removed + stored.kept == 0 && stored.done < stored.rows;
}

Import public_form(Stored const& stored, jobs::Jobs const& jobs)
{
    Import import{.id = stored.id,
                  .kind = stored.kind,
                  .state = stored.state,
                  .file_name = stored.file_name,
                  .encoding = stored.encoding,
                  .delimiter = stored.delimiter,
                  .columns = stored.columns,
                  .mapping = {},
                  .sample = decode<std::vector<std::vector<std::string>>>(json::parse(stored.sample.text)),
                  .preview = decode<std::vector<PreviewRow>>(json::parse(stored.preview.text)),
                  .notices = decode<std::vector<Notice>>(json::parse(stored.notices.text)),
                  .rows = stored.rows,
                  .looked = stored.looked,
                  .faulty = stored.faulty,
                  .done = stored.done,
                  .imported = stored.imported,
                  .updated = stored.updated,
                  .skipped = stored.skipped,
                  .failed = stored.failed,
                  .duplicates = stored.duplicates,
                  .match_by = stored.match_by,
                  .undoing = stored.undoing,
                  .removed = stored.removed,
                  .kept = stored.kept,
                  .resumable =
                      (stored.state == State::running && !jobs.runs(jobs::key_of(stored.id.uuid, stored.undoing))) || can_go_on(stored),
                  .problems_url = {},
                  .version = stored.version,
                  .created_at = stored.created_at,
                  .created_by = stored.created_by};
    for (std::size_t i = 0; i < stored.columns.size(); ++i)
        import.mapping.emplace(stored.columns[i], stored.mapping[i].empty() ? std::nullopt : std::optional(stored.mapping[i]));
    if (stored.state == State::preview ? stored.faulty > 0 : stored.failed > 0)
        import.problems_url = "/api/v1/imports/" + stored.id.text() + "/problems.csv";
    return import;
}

}  // namespace guildhall::imports
