export type Theme = 'system' | 'light' | 'dark';
export const themes: readonly Theme[] = ['system', 'light', 'dark'];

const remembered = 'guildhall.theme';

export function chosenTheme(): Theme {
  const chosen = localStorage.getItem(remembered);
  return themes.find((theme) => theme === chosen) ?? 'system';
}

export function applyTheme(theme: Theme) {
  document.documentElement.dataset['theme'] = theme;
}

export function chooseTheme(theme: Theme) {
  localStorage.setItem(remembered, theme);
  applyTheme(theme);
}
