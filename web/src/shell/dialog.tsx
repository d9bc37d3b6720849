import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslator } from "../language/language-context.tsx";

/** A question or an explanation over the page; Escape closes it. */
export function Dialog({
  isOpen,
  close,
  title,
  children,
}: {
  readonly isOpen: boolean;
  readonly close: () => void;
  readonly title: string;
  readonly children: ReactNode;
}) {
  const { text } = useTranslator();
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={title}
      closeButtonProps={{ "aria-label": text("action.close") }}
      // The page has one banner, and a dialog's head is none.
      attributes={{ header: { role: "none" } }}
      // It would need a style element without the nonce that the server's policy asks for.
      lockScroll={false}
    >
      {children}
    </Modal>
  );
}
