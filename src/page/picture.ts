/** A picture of a page, as an SVG element of its own. */
export interface Picture {
  /** Of its file, without extension. */
  readonly name: string;
  readonly title: string;
  readonly svg: string;
}
