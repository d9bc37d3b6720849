/** What the thread of the embedded database is sent. */
export type EmbeddedRequest =
  | { readonly kind: "bytes"; readonly connection: number; readonly bytes: Uint8Array }
  | { readonly kind: "disconnected" }
  | { readonly kind: "close" };

/** What it answers. */
export type EmbeddedAnswer =
  | { readonly kind: "ready" }
  | { readonly kind: "bytes"; readonly connection: number; readonly bytes: Uint8Array }
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "closed" };
