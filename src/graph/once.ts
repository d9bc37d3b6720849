/** A function that computes its result the first time only: for nodes that several gradients share. */
export function once<Result>(compute: () => Result): () => Result {
  let found: { readonly result: Result } | undefined;
  return () => {
    found ??= { result: compute() };
    return found.result;
  };
}
