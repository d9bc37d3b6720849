import { auditPlaceOf, verifyAudit } from "../../audit/index.ts";
import type { ServerConfig } from "../../config/index.ts";
import type { Database } from "../../store/database.ts";
import { type Finding, fine, reasonOf, wrong } from "./finding.ts";

/** Findings of the audit log that are told here. */
const TOLD = 5;

/** Whether the audit log is whole. */
export async function checkAudit(
  database: Database,
  config: Pick<ServerConfig, "dataFolder" | "audit">,
): Promise<readonly Finding[]> {
  try {
    const { entries, findings } = await verifyAudit(auditPlaceOf(config, database));
    if (findings.length === 0) {
      return [fine("audit log", `whole, ${entries.toLocaleString("en-US")} entries.`)];
    }
    return findings
      .slice(0, TOLD)
      .map(({ message }) =>
        wrong(
          "audit log",
          message,
          "`thorascope audit verify` names everything. Find out who could write to the database.",
        ),
      );
  } catch (error) {
    return [
      wrong(
        "audit log",
        reasonOf(error),
        "Without its key the log proves nothing: put the key back.",
      ),
    ];
  }
}
