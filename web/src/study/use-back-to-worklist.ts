import { useCallback } from "react";
import { useLocation } from "wouter";

/** Leads back to the worklist. */
export function useBackToWorklist(): () => void {
  const [, navigate] = useLocation();
  return useCallback(() => navigate("/"), [navigate]);
}
