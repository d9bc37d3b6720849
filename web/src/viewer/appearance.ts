import { magnified, mirrored, turned, type View, WHOLE } from "./geometry/view.ts";
import type { GreyRamp } from "./grey/viewer-image.ts";
import type { WindowPreset } from "./grey/window.ts";
import type { Action } from "./tools.ts";

/** How somebody wants to see an image. */
export interface Appearance {
  readonly view: View;
  readonly window: WindowPreset | GreyRamp;
  /** Black for white, other than the file wants it. */
  readonly isInverted: boolean;
}

/** As the file wants it. */
export const AS_SENT: Appearance = { view: WHOLE, window: "asSent", isInverted: false };

/** Factor of a key or button that zooms. */
const ZOOM_STEP = 1.25;

/** An appearance after an action. */
export function after(action: Action, appearance: Appearance): Appearance {
  switch (action) {
    case "closer":
      return { ...appearance, view: magnified(appearance.view, ZOOM_STEP) };
    case "farther":
      return { ...appearance, view: magnified(appearance.view, 1 / ZOOM_STEP) };
    case "invert":
      return { ...appearance, isInverted: !appearance.isInverted };
    case "turn":
      return { ...appearance, view: turned(appearance.view) };
    case "mirror":
      return { ...appearance, view: mirrored(appearance.view) };
    case "reset":
      return AS_SENT;
  }
}

/** An appearance that follows another's place and zoom, but keeps how it is turned. */
export function following(appearance: Appearance, { centre, zoom }: View): Appearance {
  return { ...appearance, view: { ...appearance.view, centre, zoom } };
}
