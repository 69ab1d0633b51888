export type Tone = 'spruce' | 'sky' | 'gold' | 'rose' | 'plain';

export function Chip({ tone, children }: { tone: Tone; children: string }) {
  return <span className={`chip ${tone}`}>{children}</span>;
}
