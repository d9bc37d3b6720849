export { linearGradCam } from "./linear-grad-cam.ts";
