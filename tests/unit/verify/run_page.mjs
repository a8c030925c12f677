// Runs the check of verify.html, word for word, over a corpus on standard input.
// Arguments: the page, and "plain" to leave Ed25519 out of WebCrypto as older browsers do.
import { readFileSync } from "node:fs";

const [page, mode] = process.argv.slice(2);
const script = /<script id="verifier">([\s\S]*?)<\/script>/.exec(readFileSync(page, "utf8"))[1];
const subtle = globalThis.crypto.subtle;
const older = {
  digest: (...args) => subtle.digest(...args),
  sign: (...args) => subtle.sign(...args),
  importKey: (form, key, kind, ...rest) => {
    if (kind.name === "Ed25519") throw new DOMException("Unrecognized name.", "NotSupportedError");
    return subtle.importKey(form, key, kind, ...rest);
  },
};
const crypto = mode === "plain" ? { subtle: older } : globalThis.crypto;
const answer = new Function("crypto", script + "\nreturn answer;")(crypto);
const bytes = (text) => new Uint8Array(Buffer.from(text, "base64"));
const found = [];
for (const { proof, entry, keys, openings } of JSON.parse(readFileSync(0, "utf8"))) {
  found.push(await answer(bytes(proof), bytes(entry), keys, openings === null ? null : bytes(openings)));
}
process.stdout.write(JSON.stringify(found));
