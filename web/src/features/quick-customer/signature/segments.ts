/** The pieces of a pasted signature: lines, cut where people draw bars and dots. */
export function segmentsOf(text: string): string[] {
  return text
    .normalize('NFC')
    .split(/\r?\n|\u2028/)
    .flatMap((line) => line.split(/\s*[|│¦•●▪·‖]\s*|\t+|\s{3,}|\s+\/{2}\s+/))
    .map(clean)
    .filter((segment) => segment !== '' && !isNoise(segment));
}

function clean(segment: string): string {
  return segment
    .replace(/^[>*_~=#\s-]+(?=\S)/, '')
    .replace(/[*_=~]+$/g, '')
    .replace(/\[(?:cid|image)[^\]]*\]|<(?:mailto:|https?:)?[^>]*>/gi, (found) => (found.includes('@') || found.includes('.') ? ` ${found.slice(1, -1).replace('mailto:', '')} ` : ' '))
    .replace(/\s+/g, ' ')
    .trim();
}

const closings = [
  'best( regards| wishes)?', '(kind|warm|warmest) regards', 'regards', 'cheers', 'thanks( again)?', 'thank you', 'many thanks', 'sincerely( yours)?', 'yours (sincerely|faithfully|truly)',
  'mit (freundlichen|besten|herzlichen) gr(ü|ue)(ß|ss)en', '(viele|beste|liebe|herzliche|freundliche) gr(ü|ue)(ß|ss)e', 'mfg', 'vg', 'lg',
  '(bien )?cordialement', 'bien (à|a) vous', 'salutations( distinguées)?', '(un cordial )?saludos?( cordiales)?', 'un (cordial )?saludo', 'atentamente', 'abrazos?', 'gracias',
  'cordiali saluti', 'distinti saluti', 'saluti', 'met vriendelijke groet(en)?', 'groet(en)?', 'mvh', 'med (vänlig|vänliga) hälsning(ar)?', 'med venlig hilsen', 'med vennlig hilsen', 'vänliga hälsningar',
  'atenciosamente', 'cumprimentos', 'pozdrawiam', 'z poważaniem', 's pozdravem', 'üdvözlettel', 'saygılarımla', 'с уважением', 'з повагою', 'よろしくお願いいたします。?', '此致', '敬礼', 'sent from my .*', 'gesendet von .*', 'enviado desde .*', 'envoyé de .*',
]; // prettier-ignore
const noise = new RegExp(`^(${closings.join('|')})[\\s,.!:;–-]*$`, 'iu');

function isNoise(segment: string): boolean {
  return noise.test(segment) || !/[\p{L}\p{N}]/u.test(segment) || segment.length > 160;
}

/** Compares names across accents, case and marks. */
export function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
    .replaceAll('æ', 'ae')
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '');
}
