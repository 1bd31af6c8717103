// Seals and opens age files with typage, for tests/interop.rs.
//
//   node typage.mjs decrypt IDENTITY FILE > plaintext
//   node typage.mjs encrypt RECIPIENT < plaintext > ciphertext
//   node typage.mjs recipient IDENTITY

import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { Decrypter, Encrypter, identityToRecipient } from "age-encryption";

const commands = {
  async decrypt(identity, file) {
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    return decrypter.decrypt(await readFile(file));
  },
  async encrypt(recipient) {
    const encrypter = new Encrypter();
    encrypter.addRecipient(recipient);
    return encrypter.encrypt(await buffer(process.stdin));
  },
  async recipient(identity) {
    return identityToRecipient(identity);
  },
};

const [name, ...args] = process.argv.slice(2);
process.stdout.write(await commands[name](...args));
