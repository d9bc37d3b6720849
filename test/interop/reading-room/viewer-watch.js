/** Runs in the page before anything else: counts canvases that draw by WebGL, or refuses them, and notes what is forbidden. */
window.violations = [];
window.webglContexts = 0;
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
});
const canvases = new Set();
const { getContext } = HTMLCanvasElement.prototype;
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
  if (kind.includes("webgl")) {
    if (location.search === "?none") return null;
    canvases.add(this);
    window.webglContexts = canvases.size;
  }
  return getContext.call(this, kind, ...rest);
};
/** Takes WebGL away, as a driver that crashes does. */
window.loseWebgl = () => {
  for (const canvas of canvases) {
    getContext.call(canvas, "webgl2")?.getExtension("WEBGL_lose_context")?.loseContext();
  }
};
