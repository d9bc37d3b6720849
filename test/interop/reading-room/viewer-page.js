import "@mantine/core/styles.css";
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createElement, StrictMode, useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { ShortcutProvider } from "../../../web/src/keyboard/shortcuts.tsx";
import { LanguageProvider } from "../../../web/src/language/language-context.tsx";
import { theme } from "../../../web/src/theme.ts";
import Viewer from "../../../web/src/viewer/viewer.tsx";

/** What the test wants shown; null: nothing. Boxes that are drawn come back in `drawnBoxes`. */
function Shown() {
  const [wanted, setWanted] = useState(null);
  useEffect(() => {
    window.drawnBoxes = [];
    window.show = setWanted;
  }, []);
  if (wanted === null) return null;
  const stop = () => setWanted((before) => ({ ...before, drawing: false }));
  const done = (box) => {
    window.drawnBoxes.push(box);
    stop();
  };
  const drawing = wanted.drawing ? { done, cancel: stop } : null;
  return createElement(Viewer, { ...wanted, drawing });
}

/** What tests ask of the page: places are in CSS pixels of the viewer's first image. */
window.probe = {
  /** Greys that cornerstone3D drew at places. */
  greysAt(places) {
    const context = document.querySelector("canvas.cornerstone-canvas").getContext("2d");
    return places.map(([x, y]) => context.getImageData(x, y, 1, 1).data[0]);
  },
  /** Left, top, right and bottom of what cornerstone3D drew bright. */
  brightBox() {
    const { width, data } = imageDataOf("canvas.cornerstone-canvas");
    const [xs, ys] = [new Set(), new Set()];
    for (let index = 0; index < data.length / 4; index++) {
      if (data[4 * index] < 128) continue;
      xs.add(index % width);
      ys.add(Math.floor(index / width));
    }
    return [Math.min(...xs), Math.min(...ys), Math.max(...xs) + 1, Math.max(...ys) + 1];
  },
  /** The middle of the pixels where the heatmap is most opaque. */
  strongestPlace() {
    const { width, data } = imageDataOf("[class*=layer] > canvas");
    let [strongest, sumX, sumY, count] = [0, 0, 0, 0];
    for (let index = 0; index < data.length / 4; index++) {
      const opacity = data[4 * index + 3];
      if (opacity < strongest) continue;
      if (opacity > strongest) [strongest, sumX, sumY, count] = [opacity, 0, 0, 0];
      sumX += (index % width) + 0.5;
      sumY += Math.floor(index / width) + 0.5;
      count += 1;
    }
    const { transform } = getComputedStyle(document.querySelector("[class*=layer] > canvas"));
    const { x, y } = new DOMMatrix(transform).transformPoint({ x: sumX / count, y: sumY / count });
    return [x, y];
  },
};

function imageDataOf(selector) {
  const canvas = document.querySelector(selector);
  return canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
}

const getStyleNonce = () => document.querySelector('meta[name="style-nonce"]').content;

createRoot(document.getElementById("root")).render(
  createElement(
    StrictMode,
    null,
    [
      [MantineProvider, { theme, forceColorScheme: "dark", getStyleNonce }],
      [LanguageProvider],
      [QueryClientProvider, { client: new QueryClient() }],
      [ShortcutProvider],
    ].reduceRight(
      (inner, [Provider, props]) => createElement(Provider, props, inner),
      createElement(Shown),
    ),
  ),
);
