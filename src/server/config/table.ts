import { allowedOf, SETTINGS, type Setting } from "./settings.ts";

/** The settings as the Markdown table of docs/configuration.md. */
export function settingsTable(): string {
  const rows = SETTINGS.map((setting) =>
    [
      `\`${setting.key}\``,
      `\`${setting.environment}\``,
      defaultOf(setting),
      allowedOf(setting),
      (setting.schema.title ?? "").replaceAll("|", "\\|"),
    ].join(" | "),
  );
  return [
    "| key | environment | default | allowed | what it is |",
    "|---|---|---|---|---|",
    ...rows.map((row) => `| ${row} |`),
    "",
  ].join("\n");
}

function defaultOf({ key, schema, required }: Setting): string {
  if (key === "dataFolder") return "see there";
  if (required) return "must be given";
  const { default: value } = schema;
  if (value === null || (Array.isArray(value) && value.length === 0)) return "none";
  return typeof value === "object" ? `\`${JSON.stringify(value)}\`` : `\`${value}\``;
}
