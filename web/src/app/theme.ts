export type Theme = 'system' | 'light' | 'dark';
export const themes: readonly Theme[] = ['system', 'light', 'dark'];

const remembered = 'guildhall.theme';

export function themeOf(word: string | null): Theme | null {
  return themes.find((theme) => theme === word) ?? null;
}

/** What was chosen on this device; null: nothing, then that of one's account counts. */
export function rememberedTheme(): Theme | null {
  return themeOf(localStorage.getItem(remembered));
}

export function chosenTheme(): Theme {
  return rememberedTheme() ?? 'system';
}

export function applyTheme(theme: Theme) {
  document.documentElement.dataset['theme'] = theme;
}

export function chooseTheme(theme: Theme) {
  localStorage.setItem(remembered, theme);
  applyTheme(theme);
}
