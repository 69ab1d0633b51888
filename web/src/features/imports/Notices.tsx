import type { Import } from '../../api/types';
import { showNumber, t, type Key } from '../../i18n';

type Notice = Import['notices'][number];

const texts: Record<Notice['kind'], Key> = {
  twin_columns: 'import.notice.twin_columns',
  formulas: 'import.notice.formulas',
  impossible_dates: 'import.notice.impossible_dates',
  mixed_line_ends: 'import.notice.mixed_line_ends',
  not_utf8: 'import.notice.not_utf8',
};

/** What is odd about a file although it can be taken. */
export function Notices({ notices }: { notices: Notice[] }) {
  if (notices.length === 0) return null;
  return (
    <ul className="notice calm">
      {notices.map((notice) => (
        <li key={notice.kind + (notice.column ?? '')}>
          {t(texts[notice.kind], { column: notice.column ?? '', value: notice.value ?? '', row: notice.row ?? 0, count: showNumber(notice.count) })}
        </li>
      ))}
    </ul>
  );
}
