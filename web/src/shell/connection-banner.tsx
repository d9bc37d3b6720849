import { IconPlugConnectedX } from "@tabler/icons-react";
import { useTranslator } from "../language/language-context.tsx";
import classes from "./connection-banner.module.css";
import { useIsConnected } from "./server-events.tsx";

/** Says that the server can't be heard, for as long as that is so. */
export function ConnectionBanner() {
  const { text } = useTranslator();
  const isConnected = useIsConnected();
  return (
    <div role="status" className={classes.region}>
      {isConnected ? null : (
        <p className={classes.banner}>
          <IconPlugConnectedX aria-hidden size={18} />
          {text("app.offline")}
        </p>
      )}
    </div>
  );
}
