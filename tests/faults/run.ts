/**
 * Fault tests: power loss, full disks, copied profiles. Each harness is listed here by name; the first ones come with
 * sync, backup and restore, which they break on purpose.
 */
export const faultTests: readonly string[] = [];

const [name] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const known = faultTests.length === 0 ? 'none yet' : faultTests.join(', ');
console.error(
  `${name === undefined ? 'Which fault test?' : `There is no fault test ${name}.`} npm run faults -- NAME --seed S --runs N\nFault tests: ${known}.`,
);
process.exitCode = 2;
