import "@mantine/core/styles.css";
import "@fontsource-variable/noto-sans-arabic";
import "./page.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html lacks its #root");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
