import { Alert, Button, Paper, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { IconAlertTriangle, IconLogin2 } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { TextKey } from "../../../src/language/index.ts";
import { isProblem } from "../api/problem.ts";
import type { Session } from "../api/session.ts";
import { useTranslator } from "../language/language-context.tsx";
import { usePageTitle } from "../shell/page-title.ts";
import { signIn } from "./session-actions.ts";
import classes from "./sign-in-page.module.css";

/** Where somebody signs in: with a password of this server's, or at the identity provider. */
export function SignInPage({ session }: { readonly session: Session }) {
  const { text } = useTranslator();
  usePageTitle(text("signIn.title"));
  const { password, provider } = session.signIn;
  return (
    <Paper className={classes.card} withBorder p="lg">
      <Title order={1} size="h2" mb="xs">
        {text("signIn.title")}
      </Title>
      <Text c="dark.1" mb="lg">
        {text("signIn.why")}
      </Text>
      {password ? <PasswordForm /> : null}
      {provider === null ? null : (
        <Button
          component="a"
          href={provider}
          fullWidth
          leftSection={<IconLogin2 aria-hidden className={classes.pointing} />}
        >
          {text("signIn.provider")}
        </Button>
      )}
    </Paper>
  );
}

function PasswordForm() {
  const { text } = useTranslator();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const attempt = useMutation({
    mutationFn: () => signIn(queries, name.trim(), password),
    onError: () => setPassword(""),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={text("signIn.name")}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          withAsterisk={false}
          maxLength={64}
          data-autofocus
          autoFocus
        />
        <PasswordInput
          label={text("signIn.password")}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="current-password"
          required
          withAsterisk={false}
          maxLength={1024}
          visibilityToggleButtonProps={{ "aria-label": text("signIn.showPassword"), tabIndex: 0 }}
        />
        {attempt.error ? (
          <Alert role="alert" color="red" icon={<IconAlertTriangle aria-hidden />}>
            {text(whyNot(attempt.error))}
          </Alert>
        ) : null}
        <Button type="submit" loading={attempt.isPending}>
          {text("signIn.submit")}
        </Button>
      </Stack>
    </form>
  );
}

function whyNot(error: Error): TextKey {
  if (isProblem(error, "ACCESS_LOGIN_FAILED")) return "signIn.failed";
  if (isProblem(error, "ACCESS_TOO_MANY") || isProblem(error, "ACCESS_BUSY")) return "signIn.later";
  return "signIn.unreachable";
}
