import { useCallback } from "react";
import { useLocation } from "wouter";
import { worklistAddress } from "../worklist/list-place.ts";

/** Leads back to the worklist as it was left: its filters, its place. */
export function useBackToWorklist(): () => void {
  const [, navigate] = useLocation();
  return useCallback(() => navigate(worklistAddress()), [navigate]);
}
