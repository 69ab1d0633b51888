import { encode } from 'uqr';

const svg = 'http://www.w3.org/2000/svg';

/** Draws a text as a QR code of one path: no markup is parsed, so Trusted Types have nothing to say. */
export function drawQr(into: SVGElement, text: string) {
  const { data, size } = encode(text, { border: 1, ecc: 'M' });
  const path = document.createElementNS(svg, 'path');
  let drawn = '';
  data.forEach((row, y) => row.forEach((dark, x) => (drawn += dark ? `M${x} ${y}h1v1h-1z` : '')));
  path.setAttribute('d', drawn);
  into.setAttribute('viewBox', `0 0 ${size} ${size}`);
  into.replaceChildren(path);
}
