import { ActionIcon, Menu } from "@mantine/core";
import { IconLogout, IconUserCircle } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { sessionQuery } from "../api/queries.ts";
import { useTranslator } from "../language/language-context.tsx";
import { signOut } from "../sign-in/session-actions.ts";
import { useUploadQueue } from "../upload/upload-context.tsx";

/** Who is signed in, and signing out; nothing where there are no accounts. */
export function AccountMenu() {
  const { text } = useTranslator();
  const queries = useQueryClient();
  const uploads = useUploadQueue();
  const { data: session } = useQuery(sessionQuery);
  const leave = useMutation({
    mutationFn: () => {
      uploads.cancel();
      return signOut(queries);
    },
  });
  const name = session?.account?.name;
  if (session === undefined || session.accounts === "none" || name === undefined) return null;
  const who = text("app.signedInAs", { name });
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={who} title={who}>
          <IconUserCircle aria-hidden size={20} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{who}</Menu.Label>
        <Menu.Item
          onClick={() => leave.mutate()}
          disabled={leave.isPending}
          leftSection={<IconLogout aria-hidden size={16} />}
        >
          {text("app.signOut")}
        </Menu.Item>
        {leave.error ? <Menu.Label role="alert">{text("signIn.unreachable")}</Menu.Label> : null}
      </Menu.Dropdown>
    </Menu>
  );
}
