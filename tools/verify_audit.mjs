#!/usr/bin/env node
// Checks exports of the audit trail, checkpoint files, receipts of the isolation check and certificates of erasures, written from docs/audit.md alone and sharing nothing with the server.
//
//   node tools/verify_audit.mjs [--key HEX] FILE…      one export, checkpoint files and older exports to hold it against; receipts; certificates
//
// Ends with the numbers of docs/audit.md.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

const sha = (...parts) => { const hash = createHash('sha256'); for (const part of parts) hash.update(part); return hash.digest(); };
const bytes = (hex) => { if (!/^([0-9a-f]{2})*$/.test(hex)) throw new Error('these are no hexadecimal digits'); return Buffer.from(hex, 'hex'); };
const eight = (number) => { const out = Buffer.alloc(8); out.writeBigInt64BE(BigInt(number)); return out; };
const measured = (text) => { const body = Buffer.from(text), size = Buffer.alloc(4); size.writeUInt32BE(body.length); return Buffer.concat([size, body]); };
const id = (text) => bytes(text.replaceAll('-', ''));
const kidOf = (key) => sha(key).toString('hex').slice(0, 16);

const findings = [];
const find = (code, what) => findings.push({ code, what });
const keys = new Map();

function isSignedBy(key, text, signature) {
  if (!key) return false;
  const spki = Buffer.concat([bytes('302a300506032b6570032100'), key]);  // RFC 8410
  return verify(null, Buffer.from(text), createPublicKey({ key: spki, format: 'der', type: 'spki' }), bytes(signature));
}

function isSigned(note) {
  const text = `guildhall audit checkpoint 1\nnumber ${note.number}\ntime ${note.time}\nprevious ${note.previous}\nchains ${note.chains}\nroot ${note.root}\n`;
  return isSignedBy(keys.get(note.kid), text, note.signature);
}

// A receipt of the isolation check (docs/isolation.md): what it found counts as a chain that does not fit does.
function checkReceipt(document) {
  const { receipt, kid, public_key, signature } = JSON.parse(document);
  const key = keys.size > 0 ? keys.get(kid) : bytes(public_key);
  if (!isSignedBy(key, `guildhall isolation receipt 1\n${receipt}`, signature)) find(6, 'the receipt is not signed by a key that is believed');
  const { ended_at, routes, requests, statements, tables, findings: found } = JSON.parse(receipt);
  console.log(`isolation, ${ended_at}: ${routes.length} routes with ${requests} requests, ${statements} statements, ${tables} tables, ${found.length} findings, key ${kid}`);
  for (const { where, what } of found) find(1, `${where}: ${what}`);
}

// A certificate of an erasure (docs/audit.md).
function checkCertificate(document) {
  const { certificate, kid, public_key, signature } = JSON.parse(document);
  const key = keys.size > 0 ? keys.get(kid) : bytes(public_key);
  if (!isSignedBy(key, `guildhall erasure certificate 1\n${certificate}`, signature)) find(6, 'the certificate is not signed by a key that is believed');
  const { subject, how, at, by, tables, rows } = JSON.parse(certificate);
  console.log(`${subject} ${how}, ${at}, by ${by}: ${tables.length} tables, ${rows} rows, key ${kid}`);
}

const leafOf = (guild, seq, hash) => sha(Buffer.from([0]), id(guild), eight(seq), bytes(hash));
const nodeOf = (left, right) => sha(Buffer.from([1]), left, right);
function rootOf(leaves) {
  if (leaves.length < 2) return leaves[0] ?? sha('');
  const left = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
  return nodeOf(rootOf(leaves.slice(0, left)), rootOf(leaves.slice(left)));
}
function rootBy(leaf, index, count, proof) {  // from the top: on which side each node of the proof lies follows from place and count
  if (count === 1) return proof.length === 0 && index === 0 ? leaf : null;
  if (proof.length === 0 || index >= count) return null;
  const left = 2 ** Math.ceil(Math.log2(count) - 1), rest = proof.slice(0, -1), top = bytes(proof.at(-1));
  const inner = index < left ? rootBy(leaf, index, left, rest) : rootBy(leaf, index - left, count - left, rest);
  return inner && (index < left ? nodeOf(inner, top) : nodeOf(top, inner));
}

// A checkpoint file; the marks of each guild: [seq, hash, number].
function readCheckpoints(lines) {
  const marks = new Map(), leaves = new Map();
  let previous = '0'.repeat(64), number = 0, time = '';
  for (const [place, line] of lines.entries()) {
    let note;
    try { note = JSON.parse(line); for (const [guild, seq, hash] of note.heads) leaves.set(guild, leafOf(guild, seq, hash)); }
    catch { find(5, `line ${place + 1} is no checkpoint`); continue; }
    if (!isSigned(note)) find(6, `checkpoint ${note.number} is not signed by a key that is believed`);
    if (note.number !== number + 1 || note.previous !== previous || note.time < time) find(5, `checkpoint ${note.number} does not continue the line before it`);
    const sorted = [...leaves.keys()].sort().map((guild) => leaves.get(guild));
    if (note.chains !== leaves.size || !rootOf(sorted).equals(bytes(note.root))) find(5, `checkpoint ${note.number} does not say the heads that it was signed for`);
    for (const [guild, seq, hash] of note.heads) marks.set(guild, [...(marks.get(guild) ?? []), [seq, hash, note.number]]);
    previous = sha(line).toString('hex'); number = note.number; time = note.time;
  }
  return marks;
}

