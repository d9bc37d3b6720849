export { writeRunPage } from "./write-run-page.node.ts";
