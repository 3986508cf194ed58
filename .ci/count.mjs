// Prints "PASSED FAILED" for one run: what its JSON report says, and one failure more for each thing that went wrong
// without a test to show for it. Names on stderr what failed and why, and what passed at the second try only.
import { readFileSync } from "node:fs";

const [, , path, status] = process.argv;

function counted() {
  let report;
  try {
    report = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    console.error(`The run left no report: ${error.message}`);
    return [0, 1];
  }
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const passed = tests.filter((test) => test.status === "passed").length;
  // A file that could not be loaded, or whose hooks failed, has no failed test.
  const broken = report.testResults.filter((file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"));
  const failures = tests.filter((test) => test.status === "failed");
  const failed = failures.length + broken.length;
  for (const { fullName, failureMessages } of failures) console.error(`failed: ${fullName}\n${failureMessages?.join("\n")}`);
  for (const { name, message } of broken) console.error(`failed: ${name}\n${message}`);
  // The failure of the first try is all that the report keeps of it.
  for (const { fullName, status, failureMessages } of tests) if (status === "passed" && failureMessages?.length > 0) console.error(`flaky: ${fullName}\n${failureMessages.join("\n")}`);
  if (tests.length === 0) console.error("The run had no tests");
  const isWrong = tests.length === 0 || status !== "0" || report.success !== true;
  return [passed, failed === 0 && isWrong ? 1 : failed];
}

console.log(counted().join(" "));
