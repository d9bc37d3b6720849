import {
  type AccountChange,
  type AccountSummary,
  addAccount,
  changeAccount,
  createPasswordHasher,
  listAccounts,
  requireAccountNamed,
  requireStrong,
} from "../../server/access/index.ts";
import type { Actor } from "../../server/actor.ts";
import { auditPlaceOf, type OpenAuditLog, openAuditLog } from "../../server/audit/index.ts";
import { readServerConfig } from "../../server/config/index.ts";
import { openDatabaseOf } from "../../server/open-database-of.ts";
import type { Database } from "../../server/store/database.ts";
import type { Role } from "../../server/store/tables.ts";
import { alignedTable } from "../aligned-table.ts";
import { commandLineActor } from "../command-line-actor.ts";
import { UsageError } from "../errors.ts";
import type { ServerPlace } from "../server-place.ts";
import { askPassword } from "./ask-password.ts";

/** `thorascope accounts add`. */
export async function runAdd(name: string, options: ServerPlace & { role: Role }): Promise<void> {
  const passwordHash = await askPasswordHash(name);
  await withServer(options, async ({ database, audit, actor }) => {
    const { role } = options;
    const account = await database.queries.transaction().execute(async (transaction) => {
      const added = await addAccount(transaction, { name, role, passwordHash }, new Date());
      const detail = { role };
      await audit.append(
        { actor, action: "account.create", subject: added.id, detail },
        transaction,
      );
      return added;
    });
    process.stdout.write(`${account.name} may now use the server as ${account.role}.\n`);
  });
}

/** `thorascope accounts list`. */
export async function runList(options: ServerPlace & { json: boolean }): Promise<void> {
  await withServer(options, async ({ database }) => {
    const accounts = await listAccounts(database.queries);
    if (options.json) {
      for (const account of accounts) process.stdout.write(`${JSON.stringify(account)}\n`);
      return;
    }
    process.stdout.write(
      accounts.length === 0
        ? "There are no accounts. `thorascope accounts add NAME --role admin` adds one.\n"
        : `${alignedTable([["name", "role", "kind", "state"], ...accounts.map(rowOf)])}\n`,
    );
  });
}

function rowOf({ name, role, kind, disabled, lockedUntil }: AccountSummary): string[] {
  const isLocked = lockedUntil !== null && lockedUntil > new Date();
  return [name, role, kind, disabled ? "disabled" : isLocked ? "locked" : "active"];
}

/** `thorascope accounts disable` and `enable`. */
export async function runChange(
  name: string,
  change: AccountChange,
  options: ServerPlace,
): Promise<void> {
  await withServer(options, async ({ database, audit, actor }) => {
    const account = await requireAccountNamed(database.queries, name);
    const { role, disabled, passwordHash } = change;
    const detail = {
      ...(role === undefined ? {} : { role }),
      ...(disabled === undefined ? {} : { disabled }),
      ...(passwordHash === undefined ? {} : { password: "changed" }),
    };
    const changed = await database.queries.transaction().execute(async (transaction) => {
      const done = await changeAccount(transaction, account.id, change, new Date());
      await audit.append(
        { actor, action: "account.change", subject: account.id, detail },
        transaction,
      );
      return done;
    });
    process.stdout.write(
      `${changed.name} is ${changed.disabled ? "disabled" : "enabled"}, and ${changed.role}.\n`,
    );
  });
}

/** `thorascope accounts role`. */
export async function runRole(name: string, role: string, options: ServerPlace): Promise<void> {
  if (role !== "reader" && role !== "reviewer" && role !== "admin") {
    throw new UsageError(`${role} is no role. Give reader, reviewer or admin.`);
  }
  await runChange(name, { role }, options);
}

/** `thorascope accounts password`. */
export async function runPassword(name: string, options: ServerPlace): Promise<void> {
  const passwordHash = await askPasswordHash(name);
  await runChange(name, { passwordHash }, options);
}

/** Asks for a password of an account of this name, and gives what is kept of it. */
async function askPasswordHash(name: string): Promise<string> {
  const password = await askPassword();
  requireStrong(password, name);
  return createPasswordHasher().hash(password);
}

interface Server {
  readonly database: Database;
  readonly audit: OpenAuditLog;
  readonly actor: Actor;
}

/** Does something with a server's accounts while it is open to nobody else. */
async function withServer(
  { config: file, data }: ServerPlace,
  work: (server: Server) => Promise<void>,
): Promise<void> {
  const config = await readServerConfig({ file, options: { dataFolder: data } });
  const database = await openDatabaseOf(config);
  try {
    const audit = await openAuditLog(auditPlaceOf(config, database), (problem) =>
      process.stderr.write(`${problem}\n`),
    );
    await work({ database, audit, actor: commandLineActor() });
    await audit.close();
  } finally {
    await database.close();
  }
}
