/**
 * Where an output pixel's grey comes from: a position in the output, (x, y) from -0.5 to 0.5 across the
 * image with the centre at 0, is read from (xx x + xy y + x0, yx x + yy y + y0) in the input, in the same
 * units. Relative units, because input and output may differ in size.
 */
export interface Affine {
  readonly xx: number;
  readonly xy: number;
  readonly x0: number;
  readonly yx: number;
  readonly yy: number;
  readonly y0: number;
}

export const IDENTITY: Affine = { xx: 1, xy: 0, x0: 0, yx: 0, yy: 1, y0: 0 };

/** The map that reads from where `outer` reads from, of an image that `inner` has read: inner(outer(x, y)). */
export function compose(outer: Affine, inner: Affine): Affine {
  return {
    xx: inner.xx * outer.xx + inner.xy * outer.yx,
    xy: inner.xx * outer.xy + inner.xy * outer.yy,
    x0: inner.xx * outer.x0 + inner.xy * outer.y0 + inner.x0,
    yx: inner.yx * outer.xx + inner.yy * outer.yx,
    yy: inner.yx * outer.xy + inner.yy * outer.yy,
    y0: inner.yx * outer.x0 + inner.yy * outer.y0 + inner.y0,
  };
}
