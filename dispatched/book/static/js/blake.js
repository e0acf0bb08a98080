// --- BLAKE2b (RFC 7693), eight bytes, as dispatched.checks.digests has it -----------------------
const ALL = (1n << 64n) - 1n;
const START = [
  0x6a09e667f3bcc908n, 0xbb67ae8584caa73bn, 0x3c6ef372fe94f82bn, 0xa54ff53a5f1d36f1n,
  0x510e527fade682d1n, 0x9b05688c2b3e6c1fn, 0x1f83d9abfb41bd6bn, 0x5be0cd19137e2179n,
];
const WORDS = [
  "0123456789abcdef", "ea489fd61c02b753", "b8c052fdae367194", "7931dcbe265a40f8",
  "905724afe1bc683d", "2c6a0b834d75fe19", "c51fed4a0763928b", "db7ec13950f4862a",
  "6fe9b308c2d714a5", "a2847615fb9e3cd0", "0123456789abcdef", "ea489fd61c02b753",
].map((row) => [...row].map((place) => parseInt(place, 16)));
const MIXED = [
  [0, 4, 8, 12], [1, 5, 9, 13], [2, 6, 10, 14], [3, 7, 11, 15],
  [0, 5, 10, 15], [1, 6, 11, 12], [2, 7, 8, 13], [3, 4, 9, 14],
];
const LENGTH = 8;

function turned(value, by) {
  return ((value >> by) | (value << (64n - by))) & ALL;
}
function blake(bytes) {
  const state = [...START];
  state[0] ^= 0x01010000n ^ BigInt(LENGTH);
  const blocks = Math.max(1, Math.ceil(bytes.length / 128));
  const view = new DataView(new ArrayBuffer(blocks * 128));
  bytes.forEach((byte, at) => view.setUint8(at, byte));
  for (let block = 0; block < blocks; block += 1) {
    const last = block === blocks - 1;
    const m = WORDS[0].map((at) => view.getBigUint64(block * 128 + at * 8, true));
    const v = [...state, ...START];
    v[12] ^= BigInt(last ? bytes.length : (block + 1) * 128);
    if (last) v[14] ^= ALL;
    for (const row of WORDS) {
      MIXED.forEach(([a, b, c, d], n) => {
        v[a] = (v[a] + v[b] + m[row[2 * n]]) & ALL;
        v[d] = turned(v[d] ^ v[a], 32n);
        v[c] = (v[c] + v[d]) & ALL;
        v[b] = turned(v[b] ^ v[c], 24n);
        v[a] = (v[a] + v[b] + m[row[2 * n + 1]]) & ALL;
        v[d] = turned(v[d] ^ v[a], 16n);
        v[c] = (v[c] + v[d]) & ALL;
        v[b] = turned(v[b] ^ v[c], 63n);
      });
    }
    state.forEach((_, at) => { state[at] ^= v[at] ^ v[at + 8]; });
  }
  const out = new DataView(new ArrayBuffer(LENGTH));
  out.setBigUint64(0, state[0], true);
  return [...new Uint8Array(out.buffer)].map((b) => b.toString(16).padStart(2, "0")).join("");
}
function digest(...parts) {
  return blake(new TextEncoder().encode(parts.join("\x1f")));
}
