import { type DefaultTheme, defineConfig } from "vitepress";
import { MARKDOWN } from "./markdown.ts";
import { SIDEBAR } from "./sidebar.ts";

/** What is found of a page: its words. Colours of code are not looked for, and take long to make. */
const renderToSearch: NonNullable<DefaultTheme.LocalSearchOptions["_render"]> = (
  text,
  env,
  markdown,
) => {
  const html = markdown.render(text.replaceAll(/^(\s*`{3,})\w+/gm, "$1text"), env);
  return env.frontmatter?.search === false ? "" : html;
};

/**
 * The documentation site. scripts/build-docs.ts copies this folder to dist-docs/, beside the pages that it makes, so
 * that nothing is written into docs/.
 */
export default defineConfig({
  title: "Thorascope",
  description: "Chest X-ray reading in TypeScript. Research software, not a medical device.",
  lang: "en",
  srcDir: "pages",
  outDir: "site",
  cacheDir: "cache",
  // Served from any folder by any server of files.
  cleanUrls: false,
  // The runs of pages that are not there differ from machine to machine.
  lastUpdated: false,
  head: [["link", { rel: "icon", href: "/icon.svg", type: "image/svg+xml" }]],
  markdown: MARKDOWN,
  themeConfig: {
    logo: "/icon.svg",
    nav: [
      { text: "Start", link: "/start/clinician", activeMatch: "/start/" },
      { text: "Guides", link: "/reading", activeMatch: "^/[^/]+$" },
      { text: "How to", link: "/how-to/own-data-set", activeMatch: "/how-to/" },
      { text: "Explained", link: "/explained/why-onnx", activeMatch: "/explained/" },
      { text: "Reference", link: "/reference/command-line", activeMatch: "/reference/" },
    ],
    sidebar: SIDEBAR,
    outline: { level: [2, 3] },
    search: { provider: "local", options: { _render: renderToSearch } },
    footer: { message: "Research software, not a medical device. Do not use it to diagnose." },
  },
});
