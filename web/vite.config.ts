import { createRequire } from "node:module";
import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const require = createRequire(import.meta.url);

/** The server that `npm run dev` asks for everything that is no file of the page. */
const SERVER = process.env.THORASCOPE_SERVER ?? "http://127.0.0.1:8420";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  resolve: {
    alias: {
      // vtk.js, below cornerstone3D, needs these modules of Node's; without them the built page does not start.
      events: require.resolve("events/"),
      url: require.resolve("url/"),
    },
  },
  build: {
    outDir: resolve(import.meta.dirname, "../dist/web"),
    emptyOutDir: true,
    target: "es2022",
    sourcemap: false,
    // The libraries that are joined in the page ask for their licences to be passed on.
    license: { fileName: "assets/licences.md" },
    // The viewer is loaded on a study's page only; its size is measured in bench/.
    chunkSizeWarningLimit: 6000,
  },
  worker: { format: "es" },
  server: {
    proxy: Object.fromEntries(
      ["/api", "/docs", "/openapi.json", "/problems"].map((path) => [
        path,
        // The server answers to pages of its own address only.
        { target: SERVER, changeOrigin: true, headers: { origin: SERVER } },
      ]),
    ),
  },
});
