import { type Command, Option } from "commander";
import type { Role } from "../../server/store/tables.ts";
import { type ServerPlace, withServerPlace } from "../server-place.ts";

/** `thorascope accounts`: who may use the server. */
export function addAccountsCommand(program: Command): void {
  const accounts = program
    .command("accounts")
    .summary("who may use the server: add, list, disable accounts, set passwords")
    .description(
      "Accounts of the server with `access.accounts` set to local. With the embedded database the server must be\n" +
        "stopped meanwhile; admins do the same while it runs (/api/accounts). A password is asked for, or read as the\n" +
        "first line of standard input; it is never an argument, which every user of the machine could read.",
    );
  const command = (line: string, summary: string) =>
    withServerPlace(accounts.command(line).summary(summary).description(summary));

  command("add <name>", "add an account")
    .addOption(
      new Option("--role <role>", "what it may do")
        .choices(["reader", "reviewer", "admin"])
        .makeOptionMandatory(),
    )
    .action(async (name: string, options: ServerPlace & { role: Role }) => {
      const { runAdd } = await import("./run.ts");
      await runAdd(name, options);
    });
  command("list", "list the accounts")
    .option("--json", "one JSON object per line", false)
    .action(async (options: ServerPlace & { json: boolean }) => {
      const { runList } = await import("./run.ts");
      await runList(options);
    });
  for (const [word, disabled] of [
    ["disable", true],
    ["enable", false],
  ] as const) {
    command(`${word} <name>`, `${word} an account`).action(
      async (name: string, options: ServerPlace) => {
        const { runChange } = await import("./run.ts");
        await runChange(name, { disabled }, options);
      },
    );
  }
  command("role <name> <role>", "change what an account may do").action(
    async (name: string, role: string, options: ServerPlace) => {
      const { runRole } = await import("./run.ts");
      await runRole(name, role, options);
    },
  );
  command("password <name>", "set an account's password; its sessions end").action(
    async (name: string, options: ServerPlace) => {
      const { runPassword } = await import("./run.ts");
      await runPassword(name, options);
    },
  );
  for (const one of accounts.commands) one.exitOverride();
}
