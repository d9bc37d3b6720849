import { join } from "node:path";
import { openDatabase } from "../../../src/server/store/database.ts";
import { auditLogCases } from "./audit-log-cases.ts";

auditLogCases("embedded", (folder) => openDatabase({ folder: join(folder, "database") }));
