// Counts what held and what did not, and says it as it happens.

let passed = 0;
let failed = 0;

/** One statement about the product: a sentence that is true, or the reason why it is not. */
export function check(sentence, holds, found = '') {
  if (holds) {
    passed += 1;
    return;
  }
  failed += 1;
  const detail = typeof found === 'string' ? found : JSON.stringify(found, null, 1);
  console.log(`FAILED ${sentence}${detail ? `\n       ${detail.slice(0, 2000)}` : ''}`);
}

/** Two values are the same, to the last byte. */
export function same(sentence, found, expected) {
  const [a, b] = [JSON.stringify(found), JSON.stringify(expected)];
  check(sentence, a === b, `found    ${a}\n       expected ${b}`);
}

/** A part of the run. What breaks in it fails once, and the other parts go on. */
export async function part(name, story) {
  const begun = performance.now();
  try {
    await story();
  } catch (error) {
    check(`${name} comes to its end`, false, error.stack);
  }
  console.log(`${((performance.now() - begun) / 1000).toFixed(1).padStart(6)} s  ${name}`);
}

/** Prints the sum; the exit code of the run. */
export function sum() {
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}
