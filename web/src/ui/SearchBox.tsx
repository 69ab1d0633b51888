import { Icon } from './Icon';

interface SearchBoxProps {
  label: string;
  value: string | undefined;
  onSearch: (text: string | undefined) => void;
}

/** `/` focuses it from anywhere on the page. */
export function SearchBox({ label, value, onSearch }: SearchBoxProps) {
  return (
    <div className="search">
      <Icon name="search" />
      <input
        data-search=""
        type="search"
        className="control"
        aria-label={label}
        placeholder={label}
        defaultValue={value}
        onChange={(event) => onSearch(event.target.value || undefined)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.currentTarget.value = '';
          onSearch(undefined);
        }}
      />
      <kbd className="key">/</kbd>
    </div>
  );
}
