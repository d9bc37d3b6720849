import { Anchor, Stack, Title } from "@mantine/core";
import { Link } from "wouter";
import { useTranslator } from "../language/language-context.tsx";
import { usePageTitle } from "./page-title.ts";

/** What stands at an address of no page. */
export function NotFound() {
  const { text } = useTranslator();
  usePageTitle(text("app.notFound"));
  return (
    <Stack p="lg">
      <Title order={1} size="h2">
        {text("app.notFound")}
      </Title>
      <Anchor component={Link} href="/">
        {text("action.back")}
      </Anchor>
    </Stack>
  );
}
