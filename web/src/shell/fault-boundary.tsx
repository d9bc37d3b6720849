import { Alert, Button, Text } from "@mantine/core";
import { Component, type ErrorInfo, type ReactNode } from "react";
import { useTranslator } from "../language/language-context.tsx";

interface FaultBoundaryProps {
  /** A fault is over where this changes. */
  readonly place: string;
  readonly children: ReactNode;
}

interface FaultState {
  readonly place: string;
  readonly isBroken: boolean;
}

/**
 * Keeps a fault in one page from emptying the window: it may be one of ours, or a part of the page that the server
 * does not have any more since it was brought up to date.
 */
export class FaultBoundary extends Component<FaultBoundaryProps, FaultState> {
  override state: FaultState = { place: this.props.place, isBroken: false };

  static getDerivedStateFromError(): Partial<FaultState> {
    return { isBroken: true };
  }

  static getDerivedStateFromProps({ place }: FaultBoundaryProps, state: FaultState) {
    return place === state.place ? null : { place, isBroken: false };
  }

  override componentDidCatch(error: Error, { componentStack }: ErrorInfo): void {
    console.error(error, componentStack);
  }

  override render(): ReactNode {
    return this.state.isBroken ? <Fault /> : this.props.children;
  }
}

function Fault() {
  const { text } = useTranslator();
  return (
    <Alert role="alert" m="md" color="amber" title={text("app.fault")}>
      <Text mb="sm">{text("app.fault.todo")}</Text>
      <Button variant="default" onClick={() => window.location.reload()}>
        {text("app.fault.reload")}
      </Button>
    </Alert>
  );
}
