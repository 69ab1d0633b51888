import { expect, type Page } from '@playwright/test';

/** What does not fit: the page scrolling sideways, controls that stick out, words wider than their button. */
export async function misfitsIn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    const found = root.scrollWidth > root.clientWidth ? [`the page is ${root.scrollWidth} px wide`] : [];
    const scrolls = (element: Element): boolean => {
      for (let above = element.parentElement; above; above = above.parentElement) if (/auto|scroll/.test(getComputedStyle(above).overflowX) && above.scrollWidth > above.clientWidth) return true;
      return false;
    };
    const name = (element: Element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} “${(element.textContent || element.getAttribute('aria-label') || element.id).trim().slice(0, 50)}”`;
    for (const element of document.body.querySelectorAll('button, a, input, select, textarea, h1, h2, h3, label, .chip, .notice, .paste-note')) {
      const box = element.getBoundingClientRect();
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || box.width <= 1 || element.closest('.visually-hidden, .skip') || scrolls(element)) continue;
      if (box.left < -1 || box.right > root.clientWidth + 1) found.push(`${name(element)} stands from ${Math.round(box.left)} to ${Math.round(box.right)} px`);
      if (element.matches('input, select, textarea')) continue;
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        // What ends in an ellipsis is meant to; what is only heard takes no place.
        const own = walker.currentNode.parentElement;
        if (!own?.checkVisibility() || own.closest('.visually-hidden') || getComputedStyle(own).textOverflow === 'ellipsis') continue;
        const range = document.createRange();
        range.selectNodeContents(walker.currentNode);
        const words = range.getBoundingClientRect();
        if (words.height > 0 && element.matches('button, .chip, .notice, .paste-note') && (words.top < box.top - 3 || words.bottom > box.bottom + 3)) found.push(`${name(element)} is higher than its place`);
        if (words.width > 0 && (words.left < box.left - 1 || words.right > box.right + 1)) found.push(`${name(element)} is wider than its place by ${Math.round(Math.max(box.left - words.left, words.right - box.right))} px`);
      }
    }
    return found;
  });
}

export async function expectFits(page: Page, where: string) {
  expect.soft(await misfitsIn(page), where).toEqual([]);
}
