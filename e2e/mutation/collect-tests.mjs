// What test files call instead of Vitest while mutants are judged: describe, test and expect, in one process that loads every module once.
// A mutant costs the tests that reach it and nothing else. The engine keeps no state in its modules, so one mutant leaves nothing to the next.
import { chai, GLOBAL_EXPECT, getState, JestAsymmetricMatchers, JestChaiExpect, JestExtend, setState } from '@vitest/expect';

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);
const { expect } = chai;
setState({ assertionCalls: 0, isExpectingAssertions: false, expectedAssertionsNumber: null, testPath: '', currentTestName: '' }, expect);
expect.getState = () => getState(expect);
expect.setState = (state) => setState(state, expect);
Object.defineProperty(globalThis, GLOBAL_EXPECT, { value: expect, writable: true, configurable: true });

/** The API a test file sees, and the list that it fills. */
export function collector() {
  const tests = [];
  let suite = { title: '', before: [], parent: undefined };
  let file = '';

  const add = (title, run) => {
    const path = [];
    for (let at = suite; at.parent; at = at.parent) path.unshift(at.title);
    const own = suite;
    // The place in the list keeps two tests of one title apart.
    tests.push({
      id: `${file}#${tests.length} ${[...path, title].join(' > ')}`,
      file,
      run,
      before: () =>
        (function all(at) {
          return at ? [...all(at.parent), ...at.before] : [];
        })(own),
    });
  };
  const describe = (title, body) => {
    suite = { title, before: [], parent: suite };
    // What a suite prepares while it is read, no mutant has seen: it covers nothing.
    globalThis.__stryker__ ??= {};
    globalThis.__stryker__.currentTestId = 'being read';
    body();
    suite = suite.parent;
    if (!suite.parent) globalThis.__stryker__.currentTestId = undefined;
  };
  const each = (what) => (rows) => (title, run) => {
    for (const row of rows) what(`${title} ${String(Array.isArray(row) ? row[0] : (row?.claim ?? ''))}`, () => (Array.isArray(row) ? run(...row) : run(row)));
  };
  add.each = each(add);
  describe.each = each(describe);
  const before = (run) => suite.before.push(run);

  return {
    api: { describe, it: add, test: add, expect, beforeAll: before, beforeEach: before },
    tests,
    async load(name, load) {
      file = name;
      suite = { title: '', before: [], parent: undefined };
      await load();
    },
  };
}
