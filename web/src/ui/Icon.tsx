const paths = {
  today: 'M3 3.500h10v10H3zM3 6.500h10M5.500 2v3M10.500 2v3M5.500 10l1.700 1.700 3.300-3.300',
  customers: 'M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm-6 6c0-3 2.700-4.500 6-4.500s6 1.500 6 4.500',
  contact: 'M2 4h12v9H2zM5.500 9a1.500 1.500 0 1 0 0-3 1.500 1.500 0 0 0 0 3ZM3.500 11.200c.6-1.100 3.400-1.100 4 0M9.500 7h3M9.500 9.500h3',
  estimates: 'M4 2h6l3 3v9H4zM10 2v3h3M6 8h5M6 11h5',
  products: 'M2.500 5 8 2l5.500 3v6L8 14l-5.500-3zM2.500 5 8 8l5.500-3M8 8v6',
  imports: 'M8 2v8M5 7l3 3 3-3M3 11v3h10v-3',
  audit: 'M3 3h10v10H3zM5.500 6.500h5M5.500 9.500h3',
  note: 'M3 3h10v7l-3 3H3zM10 13v-3h3M5.500 6h5M5.500 8.500h3',
  trash: 'M3 4.500h10M6 4.500V3h4v1.500M4.500 4.500l.600 9h5.800l.600-9M6.800 7v4M9.200 7v4',
  bell: 'M4 11.500V7a4 4 0 0 1 8 0v4.500M2.500 11.500h11M6.500 13.500h3',
  menu: 'M2 4h12M2 8h12M2 12h12',
  close: 'M4 4l8 8M12 4l-8 8',
  guilds: 'M2.500 13.500h11M4 13.500V6.500M8 13.500V6.500M12 13.500V6.500M2.500 6.500h11L8 2.500z',
  people: 'M6 7.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5ZM1.500 13.500c0-2.600 2-4 4.500-4s4.500 1.400 4.500 4M10.500 3a2.300 2.300 0 0 1 0 4.300M12 10c1.500.500 2.500 1.700 2.500 3.500',
  agency: 'M2.500 13.500v-9h11v9zM6 4.500v-2h4v2M2.500 8.500h11',
  edit: 'M3 13l.700-3L10.500 3.200l2.300 2.300L6 12.300z',
  move: 'M8 2v12M2 8h12M6 4l2-2 2 2M6 12l2 2 2-2M4 6 2 8l2 2M12 6l2 2-2 2',
  shield: 'M8 2l5 2v4c0 3-2 5-5 6-3-1-5-3-5-6V4zM6 8l1.500 1.500L10.500 6.500',
  plus: 'M8 3v10M3 8h10',
  down: 'M4 6l4 4 4-4',
  up: 'M4 10l4-4 4 4',
  check: 'M3 8.500 6.500 12 13 4.500',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10ZM10.700 10.700 14 14',
} as const;

export type IconName = keyof typeof paths;

/** A small line drawing. It says nothing to a screen reader: the text beside it does. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={paths[name]} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