// The marks that an export's checkpoints prove.
function provenMarks(guild, parts) {
  const marks = [];
  for (const { checkpoint: note } of parts.filter((part) => part.checkpoint)) {
    if (!isSigned(note)) find(6, `checkpoint ${note.number} is not signed by a key that is believed`);
    else if (!rootBy(leafOf(guild, note.seq, note.hash), note.index, note.chains, note.proof)?.equals(bytes(note.root))) find(5, `checkpoint ${note.number} does not prove this chain's head`);
    else marks.push([Number(note.seq), note.hash, note.number]);
  }
  return marks;
}

function checkChain(guild, parts, marks) {
  let last = sha('guildhall').toString('hex'), seq = 0n, believed = 0n, broken = null;
  const saw = new Map();
  for (const { entry } of parts.filter((part) => part.entry)) {
    const hash = sha(id(guild), eight(entry.seq), eight(entry.at), id(entry.actor), entry.on_behalf_of === null ? Buffer.from([0]) : Buffer.concat([Buffer.from([1]), id(entry.on_behalf_of)]),
      eight(entry.spot_pos), measured(entry.action), measured(entry.object), measured(entry.request_id), bytes(entry.digest), bytes(entry.previous)).toString('hex');
    const fits = BigInt(entry.seq) === seq + 1n && entry.previous === last && entry.hash === hash && (entry.payload === null || sha(bytes(entry.salt), entry.payload).toString('hex') === entry.digest);
    if (!fits) broken ??= BigInt(entry.seq) < seq + 1n ? BigInt(entry.seq) : seq + 1n;
    seq = BigInt(entry.seq); last = entry.hash; saw.set(seq, last);
  }
  const head = parts.find((part) => part.head)?.head;
  if (!head || BigInt(head.seq) !== seq || head.hash !== last) broken ??= seq + 1n;
  if (broken !== null) find(1, `entry ${broken} does not fit`);
  for (const [at, hash, number] of marks.filter(([at]) => at > 0).sort((a, b) => a[0] - b[0])) {
    if (BigInt(at) > seq) { find(3, `entry ${seq + 1n} is gone: checkpoint ${number} saw the chain up to ${at}`); break; }
    if (saw.get(BigInt(at)) === hash) believed = BigInt(at);
    else if (saw.has(BigInt(at))) { find(4, `entry ${believed + 1n} is not the one that checkpoint ${number} saw up to ${at}`); break; }
  }
  return saw.size;
}

function main(words) {
  while (words[0] === '--key') { const key = bytes(words[1]); keys.set(kidOf(key), key); words.splice(0, 2); }
  if (words.length === 0) throw new Error('node tools/verify_audit.mjs [--key HEX] FILE…');
  const files = words.map((path) => readFileSync(path, 'utf8').split('\n')).map((lines) => (lines.at(-1) === '' ? lines.slice(0, -1) : lines));
  const isReceipt = (lines) => lines[0]?.startsWith('{"receipt"');
  const isCertificate = (lines) => lines[0]?.startsWith('{"certificate"');
  files.filter(isReceipt).forEach((lines) => checkReceipt(lines.join('\n')));
  files.filter(isCertificate).forEach((lines) => lines.forEach(checkCertificate));
  const isExport = (lines) => lines[0]?.startsWith('{"guildhall_audit_export"');
  const exports_ = files.filter(isExport).map((lines) => lines.map((line) => JSON.parse(line)));
  const [newest] = [...exports_].sort((a, b) => (a[0].exported_at < b[0].exported_at ? 1 : -1));
  if (newest && newest[0].guildhall_audit_export !== 1) throw new Error('this export is of another format');
  if (keys.size === 0 && newest) keys.set(kidOf(bytes(newest[0].public_key)), bytes(newest[0].public_key));
  const others = files.filter((lines) => !isExport(lines) && !isReceipt(lines) && !isCertificate(lines));
  if (keys.size === 0 && others.length > 0) throw new Error('--key says whose signatures are believed');
  const histories = others.map(readCheckpoints);
  if (newest) {
    const guild = newest[0].guild_id;
    const marks = [...exports_.flatMap((parts) => (parts[0].guild_id === guild ? provenMarks(guild, parts) : [])), ...histories.flatMap((all) => all.get(guild) ?? [])];
    if (marks.length === 0 && !findings.some(({ code }) => code === 6)) find(7, 'there is no checkpoint to hold this chain against');
    console.log(`${guild} ${newest[0].name}: ${checkChain(guild, newest, marks)} entries, ${marks.length} checkpoints, key ${[...keys.keys()].join(' ')}`);
  }
  for (const { what } of findings) console.log(what);
  return findings.length === 0 ? 0 : Math.min(...findings.map(({ code }) => code));
}

try { process.exitCode = main(process.argv.slice(2)); }
catch (error) { console.error(error.message); process.exitCode = 2; }
