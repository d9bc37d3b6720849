import type { Errors } from "typebox/schema";

type Problem = ReturnType<typeof Errors>[1][number];

/** The first setting that is wrong, and what is wrong with it, in words. */
export function explain(problems: readonly Problem[]): { setting: string; reason: string } {
  const setting = problems[0]?.instancePath ?? "";
  const reasons = new Set<string>();
  for (const problem of problems.filter(({ instancePath }) => instancePath === setting)) {
    switch (problem.keyword) {
      case "required":
        return {
          setting: `${setting}/${problem.params.requiredProperties[0]}`,
          reason: "is missing",
        };
      case "boolean":
        return { setting, reason: "is not a setting of a recipe" };
      case "const":
        reasons.add(`must be ${JSON.stringify(problem.params.allowedValue)}`);
        break;
      case "enum":
        reasons.add(`must be one of ${problem.params.allowedValues.join(", ")}`);
        break;
      case "anyOf":
        break;
      default:
        reasons.add(problem.message);
    }
  }
  return { setting, reason: [...reasons].join(" or ") };
}
